"""Verdicts as a CSV that goes back to the supplier and opens in Excel.

A cell that a spreadsheet would take for a formula gets an apostrophe in front
(owasp.org, "CSV Injection", full-width signs as well), which our own reader takes away again.
"""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from http import HTTPStatus
from itertools import groupby
from typing import Any

from shared.intake.received import Received
from shared.intake.verdicts import Verdict
from shared.runtime.http import Problem, Reply, Request

VERDICTS = "text/csv; charset=utf-8"
COLUMNS = ("line", "serial", "verdict", "code", "field", "sentence", "remedy")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_CSV, _JSON = "text/csv", ("application/json", "application/problem+json")

type Told = Mapping[str, Any]


class CsvProblem(Problem):
    """A problem that is told as a CSV, a row for each line."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.status, problem.code, problem.detail, problem.errors)

    def reply(self) -> Reply:
        """Write a row for each line that is wrong, or one for the whole."""
        return Reply(status=self.status, body=refusals_csv(self), content_type=VERDICTS)


def wants_csv(request: Request) -> bool:
    """Whether the caller likes CSV at least as much as JSON (``Accept``, RFC 9110)."""
    likes = dict(map(_liking, request.headers.get("accept", "").split(",")))
    json = max((likes.get(kind, 0.0) for kind in _JSON), default=0.0)
    return likes.get(_CSV, 0.0) > 0 and likes[_CSV] >= json


def verdicts_reply(received: Received) -> Reply:
    """Answer with a row for each line."""
    return Reply(
        status=HTTPStatus.ACCEPTED, body=verdicts_csv(received.verdicts), content_type=VERDICTS
    )


def verdicts_csv(verdicts: Iterable[Verdict]) -> bytes:
    """Write a row for each line."""
    return _written(map(_row, verdicts))


def refusals_csv(problem: Problem) -> bytes:
    """Write what a problem has against each line, or against the whole."""
    errors = problem.errors or ({"code": problem.code, "detail": problem.detail},)
    return _written(_rows(errors))


def _row(verdict: Verdict) -> list[str]:
    remarks = [
        {
            "code": remark.reason.code,
            "field": remark.field,
            "detail": remark.reason.sentence,
            "remedy": remark.reason.remedy,
        }
        for remark in verdict.remarks
    ]
    return [_place(verdict.place.said), verdict.key, verdict.outcome, *_said(remarks)]


def _rows(errors: Iterable[Told]) -> Iterator[list[str]]:
    for _, group in groupby(errors, lambda error: (error.get("event"), error.get("line"))):
        told = list(group)
        yield [_place(told[0]), str(told[0].get("serial") or ""), "refused", *_said(told)]


def _said(remarks: Sequence[Told]) -> list[str]:
    """Join what is said of one line: codes and fields by semicolons, sentences by blanks."""
    joined = {"code": "; ", "field": "; ", "detail": " ", "remedy": " "}
    return [
        mark.join(dict.fromkeys(str(remark[name]) for remark in remarks if remark.get(name)))
        for name, mark in joined.items()
    ]


def _place(told: Told) -> str:
    line = str(told.get("line") or "")
    return f"event {told['event']} line {line}".removesuffix(" line ") if "event" in told else line


def _written(rows: Iterable[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return codecs.BOM_UTF8 + text.getvalue().encode("utf-8", "replace")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _liking(media_range: str) -> tuple[str, float]:
    """Read one part of an Accept header: its kind, and how much it is liked."""
    kind, *parameters = (part.strip().lower() for part in media_range.split(";"))
    weights = [part.removeprefix("q=") for part in parameters if part.startswith("q=")]
    try:
        return kind, float(weights[0]) if weights else 1.0
    except ValueError:
        return kind, 0.0

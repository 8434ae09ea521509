"""What the app says to a file that was posted: accepted or refused, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from cli.client import Json, detail_of, json_of
from cli.exits import Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was said of one line, or of a file without lines when *line* is 0.

    *key* is a serial number or an employee id.
    """

    line: int
    key: str
    accepted: bool
    word: str
    sentence: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The app's answer; *content* is what it said, word for word."""

    id: str
    verdicts: Sequence[Verdict]
    content: Json

    @property
    def refused(self) -> int:
        """How many lines were refused."""
        return sum(not verdict.accepted for verdict in self.verdicts)

    @property
    def notes(self) -> Sequence[str]:
        """What was said of the file as a whole."""
        notes: Any = self.content.get("notes", [])
        return [str(note["sentence"]) for note in notes]


def read_receipt(answer: httpx.Response) -> Receipt:
    """Read an answer, refusals included (``Trouble`` when it is no answer of Groundcrew's)."""
    content = json_of(answer)
    if content is None or answer.is_server_error:
        raise Trouble(f"The app answered {detail_of(answer)}", "Look at the app's log.")
    return accepted(content) if answer.is_success else turned_down(content)


def accepted(content: Json) -> Receipt:
    """Read what was said to a body of which anything goes on."""
    lines: Any = content.get("lines", [])
    verdicts = [_verdict(line) for line in lines]
    return Receipt(id=str(content.get("receipt", "")), verdicts=verdicts, content=content)


def turned_down(content: Json) -> Receipt:
    """Read a problem: what is wrong with each thing, or with the whole."""
    errors: Any = content.get("errors") or [{"detail": content.get("detail", "")}]
    refusals = [_refusal(error) for error in errors]
    return Receipt(id="", verdicts=refusals, content=content)


def _verdict(line: Json) -> Verdict:
    word = str(line.get("verdict", ""))
    return Verdict(
        line=int(line.get("line") or 0),
        key=_key(line),
        accepted=word != "refused",
        word=word,
        sentence=_joined(line, "sentence"),
        remedy=_joined(line, "remedy"),
    )


def _refusal(error: Json) -> Verdict:
    return Verdict(
        line=int(error.get("line") or 0),
        key=_key(error),
        accepted=False,
        word="refused",
        sentence=str(error.get("detail") or ""),
        remedy=str(error.get("remedy") or ""),
    )


def _key(told: Json) -> str:
    return str(told.get("serial") or told.get("employee_id") or "")


def _joined(line: Json, name: str) -> str:
    """Put what was said of a line together: the first remark stands in it, others further on."""
    remarks: list[Json] = [line, *line.get("further", [])]
    return " ".join(str(remark[name]) for remark in remarks if remark.get(name))

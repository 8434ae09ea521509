"""What is told about every line: whether it goes on, and if not, what to mend.

A verdict shows a line's key only when it is fit to be shown, and never a hash.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from shared.domain.errors import Reason
from shared.intake.faults import Fault


class Outcome(StrEnum):
    """What becomes of a line."""

    ACCEPTED = "accepted"
    NOTED = "noted"
    REFUSED = "refused"


class Subject(StrEnum):
    """What a line is about, by the name of its key."""

    DEVICE = "serial"
    HIRE = "employee_id"


_STATUS = {Subject.DEVICE: "/api/devices/", Subject.HIRE: "/api/hires/"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands in a body; both counted from 1.

    *event* is blank outside a batch, *line* where an event as a whole is meant.
    """

    line: int | None = None
    event: int | None = None

    @property
    def said(self) -> Mapping[str, int]:
        """Say what there is to say."""
        places = {"event": self.event, "line": self.line}
        return {name: number for name, number in places.items() if number is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of one line: a refused one has faults, a noted one what is odd about it."""

    place: Place
    key: str = ""
    outcome: Outcome = Outcome.ACCEPTED
    remarks: tuple[Fault, ...] = ()

    def content(self, subject: Subject) -> Mapping[str, Any]:
        """Write the verdict down for the sender; further faults follow the first."""
        written: dict[str, Any] = {
            **self.place.said,
            subject.value: self.key or None,
            "verdict": self.outcome,
        }
        if self.remarks:
            written |= _remark(self.remarks[0])
        if len(self.remarks) > 1:
            written["further"] = [_remark(remark) for remark in self.remarks[1:]]
        if self.outcome is not Outcome.REFUSED:
            written["status"] = _STATUS[subject] + quote(self.key, safe="")
        return written

    def errors(self, subject: Subject) -> Iterator[Mapping[str, Any]]:
        """Write each fault down the way that problems do."""
        for remark in self.remarks:
            shown = {subject.value: self.key} if self.key else {}
            yield {**self.place.said, **shown, **problem_error(remark)}


def refused(place: Place, *faults: Fault, key: str = "") -> Verdict:
    """Refuse a line for these faults."""
    return Verdict(place=place, key=key, outcome=Outcome.REFUSED, remarks=faults)


def problem_error(fault: Fault) -> Mapping[str, Any]:
    """Write a fault down as an entry of a problem's ``errors``."""
    reason = fault.reason
    return {
        "field": fault.field,
        "code": reason.code,
        "detail": reason.sentence,
        "remedy": reason.remedy,
    }


def note(code: str, sentence: str) -> Reason:
    """Remark on a leniency: something was read although it was not as it should be."""
    return Reason(code=code, sentence=sentence, remedy="")


def note_content(reason: Reason) -> Mapping[str, str]:
    """Write a note on a whole body down."""
    return {"code": reason.code, "sentence": reason.sentence}


def _remark(fault: Fault) -> Mapping[str, str]:
    reason = fault.reason
    return {
        "code": reason.code,
        "field": fault.field,
        "sentence": reason.sentence,
        "remedy": reason.remedy,
    }

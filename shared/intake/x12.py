"""The structure of EDI X12: separators, segments, and envelopes around transaction sets.

See X12.5 (interchange) and X12.6 (application control): an interchange
(ISA to IEA) holds functional groups (GS to GE), which hold transaction sets (ST
to SE).  What a transaction set means is its reader's business.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import NoReturn

from shared.intake.oddities import Oddities
from shared.runtime.http import Problem

_ISA_ELEMENTS = 16
_ISA_LENGTH = 106
# Forty segments for each of 5,000 devices.
_MOST_SEGMENTS = 200_000
_LONGEST_SEGMENT = 65_536
# Not every blank that Python knows: X12 likes to separate by the control characters 28 to 31.
_BLANK = " \t\r\n"
_NAME = re.compile(r"[A-Z][A-Z0-9]{1,2}")
# Which envelope each stands in, what ends it, and which element holds its control number.
_WITHIN = {"ISA": "", "GS": "ISA", "ST": "GS"}
_ENDS = {"SE": "ST", "GE": "GS", "IEA": "ISA"}
_CONTROL = {"ISA": 13, "GS": 6, "ST": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A segment; *number* is its place in the file, counted from 1."""

    number: int
    name: str
    elements: tuple[str, ...]

    def element(self, place: int) -> str:
        """Read an element, counted from 1; one that is not there is blank."""
        return self.elements[place - 1].strip(_BLANK) if place <= len(self.elements) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """A transaction set: *kind* is what ST01 says, *number* where ST stands."""

    number: int
    kind: str
    segments: tuple[Segment, ...]


@dataclass(slots=True, kw_only=True)
class _Envelope:
    name: str
    kind: str
    control: str
    number: int
    inside: int = 0


class Interchanges:
    """A text of one or several interchanges that share their separators."""

    def __init__(self, text: str, oddities: Oddities) -> None:
        self._text = text.strip(_BLANK)
        self._oddities = oddities
        self._open: list[_Envelope] = []
        self._element, self._component, self._terminator = self._separators()

    def transactions(self) -> Iterator[Transaction]:
        """Read the transaction sets; a ``Problem`` names the segment that cannot be read."""
        body: list[Segment] = []
        number = 0
        for segment in self._segments():
            number = segment.number
            if segment.name in _WITHIN:
                self._begin(segment)
                body = []
            elif segment.name in _ENDS:
                envelope = self._end(segment)
                if envelope.name == "ST":
                    yield Transaction(
                        number=envelope.number, kind=envelope.kind, segments=tuple(body)
                    )
            elif self._within() == "ST":
                self._open[-1].inside += 1
                body.append(segment)
            elif segment.name != "TA1":
                malformed(number, "it stands outside a transaction set")
        if self._open:
            malformed(number, f"the file ends before its {self._within()} is ended")

    def _separators(self) -> tuple[str, str, str]:
        """Find the separators: ISA says by its own shape what they are."""
        mark = self._text[3:4]
        if not self._text.startswith("ISA") or not mark or mark.isalnum() or mark in _BLANK:
            malformed(1, "the file does not begin with an ISA segment")
        parts = self._text[: _LONGEST_SEGMENT + 1].split(mark, _ISA_ELEMENTS)
        rest = parts[-1] if len(parts) > _ISA_ELEMENTS else ""
        component, terminator = rest[:1], rest[1:2]
        if not terminator or len({mark, component, terminator}) < len("*>~"):
            malformed(1, "ISA does not have sixteen elements and three separators")
        if component.isalnum() or terminator.isalnum() or (component, terminator) == ("~", "\n"):
            malformed(1, "ISA does not say which separators the file has")
        length = len(mark.join(parts[:-1])) + len(mark + component + terminator)
        if length != _ISA_LENGTH:
            self._oddities.meet("edi-isa-length", 1)
        return mark, component, terminator

    def _segments(self) -> Iterator[Segment]:
        if self._text.count(self._terminator) > _MOST_SEGMENTS:
            raise Problem(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                "edi-too-many-segments",
                f"The file holds more than {_MOST_SEGMENTS:,} segments. Send it in parts.",
            )
        # A line end as terminator was stripped off the last segment.
        end = self._terminator if self._terminator in _BLANK else ""
        *pieces, last = f"{self._text}{end}".split(self._terminator)
        for number, piece in enumerate(pieces, start=1):
            if not piece.strip(_BLANK):
                self._oddities.meet("edi-segments-empty", number)
                continue
            yield self._segment(number, piece.strip(_BLANK))
        if last.strip(_BLANK):
            malformed(len(pieces) + 1, "it is not ended by the segment terminator")

    def _segment(self, number: int, piece: str) -> Segment:
        if len(piece) > _LONGEST_SEGMENT:
            malformed(number, f"it has more than {_LONGEST_SEGMENT:,} characters")
        name, *elements = piece.split(self._element)
        if not _NAME.fullmatch(name):
            malformed(number, "it does not begin with the name of a segment")
        return Segment(number=number, name=name, elements=tuple(elements))

    def _within(self) -> str:
        return self._open[-1].name if self._open else ""

    def _begin(self, segment: Segment) -> None:
        name = segment.name
        if self._within() != _WITHIN[name]:
            malformed(segment.number, f"{name} stands where none may begin")
        if name == "ISA" and segment.element(_ISA_ELEMENTS) != self._component:
            malformed(segment.number, "another interchange begins, with other separators")
        if self._open:
            self._open[-1].inside += 1
        envelope = _Envelope(
            name=name,
            kind=segment.element(1),
            control=segment.element(_CONTROL[name]),
            number=segment.number,
        )
        self._open.append(envelope)

    def _end(self, segment: Segment) -> _Envelope:
        if self._within() != _ENDS[segment.name]:
            malformed(segment.number, f"{segment.name} ends what did not begin")
        envelope = self._open.pop()
        # A transaction set counts its own header and trailer.
        counted = envelope.inside + 2 * (envelope.name == "ST")
        if segment.element(1).lstrip("0") != str(counted).lstrip("0"):
            self._oddities.meet("edi-count", segment.number)
        if segment.element(2) != envelope.control:
            self._oddities.meet("edi-control-number", segment.number)
        return envelope


def malformed(number: int, why: str) -> NoReturn:
    """Turn the whole file down: past a segment like this nothing can be trusted."""
    detail = f"Segment {number} cannot be read: {why}."
    wrong = {
        "field": "",
        "line": number,
        "code": "segment-malformed",
        "detail": detail,
        "remedy": "Send the interchange whole, as the translator wrote it.",
    }
    raise Problem(HTTPStatus.BAD_REQUEST, "edi-malformed", detail, (wrong,))

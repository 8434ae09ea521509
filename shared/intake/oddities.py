"""What is odd about an EDI file as a whole, each thing told once with where it was met."""

from collections import defaultdict
from enum import StrEnum

from shared.domain.errors import Reason
from shared.intake.verdicts import note

_MOST_NAMED = 20


class Oddity(StrEnum):
    """What may be odd, by its code."""

    ISA_LENGTH = "edi-isa-length"
    SEGMENTS_EMPTY = "edi-segments-empty"
    COUNT = "edi-count"
    CONTROL_NUMBER = "edi-control-number"
    TOTAL = "edi-total"
    QUANTITY = "edi-quantity"
    TIME = "edi-time"
    REPLACES = "edi-replaces"
    LOCATION_UNKNOWN = "location-unknown"


_SENTENCES = {
    Oddity.ISA_LENGTH: "ISA does not have 106 characters; its separators were found by counting",
    Oddity.SEGMENTS_EMPTY: "Empty segments, which were left out",
    Oddity.COUNT: "Trailers that count otherwise than Groundcrew does",
    Oddity.CONTROL_NUMBER: "Trailers with another control number than their headers",
    Oddity.TOTAL: "CTT counts neither the hierarchical levels nor the items",
    Oddity.QUANTITY: "Items of another quantity than serial numbers",
    Oddity.TIME: "BSN holds no date and time that can be read; the notice counts as said now",
    Oddity.REPLACES: (
        "The notice replaces an earlier one; it adds to what is known, "
        "and cancels nothing that it leaves out"
    ),
    Oddity.LOCATION_UNKNOWN: "Ship-to codes that the source's edi.locations does not have",
}


class Oddities:
    """Collects what is odd by code; the numbers are those of segments."""

    def __init__(self) -> None:
        self._met: defaultdict[Oddity, list[int]] = defaultdict(list)

    def meet(self, what: Oddity, number: int) -> None:
        """Keep in mind that something was met at a segment."""
        self._met[what].append(number)

    def notes(self) -> tuple[Reason, ...]:
        """Tell each oddity in a sentence."""
        return tuple(
            note(what, f"{_SENTENCES[what]} (segment {_listed(numbers)}).")
            for what, numbers in self._met.items()
        )


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:_MOST_NAMED]))
    more = len(numbers) - _MOST_NAMED
    return f"{shown} and {more:,} more" if more > 0 else shown

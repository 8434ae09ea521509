"""What is odd about an EDI file as a whole, each thing told once with where it was met."""

from collections import defaultdict

from shared.domain.errors import Reason
from shared.intake.verdicts import note

_MOST_NAMED = 20
_SENTENCES = {
    "edi-isa-length": "ISA does not have 106 characters; its separators were found by counting",
    "edi-segments-empty": "Empty segments, which were left out",
    "edi-count": "Trailers that count otherwise than Groundcrew does",
    "edi-control-number": "Trailers with another control number than their headers",
    "edi-total": "CTT counts neither the hierarchical levels nor the items",
    "edi-quantity": "Items of another quantity than serial numbers",
    "edi-time": "BSN holds no date and time that can be read; the notice counts as said now",
    "edi-replaced": (
        "The notice replaces an earlier one; it adds to what is known, "
        "and cancels nothing that it leaves out"
    ),
    "location-unknown": "Ship-to codes that the source's edi.locations does not have",
}


class Oddities:
    """Collects what is odd by code; the numbers are those of segments."""

    def __init__(self) -> None:
        self._met: defaultdict[str, list[int]] = defaultdict(list)

    def meet(self, code: str, number: int) -> None:
        """Keep in mind that something was met at a segment."""
        self._met[code].append(number)

    def notes(self) -> tuple[Reason, ...]:
        """Tell each oddity in a sentence."""
        return tuple(
            note(code, f"{_SENTENCES[code]} (segment {_listed(numbers)}).")
            for code, numbers in self._met.items()
        )


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:_MOST_NAMED]))
    more = len(numbers) - _MOST_NAMED
    return f"{shown} and {more:,} more" if more > 0 else shown

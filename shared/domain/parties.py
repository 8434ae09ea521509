"""Devices, hires and requests as the parties of a pairing, by their keys."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Side(StrEnum):
    """Who left a lead."""

    DEVICE = "device"
    HIRE = "hire"
    REQUEST = "request"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A device, a hire or a request, by its key."""

    side: Side
    key: str

    def __str__(self) -> str:
        """Write it down as one word."""
        return f"{self.side}/{self.key}"

    @classmethod
    def read(cls, text: str) -> Self:
        """Read what was written down."""
        side, _, key = text.partition("/")
        return cls(side=Side(side), key=key)

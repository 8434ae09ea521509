"""Leaving the route by an operator's word: out of use, back to stock, or for another mainboard."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

# The step of whoever leaves, by its command's name: no other step touches them.
STEP = "RetireDevices"


class Departure(StrEnum):
    """Why a device leaves."""

    RETIRE = "retire"
    RELEASE = "release"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """That a device leaves, by an operator's word of a moment.

    *fingerprint* names the new hash of one that was repaired; *unmanaged*: Intune
    was seen to list it no more.
    """

    departure: Departure
    at: datetime
    fingerprint: str = ""
    unmanaged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The person whom an operator gave a device to; either name may be blank."""

    at: datetime
    person: str = ""
    employee_id: str = ""

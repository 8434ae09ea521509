"""One arrival of one message, and what can become of it."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What became of a delivery."""

    DONE = "done"
    POSTPONED = "postponed"
    PARKED = "parked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One arrival of one message.  The same message may arrive again."""

    queue: str
    message_id: str
    body: bytes
    count: int = 1

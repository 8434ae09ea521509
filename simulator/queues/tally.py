"""What the namespace counts."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum


class Count(StrEnum):
    """The things counted, named as the fields of a ``Tally``."""

    SENT = "sent"
    DROPPED = "dropped"
    DELIVERED = "delivered"
    COMPLETED = "completed"
    ABANDONED = "abandoned"
    DEAD_LETTERED = "dead_lettered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What has happened so far.  *dropped* are the duplicates, which *sent* leaves out."""

    sent: int = 0
    dropped: int = 0
    delivered: int = 0
    completed: int = 0
    abandoned: int = 0
    dead_lettered: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Depth:
    """How many messages a queue holds at this moment."""

    available: int
    locked: int
    scheduled: int
    dead_lettered: int


def tally_of(counted: Counter[Count]) -> Tally:
    """Freeze the counters."""
    return Tally(**{str(count): number for count, number in counted.items()})

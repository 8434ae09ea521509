"""What became of each object that an apply went through."""

from dataclasses import dataclass
from enum import StrEnum

from shared.domain.errors import Reason
from shared.domain.setup import ByHand, Kind


class Ended(StrEnum):
    """How it went with an object, in the words that are shown."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    DELETED = "deleted"
    BY_HAND = "by hand"
    FAILED = "failed"
    SKIPPED = "skipped"


# Whatever is not one of these is as the flight plan has it.
UNFINISHED = frozenset({Ended.BY_HAND, Ended.FAILED, Ended.SKIPPED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one object.

    *done* lists the requests that were made, in the words of their moves.
    *reason* says why it failed or was skipped, *by_hand* what is left for a person.
    """

    kind: Kind
    key: str
    name: str
    ended: Ended
    done: tuple[str, ...] = ()
    reason: Reason | None = None
    by_hand: tuple[ByHand, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What became of every object, in the order they were gone through."""

    outcomes: tuple[Outcome, ...] = ()

    @property
    def complete(self) -> bool:
        """Say whether everything is as the flight plan has it."""
        return not any(each.ended in UNFINISHED for each in self.outcomes)

    def ended(self, ended: Ended) -> tuple[Outcome, ...]:
        """List what ended so."""
        return tuple(each for each in self.outcomes if each.ended is ended)

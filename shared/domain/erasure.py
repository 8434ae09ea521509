"""How far the erasure of a person is, and what it has found."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum


class Phase(StrEnum):
    """What is done with every table, one phase after the other."""

    GATHER = "gather"
    ERASE = "erase"
    PROVE = "prove"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Of one table: rows that were read at last, rows changed or removed, and what still speaks."""

    rows: int = 0
    erased: int = 0
    matches: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where an erasure stands: the *phase*, the *table*, and where in it to go on.

    *names* is everything the person was called; *shared* how many of their names
    somebody else bears by now, so that they are left alone.  *rounds* counts how
    often everything was erased and looked at anew.
    """

    phase: Phase = Phase.GATHER
    table: str = ""
    continuation: str | None = None
    names: tuple[str, ...] = ()
    shared: int = 0
    rounds: int = 1
    tables: dict[str, Tally] = field(default_factory=dict[str, Tally])

    @property
    def matches(self) -> int:
        """How often anything stored still speaks of the person."""
        return sum(each.matches for each in self.tables.values())

    def counted(self, table: str, **more: int) -> "Progress":
        """Add to the tally of a table."""
        known = self.tables.get(table, Tally())
        added = {name: getattr(known, name) + count for name, count in more.items()}
        return replace(self, tables={**self.tables, table: replace(known, **added)})

    def knows(self, *names: str) -> "Progress":
        """Learn other names of the person, each once, as they are written."""
        return replace(self, names=tuple(sorted({*self.names, *names} - {""})))


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetPerson:
    """Erase a person everywhere, as asked at that moment, from where an earlier message stopped.

    *act* is the id of the act that asked for it.
    """

    employee_id: str
    asked_at: datetime
    act: str
    progress: Progress = field(default_factory=Progress)

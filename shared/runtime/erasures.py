"""What became of each erasure: when it was finished, and how much was found and removed.

The person is named by a digest alone, so the record may be kept as the proof.
"""

from dataclasses import dataclass, field
from datetime import datetime

from shared.domain.erasure import Tally
from shared.ports import Rows
from shared.runtime.records import Records


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """An erasure, by the digest of the employee id; *finished_at* is ``None`` while it lasts.

    *names* counts the names that were looked for, *shared* those that are
    somebody else's by now; *tables* is what the search that came last has found.
    """

    digest: str
    asked_at: datetime
    finished_at: datetime | None = None
    names: int = 0
    shared: int = 0
    rounds: int = 0
    tables: dict[str, Tally] = field(default_factory=dict[str, Tally])

    @property
    def matches(self) -> int:
        """How often anything stored still spoke of the person at the end."""
        return sum(each.matches for each in self.tables.values())


class Erasures(Records[Erasure]):
    """Erasures by digest."""

    def __init__(self, rows: Rows) -> None:
        super().__init__(rows, "erasures", Erasure)

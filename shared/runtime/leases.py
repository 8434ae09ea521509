"""What may be done once in a while by whoever comes first, across all instances."""

from datetime import datetime, timedelta

from shared.domain.errors import Conflict
from shared.domain.rows import Document, RowKey
from shared.ports import Clock, Rows

TABLE = "leases"


class Leases:
    """Leases by name, each for a span of time."""

    def __init__(self, rows: Rows, clock: Clock) -> None:
        self._rows = rows
        self._clock = clock

    async def take(self, name: str, span: timedelta) -> bool:
        """Take a lease; false while somebody, or ourselves a moment ago, has it."""
        key = RowKey(table=TABLE, partition=name, row="")
        now = self._clock.now()
        taken: Document = {"until": (now + span).isoformat()}
        row = await self._rows.get(key)
        if row is not None and datetime.fromisoformat(row.document["until"]) > now:
            return False
        try:
            if row is None:
                await self._rows.insert(key, taken)
            else:
                await self._rows.replace(row, taken)
        except Conflict:
            return False
        return True

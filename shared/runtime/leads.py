"""The index that finds a device's person and a person's device, in either order.

Who arrives writes its own leads first and reads the other side's afterwards,
so of two that arrive at once at least one sees the other.
"""

from enum import StrEnum

from shared.domain.pairing import Lead
from shared.domain.rows import RowKey
from shared.ports import Rows

TABLE = "leads"


class Side(StrEnum):
    """Who left a lead."""

    DEVICE = "device"
    HIRE = "hire"


class Leads:
    """Leads by value; each row names one device or one hire."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def leave(self, lead: Lead, side: Side, key: str) -> None:
        """Leave a lead; leaving it twice is leaving it once."""
        await self._rows.upsert(_key(lead, side, key), {"key": key})

    async def withdraw(self, lead: Lead, side: Side, key: str) -> None:
        """Take a lead back."""
        await self._rows.delete(_key(lead, side, key))

    async def follow(self, lead: Lead, side: Side) -> tuple[str, ...]:
        """List who left this lead on one side, in a stable order."""
        rows = await self._rows.within(TABLE, _partition(lead))
        return tuple(str(row.document["key"]) for row in rows if row.key.row.startswith(f"{side}/"))


def _partition(lead: Lead) -> str:
    return f"{lead.clue}/{lead.value}"


def _key(lead: Lead, side: Side, key: str) -> RowKey:
    return RowKey(table=TABLE, partition=_partition(lead), row=f"{side}/{key}")

"""Who is looked at together: devices that wait for the same step until the same moment.

One message asks for a whole round, however many workers planned it and however
many devices joined: its step is named after the command and the moment.  So
one list of Graph's serves them all.
"""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from shared.domain.commands import Step
from shared.domain.rows import RowKey
from shared.ports import Rows
from shared.runtime.records import Listing

TABLE = "rounds"
_NAMESPACE = UUID("5a3b8f0e-2f83-4a57-9a26-1a7a9f1c60d4")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def round_after(now: datetime, wait: timedelta) -> datetime:
    """Find the moment, half to one and a half *wait* from now, at which others look as well."""
    halfway = now + wait / 2
    return halfway + (_EPOCH - halfway) % wait


def key_of(at: datetime) -> str:
    """Name a round, so that it is asked for once."""
    return f"round/{at.isoformat()}"


class Rounds:
    """Rounds by step and moment; each row names the devices that joined together."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def join(self, step: type[Step], at: datetime, serials: Collection[str]) -> None:
        """Join a round; joining twice is joining once."""
        names = sorted(serials)
        row = str(uuid5(_NAMESPACE, "/".join(names)))
        key = RowKey(table=TABLE, partition=_partition(step, at), row=row)
        await self._rows.upsert(key, {"serials": names, "at": at.isoformat()})

    async def members(self, step: type[Step], at: datetime) -> tuple[str, ...]:
        """List who joined a round, in a stable order."""
        rows = await self._rows.within(TABLE, _partition(step, at))
        return tuple(sorted({str(each) for row in rows for each in row.document["serials"]}))

    async def page(self, continuation: str | None, limit: int) -> Listing[tuple[RowKey, datetime]]:
        """List the rows of all rounds with their moments, a page at a time."""
        page = await self._rows.page(TABLE, continuation, limit)
        items = tuple((row.key, datetime.fromisoformat(row.document["at"])) for row in page.rows)
        return Listing(items=items, continuation=page.continuation)

    async def forget(self, key: RowKey) -> None:
        """Remove a row of a round that is long over."""
        await self._rows.delete(key)


def _partition(step: type[Step], at: datetime) -> str:
    return f"{step.__name__}/{at.isoformat()}"

"""The hardware hashes that wait for their registration to be observed.

A hash is confidential: it lives in a row of its own, by the SHA-256 that a
manifest line carries, and is deleted as soon as the device is registered.
"""

from dataclasses import dataclass
from datetime import datetime

from shared.domain.rows import RowKey
from shared.ports import Clock, Rows
from shared.runtime.records import Listing

TABLE = "hashes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """That a hash is kept for a device, and since when; not the hash."""

    serial: str
    since: datetime


class Hashes:
    """Hashes by device and fingerprint."""

    def __init__(self, rows: Rows, clock: Clock) -> None:
        self._rows = rows
        self._clock = clock

    async def keep(self, serial: str, fingerprint: str, text: str) -> None:
        """Keep a hash until it is forgotten."""
        document = {"hash": text, "since": self._clock.now().isoformat()}
        await self._rows.upsert(_key(serial, fingerprint), document)

    async def find(self, serial: str, fingerprint: str) -> str | None:
        """Find a hash by its fingerprint."""
        row = await self._rows.get(_key(serial, fingerprint)) if fingerprint else None
        return None if row is None else str(row.document["hash"])

    async def forget(self, serial: str) -> None:
        """Delete whatever is kept for a device."""
        for row in await self._rows.within(TABLE, serial):
            await self._rows.delete(row.key)

    async def page(self, continuation: str | None, limit: int) -> Listing[Kept]:
        """List what is kept, a page at a time."""
        page = await self._rows.page(TABLE, continuation, limit)
        items = tuple(
            Kept(serial=row.key.partition, since=datetime.fromisoformat(row.document["since"]))
            for row in page.rows
        )
        return Listing(items=items, continuation=page.continuation)


def _key(serial: str, fingerprint: str) -> RowKey:
    return RowKey(table=TABLE, partition=serial, row=fingerprint)

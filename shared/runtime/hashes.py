"""The hardware hashes that wait for their registration to be observed.

A hash is confidential: it lives in a row of its own, by the SHA-256 that a
manifest line carries, and is deleted as soon as the device is registered.
"""

from shared.domain.rows import RowKey
from shared.ports import Rows

TABLE = "hashes"


class Hashes:
    """Hashes by device and fingerprint."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def keep(self, serial: str, fingerprint: str, text: str) -> None:
        """Keep a hash until it is forgotten."""
        await self._rows.upsert(_key(serial, fingerprint), {"hash": text})

    async def find(self, serial: str, fingerprint: str) -> str | None:
        """Find a hash by its fingerprint."""
        row = await self._rows.get(_key(serial, fingerprint)) if fingerprint else None
        return None if row is None else str(row.document["hash"])

    async def forget(self, serial: str) -> None:
        """Delete whatever is kept for a device."""
        for row in await self._rows.within(TABLE, serial):
            await self._rows.delete(row.key)


def _key(serial: str, fingerprint: str) -> RowKey:
    return RowKey(table=TABLE, partition=serial, row=fingerprint)

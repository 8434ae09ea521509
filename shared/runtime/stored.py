"""Every row of every table as it lies in the store, for whoever has to look through all of it."""

import base64
import zlib
from collections.abc import AsyncIterator
from contextlib import suppress

from shared.domain.rows import Document, Row, RowKey, RowPage
from shared.ports import Rows

# Every table there is.  Those that hold people come first; `hires`, which says how they were
# called, comes last of those.
TABLES = (
    "requests",
    "devices",
    "parked",
    "deliveries",
    "acts",
    "firstacts",
    "drift",
    "driftnights",
    "leads",
    "hires",
    "ledger",
    "rounds",
    "hashes",
    "exports",
    "subscriptions",
    "erasures",
    "tombstones",
)
# What one question to Azure Tables gives at most.
PAGE = 1000


class Stored:
    """The store without a word of what its rows mean."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def page(self, table: str, continuation: str | None) -> RowPage:
        """Read some rows of a table, from a continuation on."""
        return await self._rows.page(table, continuation, PAGE)

    async def every(self, table: str) -> AsyncIterator[Row]:
        """Go through a table to its last row."""
        continuation = None
        while True:
            page = await self.page(table, continuation)
            for row in page.rows:
                yield row
            if (continuation := page.continuation) is None:
                return

    async def get(self, table: str, key: str) -> Row | None:
        """Read the row of an aggregate."""
        return await self._rows.get(RowKey(table=table, partition=key, row=""))

    async def replace(self, row: Row, document: Document) -> None:
        """Write over a row; ``Conflict`` when it has changed or gone since it was read."""
        await self._rows.replace(row, document)

    async def delete(self, row: Row) -> None:
        """Remove a row."""
        await self._rows.delete(row.key)


def told_by(row: Row) -> list[object]:
    """List all that a row says: its key, its document, and a receipt that lies packed in it."""
    told: list[object] = [row.key.partition, row.key.row, dict(row.document)]
    packed = row.document.get("receipt")
    if isinstance(packed, str):
        with suppress(ValueError, zlib.error):
            told.append(zlib.decompress(base64.b64decode(packed)).decode("utf-8", "replace"))
    return told

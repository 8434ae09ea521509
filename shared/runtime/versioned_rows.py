"""The store, with the version of every document: earlier ones are upgraded, newer ones refused.

While the app is renewed, instances of two releases share the store.  What the
newer one has written is ``TooNew`` for the older one, which can neither read nor
overwrite it; its message waits for an instance that can.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from shared.domain.errors import Conflict, TooNew
from shared.domain.rows import Document, Row, RowKey, RowPage
from shared.ports import Rows
from shared.runtime.row_shapes import FIRST, NOTE, SHAPES, Shape

VERSION = "version"
_ATTEMPTS = 8


class VersionedRows:
    """The port ``Rows`` on another: documents come and go without their version."""

    def __init__(self, rows: Rows, shapes: Mapping[str, Shape] = SHAPES) -> None:
        self._rows = rows
        self._shapes = shapes

    async def get(self, key: RowKey) -> Row | None:
        """Read a row."""
        row = await self._rows.get(key)
        return None if row is None else self._read(row)

    async def insert(self, key: RowKey, document: Document) -> Row:
        """Write a new row; ``Conflict`` when there is one already."""
        row = await self._rows.insert(key, self._written(key, document))
        return replace(row, document=document)

    async def replace(self, row: Row, document: Document) -> Row:
        """Write over *row*; ``Conflict`` when it has changed or gone since it was read."""
        after = await self._rows.replace(row, self._written(row.key, document))
        return replace(after, document=document)

    async def upsert(self, key: RowKey, document: Document) -> None:
        """Write a row whatever is there, unless that is precious and of a newer version."""
        if not self._shape(key).precious:
            await self._rows.upsert(key, self._written(key, document))
            return
        for _ in range(_ATTEMPTS):
            try:
                await self._write_over(key, document)
            except Conflict:
                continue
            return
        raise Conflict(f"A row of {key.table} is being written all the time.")

    async def delete(self, key: RowKey) -> None:
        """Remove a row; one that is not there is no error."""
        await self._rows.delete(key)

    async def within(self, table: str, partition: str) -> tuple[Row, ...]:
        """Read one partition, ordered by row key."""
        return tuple(map(self._read, await self._rows.within(table, partition)))

    async def page(self, table: str, continuation: str | None, limit: int) -> RowPage:
        """Read up to *limit* rows of a table in a stable order, from a continuation on."""
        page = await self._rows.page(table, continuation, limit)
        return replace(page, rows=tuple(map(self._read, page.rows)))

    async def _write_over(self, key: RowKey, document: Document) -> None:
        row = await self.get(key)
        if row is None:
            await self.insert(key, document)
        else:
            await self.replace(row, document)

    def _read(self, row: Row) -> Row:
        document: dict[str, Any] = dict(row.document)
        version: int = document.pop(VERSION, FIRST)
        shape = self._shape(row.key)
        if version > shape.version:
            raise TooNew(
                f"A newer Groundcrew wrote a row of {row.key.table}, in version {version}; "
                f"this reads {shape.version}."
            )
        upgraded: Document = document
        for earlier in range(version, shape.version):
            upgraded = shape.upgrades[earlier](upgraded)
        return replace(row, document=upgraded)

    def _written(self, key: RowKey, document: Document) -> Document:
        return {VERSION: self._shape(key).version, **document}

    def _shape(self, key: RowKey) -> Shape:
        return self._shapes.get(key.table, NOTE)

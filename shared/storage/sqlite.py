"""Rows in a SQLite file: the store of a desk, a demo and a small site.

Tasks of one process share a connection on a thread of its own, so that a busy
file never stops the event loop.  Several processes may share the file: every
operation is one statement, and write-ahead logging lets readers pass a writer.
It must not decide anything: a row that moved on is a ``Conflict``, no more.
"""

import asyncio
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from shared.domain.continuation import from_continuation, to_continuation
from shared.domain.documents import from_json, to_json
from shared.domain.errors import Conflict
from shared.domain.rows import Document, Row, RowKey, RowPage
from shared.storage.sqlite_file import connect, our_errors

_GET = """
    SELECT document, etag FROM stored_rows
    WHERE table_name = ? AND partition_key = ? AND row_key = ?
"""
_INSERT = """
    INSERT INTO stored_rows (table_name, partition_key, row_key, document, etag)
    VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING etag
"""
_REPLACE = """
    UPDATE stored_rows SET document = ?, etag = ?
    WHERE table_name = ? AND partition_key = ? AND row_key = ? AND etag = ? RETURNING etag
"""
_UPSERT = """
    INSERT INTO stored_rows (table_name, partition_key, row_key, document, etag)
    VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET document = excluded.document, etag = excluded.etag
"""
_DELETE = "DELETE FROM stored_rows WHERE table_name = ? AND partition_key = ? AND row_key = ?"
_WITHIN = """
    SELECT partition_key, row_key, document, etag FROM stored_rows
    WHERE table_name = ? AND partition_key = ? ORDER BY row_key
"""
_PAGE = """
    SELECT partition_key, row_key, document, etag FROM stored_rows
    WHERE table_name = ? AND (partition_key, row_key) >= (?, ?)
    ORDER BY partition_key, row_key LIMIT ?
"""


class SqliteRows:
    """Rows in the file at *path* (``:memory:``: in this process alone), opened at first use."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sqlite-rows")
        self._connection: sqlite3.Connection | None = None

    async def get(self, key: RowKey) -> Row | None:
        """Read a row."""
        found = await self._execute(_GET, key.table, key.partition, key.row)
        return Row(key=key, document=from_json(found[0][0]), etag=found[0][1]) if found else None

    async def insert(self, key: RowKey, document: Document) -> Row:
        """Write a new row; ``Conflict`` when there is one already."""
        text, etag = to_json(document), uuid4().hex
        if not await self._execute(_INSERT, key.table, key.partition, key.row, text, etag):
            message = f"{key.table} already has a row {key.row}"
            raise Conflict(message)
        return Row(key=key, document=document, etag=etag)

    async def replace(self, row: Row, document: Document) -> Row:
        """Write over *row*; ``Conflict`` when it has changed or gone since it was read."""
        key, text, etag = row.key, to_json(document), uuid4().hex
        place = (key.table, key.partition, key.row)
        if not await self._execute(_REPLACE, text, etag, *place, row.etag):
            message = f"{key.table} row {key.row} has changed or gone"
            raise Conflict(message)
        return Row(key=key, document=document, etag=etag)

    async def upsert(self, key: RowKey, document: Document) -> None:
        """Write a row whatever is there."""
        text, etag = to_json(document), uuid4().hex
        await self._execute(_UPSERT, key.table, key.partition, key.row, text, etag)

    async def delete(self, key: RowKey) -> None:
        """Remove a row; one that is not there is no error."""
        await self._execute(_DELETE, key.table, key.partition, key.row)

    async def within(self, table: str, partition: str) -> tuple[Row, ...]:
        """Read one partition, ordered by row key."""
        return _rows(table, await self._execute(_WITHIN, table, partition))

    async def page(self, table: str, continuation: str | None, limit: int) -> RowPage:
        """Read up to *limit* rows of a table by partition and row, from a continuation on."""
        start = ("", "") if continuation is None else from_continuation(continuation)
        found = await self._execute(_PAGE, table, *start, limit + 1)
        rest = found[limit:]
        return RowPage(
            rows=_rows(table, found[:limit]),
            continuation=to_continuation(*rest[0][:2]) if rest else None,
        )

    async def close(self) -> None:
        """Close the file.  The rows cannot be used afterwards."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._disconnect)
        self._thread.shutdown()

    async def _execute(self, statement: str, *values: str | int) -> list[tuple[str, ...]]:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._execute_here, statement, values)

    def _execute_here(self, statement: str, values: tuple[str | int, ...]) -> list[tuple[str, ...]]:
        with our_errors():
            if self._connection is None:
                self._connection = connect(self._path)
            return self._connection.execute(statement, values).fetchall()

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _rows(table: str, found: list[tuple[str, ...]]) -> tuple[Row, ...]:
    return tuple(
        Row(
            key=RowKey(table=table, partition=partition, row=row),
            document=from_json(document),
            etag=etag,
        )
        for partition, row, document, etag in found
    )

"""The store, in memory: the simulated twin of the adapters in ``shared/storage``.

It must not import them.  Documents are kept as JSON text, so that nobody can
change a stored row by changing the document that was handed in or out.
"""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from itertools import count

from shared.domain.continuation import from_continuation, to_continuation
from shared.domain.documents import from_json, to_json
from shared.domain.errors import Conflict
from shared.domain.rows import Document, Row, RowKey, RowPage


@dataclass(frozen=True, slots=True)
class _Kept:
    text: str
    etag: str


type _Partition = dict[str, _Kept]


class MemoryRows:
    """Rows in a dictionary: gone with the process, and as fast as the JSON in them."""

    def __init__(self) -> None:
        self._tables: defaultdict[str, defaultdict[str, _Partition]] = defaultdict(
            lambda: defaultdict(dict)
        )
        self._etags = count(1)

    async def get(self, key: RowKey) -> Row | None:
        """Read a row."""
        kept = self._partition(key).get(key.row)
        return None if kept is None else _row(key, kept)

    async def insert(self, key: RowKey, document: Document) -> Row:
        """Write a new row; ``Conflict`` when there is one already."""
        if key.row in self._partition(key):
            message = f"{key.table} already has a row {key.row}"
            raise Conflict(message)
        return self._keep(key, document)

    async def replace(self, row: Row, document: Document) -> Row:
        """Write over *row*; ``Conflict`` when it has changed or gone since it was read."""
        kept = self._partition(row.key).get(row.key.row)
        if kept is None or kept.etag != row.etag:
            message = f"{row.key.table} row {row.key.row} has changed or gone"
            raise Conflict(message)
        return self._keep(row.key, document)

    async def upsert(self, key: RowKey, document: Document) -> None:
        """Write a row whatever is there."""
        self._keep(key, document)

    async def delete(self, key: RowKey) -> None:
        """Remove a row; one that is not there is no error."""
        self._partition(key).pop(key.row, None)

    async def within(self, table: str, partition: str) -> tuple[Row, ...]:
        """Read one partition, ordered by row key."""
        kept = self._tables[table].get(partition, {})
        return tuple(
            _row(RowKey(table=table, partition=partition, row=row), kept[row])
            for row in sorted(kept)
        )

    async def page(self, table: str, continuation: str | None, limit: int) -> RowPage:
        """Read up to *limit* rows of a table by partition and row, from a continuation on."""
        partitions = self._tables[table]
        places = sorted((name, row) for name, kept in partitions.items() for row in kept)
        first = 0 if continuation is None else bisect_left(places, from_continuation(continuation))
        rest = places[first + limit : first + limit + 1]
        return RowPage(
            rows=tuple(
                _row(RowKey(table=table, partition=name, row=row), partitions[name][row])
                for name, row in places[first : first + limit]
            ),
            continuation=to_continuation(*rest[0]) if rest else None,
        )

    async def close(self) -> None:
        """Nothing to let go of; the adapters have this too."""

    def _partition(self, key: RowKey) -> _Partition:
        return self._tables[key.table][key.partition]

    def _keep(self, key: RowKey, document: Document) -> Row:
        kept = _Kept(to_json(document), str(next(self._etags)))
        self._partition(key)[key.row] = kept
        return Row(key=key, document=document, etag=kept.etag)


def _row(key: RowKey, kept: _Kept) -> Row:
    return Row(key=key, document=from_json(kept.text), etag=kept.etag)

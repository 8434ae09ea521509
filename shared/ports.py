"""What the handlers need from the outside world, in their own words.

Each port has one adapter for Azure and one twin in the simulator.  Both pass
the same contract tests.
"""

from datetime import datetime
from typing import Protocol

from shared.domain.rows import Document, Row, RowKey, RowPage


class Clock(Protocol):
    """The time."""

    def now(self) -> datetime:
        """Tell the time, in UTC."""
        ...


class Rows(Protocol):
    """The store: documents by key, guarded by their etag.

    Every method raises ``Unavailable`` or ``Throttled`` when the store does.
    """

    async def get(self, key: RowKey) -> Row | None:
        """Read a row."""
        ...

    async def insert(self, key: RowKey, document: Document) -> Row:
        """Write a new row; ``Conflict`` when there is one already."""
        ...

    async def replace(self, row: Row, document: Document) -> Row:
        """Write over *row*; ``Conflict`` when it has changed or gone since it was read."""
        ...

    async def upsert(self, key: RowKey, document: Document) -> None:
        """Write a row whatever is there."""
        ...

    async def delete(self, key: RowKey) -> None:
        """Remove a row; one that is not there is no error."""
        ...

    async def within(self, table: str, partition: str) -> tuple[Row, ...]:
        """Read one partition, ordered by row key."""
        ...

    async def page(self, table: str, continuation: str | None, limit: int) -> RowPage:
        """Read up to *limit* rows of a table in a stable order, from a continuation on."""
        ...

"""The store and the way to the queues."""

from typing import Protocol

from shared.domain.messages import Message
from shared.domain.rows import Document, Row, RowKey, RowPage


class Rows(Protocol):
    """The store: documents by key, guarded by their etag.

    Every method raises ``Unavailable`` or ``Throttled`` when the store does.
    """

    async def get(self, key: RowKey) -> Row | None:
        """Read a row."""

    async def insert(self, key: RowKey, document: Document) -> Row:
        """Write a new row; ``Conflict`` when there is one already."""

    async def replace(self, row: Row, document: Document) -> Row:
        """Write over *row*; ``Conflict`` when it has changed or gone since it was read."""

    async def upsert(self, key: RowKey, document: Document) -> None:
        """Write a row whatever is there."""

    async def delete(self, key: RowKey) -> None:
        """Remove a row; one that is not there is no error."""

    async def within(self, table: str, partition: str) -> tuple[Row, ...]:
        """Read one partition, ordered by row key."""

    async def page(self, table: str, continuation: str | None, limit: int) -> RowPage:
        """Read up to *limit* rows of a table in a stable order, from a continuation on."""


class Outbox(Protocol):
    """The way to the queues."""

    async def send(self, message: Message) -> None:
        """Put a message on its queue; one whose id was seen lately is dropped by the queue."""

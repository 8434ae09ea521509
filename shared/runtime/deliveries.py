"""Which deliveries have been taken in, and how they were answered.

A sender that heard nothing sends the same again; it gets its first receipt.
Whoever sends something else under the same name is refused.

What a crash leaves is a delivery without a receipt, which is read again:
the steps that it makes have the same names, and are carried out once.
"""

import base64
import hashlib
import json
import zlib
from dataclasses import dataclass
from datetime import datetime

from shared.domain.documents import DOCUMENT_LIMIT
from shared.domain.errors import Conflict
from shared.domain.rows import Document, Row, RowKey
from shared.ports import Clock, Rows
from shared.runtime.http import Reply
from shared.runtime.records import Listing

TABLE = "deliveries"
# What stands in the document beside the receipt, with room to spare.
_REST = 1024
_ATTEMPTS = 3


class Reused(Exception):
    """The sender used this delivery's name for something else before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A delivery that is being taken in; *first* is how it was answered before, if it was."""

    row: Row
    first: Reply | None
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """That a delivery is remembered, and since when."""

    key: str
    since: datetime


class Deliveries:
    """Deliveries by source and by what the sender calls them."""

    def __init__(self, rows: Rows, clock: Clock) -> None:
        self._rows = rows
        self._clock = clock

    async def open(self, source: str, delivery: str, digest: str) -> Opened:
        """Note that a delivery with this digest has come (``Reused`` if it had another before)."""
        key = _key(source, delivery)
        noted: Document = {"digest": digest, "since": self._clock.now().isoformat()}
        for _ in range(_ATTEMPTS):
            try:
                row = await self._rows.insert(key, noted)
            except Conflict:
                if (before := await self._rows.get(key)) is not None:
                    return _again(before, digest)
                continue  # it was refused, and so forgotten, while it came again
            return Opened(row=row, first=None, is_new=True)
        raise Conflict("A delivery comes and is forgotten all the time.")

    async def answer(self, opened: Opened, reply: Reply) -> None:
        """Keep how a delivery was answered, unless that is too large or somebody else did."""
        written = _written(reply)
        if len(written) > DOCUMENT_LIMIT - _REST:
            return
        receipt: Document = {
            "status": int(reply.status),
            "content_type": reply.content_type,
            "receipt": written,
        }
        try:
            await self._rows.replace(opened.row, {**opened.row.document, **receipt})
        except Conflict:
            return

    async def forget(self, key: str) -> None:
        """Forget a delivery, by the key of its page or of its row."""
        await self._rows.delete(RowKey(table=TABLE, partition=key, row=""))

    async def page(self, continuation: str | None, limit: int) -> Listing[Remembered]:
        """List what is remembered, a page at a time."""
        page = await self._rows.page(TABLE, continuation, limit)
        items = tuple(
            Remembered(key=row.key.partition, since=datetime.fromisoformat(row.document["since"]))
            for row in page.rows
        )
        return Listing(items=items, continuation=page.continuation)


def _again(row: Row, digest: str) -> Opened:
    if row.document["digest"] != digest:
        raise Reused
    return Opened(row=row, first=_read(row.document), is_new=False)


def _key(source: str, delivery: str) -> RowKey:
    """Name a delivery by a digest: what a sender calls it may hold anything at any length."""
    named = hashlib.sha256(json.dumps([source, delivery]).encode()).hexdigest()
    return RowKey(table=TABLE, partition=named, row="")


def _written(reply: Reply) -> str:
    return base64.b64encode(zlib.compress(reply.body)).decode()


def _read(document: Document) -> Reply | None:
    if "receipt" not in document:
        return None
    return Reply(
        status=document["status"],
        body=zlib.decompress(base64.b64decode(document["receipt"])),
        content_type=document["content_type"],
    )

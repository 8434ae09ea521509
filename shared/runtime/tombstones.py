"""What was forgotten, and when: a late message about it does not bring it back.

A tombstone does not say whose it is: its key is a digest, keyed with random
bytes that are made once for each store.  Whoever can read the store can still
try ids one by one, so a tombstone is forgotten one day as well.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from shared.domain.errors import Conflict
from shared.domain.rows import Document, RowKey
from shared.ports import Clock, Rows
from shared.runtime.records import Listing

TABLE = "tombstones"
_SALT = RowKey(table=TABLE, partition="salt", row="")


class Kind(StrEnum):
    """What a tombstone stands for."""

    EMPLOYEE = "employee"
    PERSON = "person"
    REQUEST = "request"
    DEVICE = "device"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """That something was forgotten at a moment.

    *erased* says that somebody asked for it; otherwise its time was over.
    *stand_in* takes the place of an erased person where something is left.
    """

    key: str
    at: datetime
    erased: bool
    stand_in: str


class Tombstones:
    """Tombstones by what they stand for."""

    def __init__(self, rows: Rows, clock: Clock) -> None:
        self._rows = rows
        self._clock = clock
        self._salt = b""

    async def digest(self, kind: Kind, value: str) -> str:
        """Name something so that the name does not tell what it is; spelling does not matter."""
        named = f"{kind}/{value.strip().casefold()}".encode()
        return hmac.new(await self._the_salt(), named, sha256).hexdigest()

    async def of(self, kind: Kind, value: str) -> Tombstone | None:
        """Find the tombstone of something, if it was forgotten; a blank value has none."""
        if not value.strip():
            return None
        row = await self._rows.get(_key(await self.digest(kind, value)))
        return None if row is None else _read(row.key.partition, row.document)

    async def put(self, kind: Kind, value: str, *, erased: bool, at: datetime) -> Tombstone:
        """Set a tombstone; one that is there already keeps its stand-in."""
        key = await self.digest(kind, value)
        before = await self._rows.get(_key(key))
        known = None if before is None else _read(key, before.document)
        document: Document = {
            "at": (at if known is None else max(known.at, at)).isoformat(),
            "erased": erased or (known is not None and known.erased),
            "stand_in": known.stand_in if known else f"erased-{secrets.token_hex(4)}",
        }
        await self._rows.upsert(_key(key), document)
        return _read(key, document)

    async def lift(self, kind: Kind, value: str) -> None:
        """Take a tombstone away: what it stood for begins anew."""
        if value.strip():
            await self._rows.delete(_key(await self.digest(kind, value)))

    async def forget(self, key: str) -> None:
        """Take a tombstone away, by the key of its page."""
        await self._rows.delete(_key(key))

    async def page(self, continuation: str | None, limit: int) -> Listing[Tombstone]:
        """List tombstones, a page at a time."""
        page = await self._rows.page(TABLE, continuation, limit)
        items = tuple(
            _read(row.key.partition, row.document) for row in page.rows if row.key != _SALT
        )
        return Listing(items=items, continuation=page.continuation)

    async def _the_salt(self) -> bytes:
        if not self._salt:
            row = await self._rows.get(_SALT)
            if row is None:
                try:
                    row = await self._rows.insert(_SALT, {"salt": secrets.token_hex(32)})
                except Conflict:
                    return await self._the_salt()
            self._salt = bytes.fromhex(row.document["salt"])
        return self._salt


def _key(digest: str) -> RowKey:
    return RowKey(table=TABLE, partition=digest, row="")


def _read(key: str, document: Document) -> Tombstone:
    return Tombstone(
        key=key,
        at=datetime.fromisoformat(document["at"]),
        erased=document["erased"],
        stand_in=document["stand_in"],
    )

"""Which subscribers have said that they want no more news."""

import hashlib

from shared.domain.rows import RowKey
from shared.ports import Clock, Rows

TABLE = "subscriptions"


class Subscriptions:
    """Remembers who unsubscribed, at which address: at another one a subscriber begins anew.

    Addresses may be secret, so a digest of each is all that is kept.
    """

    def __init__(self, rows: Rows, clock: Clock) -> None:
        self._rows = rows
        self._clock = clock

    async def ended(self, subscriber: str, url: str) -> bool:
        """Whether a subscriber has unsubscribed at this address."""
        row = await self._rows.get(_key(subscriber))
        return row is not None and row.document["address"] == _digest(url)

    async def end(self, subscriber: str, url: str) -> None:
        """Remember that a subscriber unsubscribed at this address."""
        told = {"address": _digest(url), "at": self._clock.now().isoformat()}
        await self._rows.upsert(_key(subscriber), told)


def _key(subscriber: str) -> RowKey:
    return RowKey(table=TABLE, partition=subscriber, row="")


def _digest(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()

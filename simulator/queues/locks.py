"""The locks of a namespace: who may settle a message, and until when."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from simulator.queues.errors import LockLost
from simulator.queues.message import Stored
from simulator.queues.queue import Queue


@dataclass(slots=True, kw_only=True, eq=False)
class Lock:
    """A stored message that one receiver holds until *until*."""

    token: UUID
    queue: Queue
    stored: Stored
    until: datetime


class Locks:
    """All locks, found by token and ordered by the moment they run out."""

    def __init__(self) -> None:
        self._by_token: dict[UUID, Lock] = {}
        self._expiries: list[tuple[datetime, int, UUID]] = []

    def grant(self, queue: Queue, stored: Stored, now: datetime) -> Lock:
        """Lock a message for as long as its queue allows."""
        lock = Lock(token=uuid4(), queue=queue, stored=stored, until=now)
        self._by_token[lock.token] = lock
        self._extend(lock, now + queue.properties.lock_duration)
        return lock

    def renew(self, token: UUID, now: datetime) -> datetime:
        """Let a lock run for its whole duration from *now* on."""
        lock = self._by_token.get(token)
        if lock is None:
            raise LockLost(token)
        self._extend(lock, now + lock.queue.properties.lock_duration)
        return lock.until

    def release(self, token: UUID) -> Lock:
        """Take a lock away, to settle its message."""
        lock = self._by_token.pop(token, None)
        if lock is None:
            raise LockLost(token)
        return lock

    def expired(self, now: datetime) -> Iterator[Lock]:
        """Take away the locks that have run out."""
        while (until := self.next_expiry()) is not None and until <= now:
            _, _, token = heapq.heappop(self._expiries)
            yield self._by_token.pop(token)

    def next_expiry(self) -> datetime | None:
        """Tell when the next lock runs out."""
        while self._expiries and self._is_stale(self._expiries[0]):
            heapq.heappop(self._expiries)
        return self._expiries[0][0] if self._expiries else None

    def every(self) -> tuple[Lock, ...]:
        """List the locks that nobody has settled, the oldest first."""
        return tuple(self._by_token.values())

    def on(self, queue: Queue) -> Iterator[Stored]:
        """Name the locked messages of a queue."""
        return (lock.stored for lock in self._by_token.values() if lock.queue is queue)

    def _extend(self, lock: Lock, until: datetime) -> None:
        lock.until = until
        heapq.heappush(self._expiries, (until, lock.stored.sequence_number, lock.token))

    def _is_stale(self, expiry: tuple[datetime, int, UUID]) -> bool:
        until, _, token = expiry
        lock = self._by_token.get(token)
        return lock is None or lock.until != until

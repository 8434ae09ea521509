"""Settling: what becomes of a message that a receiver holds."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from shared.ports import Clock
from simulator.queues.locks import Lock, Locks
from simulator.queues.message import Delivery
from simulator.queues.tally import Count

TOO_MANY_DELIVERIES = "MaxDeliveryCountExceeded"


class Settlement:
    """The held messages of a namespace.

    Every method that takes a token raises ``LockLost`` when the lock is gone.
    """

    def __init__(self, lock_clock: Clock) -> None:
        self._lock_clock = lock_clock
        self._locks = Locks()
        self._counted: Counter[Count] = Counter()
        self._listeners: list[Callable[[str], None]] = []
        self._to_deliver_again: list[Callable[[Delivery], bool]] = []

    def subscribe(self, listener: Callable[[str], None]) -> Callable[[], None]:
        """Call *listener* with a queue's name whenever something may be received from it.

        Returns what ends the subscription.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def deliver_again(self, chosen: Callable[[Delivery], bool]) -> None:
        """Lose the next completion that *chosen* picks: the message comes a second time."""
        self._to_deliver_again.append(chosen)

    def complete(self, token: UUID) -> None:
        """Remove a message, unless a story has chosen to lose this completion."""
        lock = self._release(token)
        delivery = delivery_of(lock)
        for chosen in self._to_deliver_again:
            if chosen(delivery):
                self._to_deliver_again.remove(chosen)
                self._put_back(lock)
                return
        self._counted[Count.COMPLETED] += 1

    def abandon(self, token: UUID) -> None:
        """Give a message back at once; too many deliveries and it is dead-lettered."""
        lock = self._release(token)
        self._counted[Count.ABANDONED] += 1
        self._give_back(lock)

    def release(self, token: UUID) -> None:
        """Give a message back as if it had never been delivered."""
        lock = self._release(token)
        lock.stored.deliveries -= 1
        self._put_back(lock)

    def dead_letter(self, token: UUID, *, reason: str = "", description: str = "") -> None:
        """Set a message aside for a person to look at."""
        self._bury(self._release(token), reason, description)

    def renew(self, token: UUID) -> datetime:
        """Prolong a lock; returns when it runs out now."""
        self._take_back_expired()
        return self._locks.renew(token, self._lock_clock.now())

    def expire_locks(self, chosen: Callable[[Delivery], bool]) -> int:
        """Let the locks that *chosen* picks run out before their time; returns how many."""
        lost = [lock for lock in self._locks.every() if chosen(delivery_of(lock))]
        for lock in lost:
            self._give_back(self._locks.release(lock.token))
        return len(lost)

    def _release(self, token: UUID) -> Lock:
        self._take_back_expired()
        return self._locks.release(token)

    def _take_back_expired(self) -> None:
        for lock in self._locks.expired(self._lock_clock.now()):
            self._give_back(lock)

    def _give_back(self, lock: Lock) -> None:
        most = lock.queue.properties.max_delivery_count
        if lock.queue.dead_letters is None or lock.stored.deliveries < most:
            self._put_back(lock)
        else:
            description = f"Message could not be consumed after {most} delivery attempts."
            self._bury(lock, TOO_MANY_DELIVERIES, description)

    def _bury(self, lock: Lock, reason: str, description: str) -> None:
        dead_letters, stored = lock.queue.dead_letters or lock.queue, lock.stored
        told = {"DeadLetterReason": reason, "DeadLetterErrorDescription": description}
        known = {name: text for name, text in told.items() if text}
        stored.message = replace(stored.message, properties={**stored.message.properties, **known})
        stored.dead_letter_source = stored.dead_letter_source or lock.queue.name
        dead_letters.put(stored)
        self._counted[Count.DEAD_LETTERED] += 1
        self._announce(dead_letters.name)

    def _put_back(self, lock: Lock) -> None:
        lock.queue.put(lock.stored)
        self._announce(lock.queue.name)

    def _announce(self, name: str) -> None:
        for listener in tuple(self._listeners):
            listener(name)


def delivery_of(lock: Lock) -> Delivery:
    """Show a held message to its receiver."""
    stored = lock.stored
    return Delivery(
        queue=lock.queue.name,
        message=stored.message,
        lock_token=lock.token,
        locked_until=lock.until,
        sequence_number=stored.sequence_number,
        delivery_count=stored.deliveries,
        enqueued_at=stored.enqueued_at,
        dead_letter_source=stored.dead_letter_source,
    )

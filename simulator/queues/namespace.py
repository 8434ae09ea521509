"""The namespace: everything that can be done to its queues.

Every operation first catches up with the clock, so what a caller sees is what
Service Bus would show at that moment.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from shared.ports import Clock
from simulator.queues.errors import QueueUnknown
from simulator.queues.message import Delivery, Message, MessageState, Peeked, Stored
from simulator.queues.queue import Queue, QueueProperties
from simulator.queues.settlement import Settlement, delivery_of
from simulator.queues.tally import Count, Depth, Tally, tally_of

DEAD_LETTERS = "/$deadletterqueue"


class Queues(Settlement):
    """A Service Bus namespace that tells schedules by *clock* and locks by *lock_clock*."""

    def __init__(self, clock: Clock, lock_clock: Clock | None = None) -> None:
        super().__init__(lock_clock or clock)
        self._clock = clock
        self._queues: dict[str, Queue] = {}
        self._caught_up: datetime | None = None

    @property
    def tally(self) -> Tally:
        """What has happened so far."""
        return tally_of(self._counted)

    def declare(self, *names: str, properties: QueueProperties | None = None) -> None:
        """Create queues, each with its dead-letter queue.  One that exists is left alone."""
        for name in names:
            chosen = properties or QueueProperties()
            dead = Queue(name + DEAD_LETTERS, chosen, None)
            if name.lower() not in self._queues:
                self._queues[dead.name.lower()] = dead
                self._queues[name.lower()] = Queue(name, chosen, dead)

    def knows(self, name: str) -> bool:
        """Tell whether there is such a queue; dead-letter queues count."""
        return name.lower() in self._queues

    # Sending.
    def send(self, name: str, *messages: Message) -> tuple[int, ...]:
        """Enqueue messages, now or when each is scheduled; returns their sequence numbers.

        A duplicate is dropped without a word and has no sequence number.
        """
        queue, now = self._queue_to_send_to(name), self._clock.now()
        fresh = [each for each in messages if not queue.duplicates.seen(each.message_id, now)]
        self._counted[Count.SENT] += len(fresh)
        self._counted[Count.DROPPED] += len(messages) - len(fresh)
        accepted = [_accept(queue, message, now) for message in fresh]
        if queue.has_ready:
            self._announce(queue.name)
        return tuple(stored.sequence_number for stored in accepted)

    def schedule(self, name: str, messages: Iterable[Message], at: datetime) -> tuple[int, ...]:
        """Hold messages back until *at*; returns the numbers that cancel them."""
        return self.send(name, *(replace(message, enqueue_at=at) for message in messages))

    def cancel_scheduled(self, name: str, sequence_number: int) -> None:
        """Take a scheduled message back; ``MessageUnknown`` when it is due or gone."""
        self.catch_up()
        self._queue(name).cancel(sequence_number)

    # Receiving.
    def receive(self, name: str, limit: int = 1) -> tuple[Delivery, ...]:
        """Lock and hand out up to *limit* messages."""
        queue = self._queue(name)
        self.catch_up()
        deliveries: list[Delivery] = []
        while len(deliveries) < limit and (stored := queue.take()) is not None:
            stored.deliveries += 1
            lock = self._locks.grant(queue, stored, self._lock_clock.now())
            deliveries.append(delivery_of(lock))
        self._counted[Count.DELIVERED] += len(deliveries)
        return tuple(deliveries)

    def ready(self) -> frozenset[str]:
        """Name the queues, dead-letter queues too, from which something may be received."""
        self.catch_up()
        return frozenset(queue.name for queue in self._queues.values() if queue.has_ready)

    def take(self, name: str, limit: int = 1) -> tuple[Delivery, ...]:
        """Receive and delete: hand out up to *limit* messages for good."""
        deliveries = self.receive(name, limit)
        for delivery in deliveries:
            self.complete(delivery.lock_token)
        return deliveries

    def peek(self, name: str, limit: int = 1, *, start: int = 0) -> tuple[Peeked, ...]:
        """Look at up to *limit* messages from sequence number *start* on."""
        queue = self._queue(name)
        self.catch_up()
        active = [_peeked(each, MessageState.ACTIVE) for each in queue.ready]
        active += [_peeked(each, MessageState.ACTIVE) for each in self._locks.on(queue)]
        waiting = [_peeked(each, MessageState.SCHEDULED) for each in queue.scheduled]
        found = [each for each in active + waiting if each.sequence_number >= start]
        return tuple(sorted(found, key=lambda each: each.sequence_number)[:limit])

    def depth(self, name: str) -> Depth:
        """Count the messages of a queue."""
        queue = self._queue(name)
        self.catch_up()
        return Depth(
            available=len(queue.ready),
            locked=sum(1 for _ in self._locks.on(queue)),
            scheduled=len(queue.scheduled),
            dead_lettered=len(queue.dead_letters.ready) if queue.dead_letters else 0,
        )

    # Time.
    def catch_up(self) -> None:
        """Enqueue what is due and take back what was held too long."""
        now = self._clock.now()
        if now != self._caught_up:
            # What is sent at this moment and due by it never waits for its time.
            self._caught_up = now
            for queue in self._queues.values():
                if queue.ripen(now):
                    self._announce(queue.name)
        self._take_back_expired()

    def next_due(self) -> datetime | None:
        """Tell the earliest moment at which something becomes available that is not now.

        Locks are left out when they run on a clock of their own.
        """
        self.catch_up()
        moments = [queue.next_due() for queue in self._queues.values()]
        if self._lock_clock is self._clock:
            moments.append(self._locks.next_expiry())
        return min((moment for moment in moments if moment is not None), default=None)

    def _queue(self, name: str) -> Queue:
        queue = self._queues.get(name.lower())
        if queue is None:
            raise QueueUnknown(name)
        return queue

    def _queue_to_send_to(self, name: str) -> Queue:
        queue = self._queue(name)
        if queue.dead_letters is None:
            raise QueueUnknown(name)
        return queue


def _accept(queue: Queue, message: Message, now: datetime) -> Stored:
    if message.enqueue_at is None or message.enqueue_at <= now:
        return queue.enqueue(message, now)
    return queue.schedule(message, message.enqueue_at, now)


def _peeked(stored: Stored, state: MessageState) -> Peeked:
    return Peeked(
        message=stored.message,
        sequence_number=stored.sequence_number,
        delivery_count=stored.deliveries,
        enqueued_at=stored.enqueued_at,
        dead_letter_source=stored.dead_letter_source,
        state=state,
    )

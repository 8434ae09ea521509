"""One queue: what is ready, what is scheduled, and which message ids it has seen.

A dead-letter queue is a queue like any other, except that nothing is sent to
it and nothing leaves it for want of deliveries.
"""

import heapq
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from simulator.queues.errors import MessageUnknown
from simulator.queues.message import Message, Stored


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueProperties:
    """How a queue behaves.  The figures are the usual ones of Service Bus.

    A *duplicate_window* of zero turns duplicate detection off.
    """

    lock_duration: timedelta = timedelta(seconds=60)
    max_delivery_count: int = 10
    duplicate_window: timedelta = timedelta(minutes=10)


class Duplicates:
    """The message ids seen within the last *window*."""

    def __init__(self, window: timedelta) -> None:
        self._window = window
        self._seen: set[str] = set()
        self._order: deque[tuple[datetime, str]] = deque()

    def seen(self, message_id: str | None, now: datetime) -> bool:
        """Tell whether this id came before, and remember it."""
        while self._order and self._order[0][0] + self._window <= now:
            self._seen.discard(self._order.popleft()[1])
        if message_id is None or not self._window:
            return False
        if message_id in self._seen:
            return True
        self._seen.add(message_id)
        self._order.append((now, message_id))
        return False


class Queue:
    """The messages of one entity that nobody holds."""

    def __init__(
        self, name: str, properties: QueueProperties, dead_letters: "Queue | None"
    ) -> None:
        self.name = name
        self.properties = properties
        self.dead_letters = dead_letters
        self.duplicates = Duplicates(properties.duplicate_window)
        self._numbers = count(1)
        self._ready: list[tuple[int, Stored]] = []
        self._due: list[tuple[datetime, int]] = []
        self._scheduled: dict[int, Stored] = {}

    @property
    def ready(self) -> tuple[Stored, ...]:
        """The messages that wait for a receiver, in no particular order."""
        return tuple(stored for _, stored in self._ready)

    @property
    def has_ready(self) -> bool:
        """Whether a message waits for a receiver."""
        return bool(self._ready)

    @property
    def scheduled(self) -> tuple[Stored, ...]:
        """The messages that wait for their time."""
        return tuple(self._scheduled.values())

    def enqueue(self, message: Message, now: datetime) -> Stored:
        """Put a new message at the end."""
        stored = Stored(message=message, sequence_number=next(self._numbers), enqueued_at=now)
        self.put(stored)
        return stored

    def put(self, stored: Stored) -> None:
        """Make a message available, in the place that its sequence number gives it."""
        heapq.heappush(self._ready, (stored.sequence_number, stored))

    def take(self) -> Stored | None:
        """Hand out the first message."""
        return heapq.heappop(self._ready)[1] if self._ready else None

    def schedule(self, message: Message, at: datetime, now: datetime) -> Stored:
        """Hold a message back until *at*."""
        stored = Stored(message=message, sequence_number=next(self._numbers), enqueued_at=now)
        self._scheduled[stored.sequence_number] = stored
        heapq.heappush(self._due, (at, stored.sequence_number))
        return stored

    def cancel(self, sequence_number: int) -> None:
        """Forget a scheduled message."""
        if self._scheduled.pop(sequence_number, None) is None:
            raise MessageUnknown(sequence_number)

    def next_due(self) -> datetime | None:
        """Tell when the next scheduled message is due."""
        while self._due and self._due[0][1] not in self._scheduled:
            heapq.heappop(self._due)
        return self._due[0][0] if self._due else None

    def ripen(self, now: datetime) -> bool:
        """Enqueue what is due, each under a new sequence number as the service does."""
        any_due = False
        while (due := self.next_due()) is not None and due <= now:
            _, number = heapq.heappop(self._due)
            self.enqueue(self._scheduled.pop(number).message, due)
            any_due = True
        return any_due

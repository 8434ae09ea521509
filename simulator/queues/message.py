"""A message as it is sent, held, delivered and looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

type Property = str | int | float | bool | UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a sender hands over.

    *enqueue_at* holds the message back until then.  *time_to_live* is carried
    along; this model never drops a message for its age.
    """

    body: bytes = b""
    message_id: str | None = None
    correlation_id: str | None = None
    subject: str | None = None
    content_type: str | None = None
    reply_to: str | None = None
    to: str | None = None
    time_to_live: timedelta | None = None
    enqueue_at: datetime | None = None
    properties: Mapping[str, Property] = field(default_factory=dict[str, Property])


@dataclass(slots=True, kw_only=True, eq=False)
class Stored:
    """A message in a queue, with what the queue knows about it."""

    message: Message
    sequence_number: int
    enqueued_at: datetime
    deliveries: int = 0
    dead_letter_source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A message in a receiver's hands until *locked_until*, told by the lock clock.

    *delivery_count* counts this delivery too: it is 1 the first time.
    """

    queue: str
    message: Message
    lock_token: UUID
    locked_until: datetime
    sequence_number: int
    delivery_count: int
    enqueued_at: datetime
    dead_letter_source: str | None


class MessageState(StrEnum):
    """What a peek tells about a message; a locked one counts as active."""

    ACTIVE = "active"
    SCHEDULED = "scheduled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Peeked:
    """A message that was looked at and left where it is."""

    message: Message
    sequence_number: int
    delivery_count: int
    enqueued_at: datetime
    dead_letter_source: str | None
    state: MessageState

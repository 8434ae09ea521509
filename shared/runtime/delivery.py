"""One arrival of one message, and what can become of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from uuid import UUID, uuid5

from shared.domain.messages import Message

# The application property that counts how often the same bytes were put off unread.
POSTPONED = "postponed"

_NAMESPACE = UUID("8a1f5f0e-0f0b-4f5c-9a3d-5d0a6c1be3f2")


class Verdict(StrEnum):
    """What became of a delivery."""

    DONE = "done"
    POSTPONED = "postponed"
    PARKED = "parked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One arrival of one message.  The same message may arrive again.

    *message_id* is blank when its sender gave it none; *properties* are what
    lies beside the bytes.  *enqueued* is when it could first be had, *trace* the
    ``traceparent`` of the host's own span; either may be unknown.
    """

    queue: str
    message_id: str
    body: bytes
    count: int = 1
    enqueued: datetime | None = None
    trace: str = ""
    properties: Mapping[str, object] = field(default_factory=dict[str, object])

    @property
    def name(self) -> str:
        """Name the message: those without an id go by their bytes."""
        named = self.message_id or sha256(self.body).hexdigest()
        return f"{self.queue}/{named}"

    @property
    def postponed(self) -> int:
        """How often these bytes were put off; whatever else stands there counts as never."""
        told = self.properties.get(POSTPONED)
        return told if type(told) is int and told > 0 else 0

    @property
    def written(self) -> str:
        """The ``traceparent`` that lies beside the bytes; blank when none does."""
        told = self.properties.get("traceparent")
        return told if isinstance(told, str) else ""

    def later(self, due: datetime) -> Message:
        """Make the copy to send of bytes that cannot be read here: the bytes are left alone."""
        return Message(
            queue=self.queue,
            # Another name, or duplicate detection eats it; the same one each time it is made.
            id=str(uuid5(_NAMESPACE, f"{self.name}/{self.postponed}")),
            body=self.body,
            due=due,
            properties={POSTPONED: self.postponed + 1},
            trace=self.written,
        )

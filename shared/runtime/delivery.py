"""One arrival of one message, and what can become of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    """What became of a delivery."""

    DONE = "done"
    POSTPONED = "postponed"
    PARKED = "parked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One arrival of one message.  The same message may arrive again.

    *enqueued* is when it could first be had, *trace* the ``traceparent`` of the host's
    own span; either may be unknown.
    """

    queue: str
    message_id: str
    body: bytes
    count: int = 1
    enqueued: datetime | None = None
    trace: str = ""

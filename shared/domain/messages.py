"""A message as it goes onto a queue."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Bytes for one queue.  *id* names it for duplicate detection; *due* delays it.

    *trace* is the W3C ``traceparent`` of what it belongs to (blank: of nothing).
    """

    queue: str
    id: str
    body: bytes
    due: datetime | None = None
    trace: str = ""

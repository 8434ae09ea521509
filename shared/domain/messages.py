"""A message as it goes onto a queue."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Bytes for one queue.  *id* names it for duplicate detection; *due* delays it.

    *properties* go beside the bytes, as application properties of Service Bus.
    *trace* is the W3C ``traceparent`` of what it belongs to (blank: of nothing).
    """

    queue: str
    id: str
    body: bytes
    due: datetime | None = None
    properties: Mapping[str, int] = field(default_factory=dict[str, int])
    trace: str = ""

"""A request as it arrives over the wire, and the names of requests."""

from dataclasses import dataclass
from itertools import count
from uuid import UUID, uuid5


class Series:
    """Ids that are the same in every run: those of a tenant's requests."""

    def __init__(self, series: str) -> None:
        self._series = UUID(series)
        self._numbers = count(1)

    def next_id(self) -> str:
        """Name the next one."""
        return str(uuid5(self._series, str(next(self._numbers))))


@dataclass(slots=True, kw_only=True)
class Arrival:
    """A request as it came over the wire with its ``traceparent``, and what the gate made of it."""

    method: str
    url: str
    body: object = None
    trace: str = ""
    request_id: str = ""
    passed: bool = False
    milliseconds: int = 0

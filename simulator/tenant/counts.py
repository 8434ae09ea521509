"""What is counted at the gate."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from simulator.tenant.operations import Operation
from simulator.tenant.resource_groups import ResourceGroup, group_of
from simulator.tenant.verbs import verb_of

TOO_MANY_REQUESTS = 429


@dataclass(slots=True, kw_only=True)
class Counts:
    """How many requests came, by operation, and how many of them were throttled.

    ``round_trips`` are HTTP exchanges: a batch is one, and is no request itself.
    ``into_closed_window`` are the requests that came, by resource group, before
    an app had waited as long as an earlier 429 of the same group told it to.
    """

    requests: int = 0
    round_trips: int = 0
    writes: int = 0
    throttled: int = 0
    by_operation: Counter[Operation] = field(default_factory=Counter[Operation])
    into_closed_window: Counter[ResourceGroup] = field(default_factory=Counter[ResourceGroup])

    def add(self, operation: Operation, status: int) -> None:
        """Count what was answered to a request."""
        self.requests += operation is not Operation.BATCH
        self.writes += verb_of(operation).writes
        self.throttled += status == TOO_MANY_REQUESTS
        self.by_operation[operation] += 1


@dataclass(frozen=True, slots=True)
class _Closure:
    until: datetime
    told_in: int
    heard: datetime


class ClosedWindows:
    """The waits that apps were told, and who came before they were over.

    *travel* is how long an answer and a request are under way together: what
    comes sooner after a 429 was sent before that could be heard.
    """

    def __init__(self, counts: Counts) -> None:
        self.travel = timedelta(0)
        self._counts = counts
        self._closed: dict[tuple[ResourceGroup, str], _Closure] = {}

    def come(self, operation: Operation, app: str, at: datetime) -> None:
        """Count a request if its app had been told to wait longer.

        What travels in the same batch as the 429 could not know.
        """
        group = group_of(operation)
        closed = self._closed.get((group, app))
        if closed is None or closed.told_in == self._counts.round_trips:
            return
        if closed.heard <= at < closed.until:
            self._counts.into_closed_window[group] += 1

    def close(self, operation: Operation, app: str, at: datetime, wait: float) -> None:
        """Remember what a 429 said."""
        key = (group_of(operation), app)
        until, told_in = at + timedelta(seconds=wait), self._counts.round_trips
        heard = at + self.travel
        before = self._closed.get(key)
        if before and at < before.until:
            until, told_in, heard = max(until, before.until), before.told_in, before.heard
        self._closed[key] = _Closure(until, told_in, heard)

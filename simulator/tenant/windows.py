"""Sliding windows: what arrived lately, and when there is room again.

What is throttled counts too, as Microsoft says: who does not wait keeps the
window closed.  Microsoft tells the quotas and speaks of token buckets for the
directory; that each is a window that slides is our assumption, the stricter one.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from simulator.tenant.draws import Draws
from simulator.tenant.latencies import seconds
from simulator.tenant.limits import Limits, Measure, Quota
from simulator.tenant.operations import Request
from simulator.tenant.resource_groups import ResourceGroup, group_of
from simulator.tenant.resource_units import resource_units
from simulator.tenant.verbs import verb_of

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_FORGOTTEN = 4_096  # so many moments are worth clearing away

# Seconds with a fraction have been seen (2.128), also after a burst within one moment.
_LATER = seconds(0, 1)


class Window:
    """What arrived within the last while, in microseconds: moments and running totals.

    Whatever the pressure, a request costs two binary searches.
    """

    __slots__ = ("_gone", "_moments", "_most", "_start", "_total", "_totals", "_within")

    def __init__(self, quota: Quota) -> None:
        self._most = quota.most
        self._within = quota.within // _MICROSECOND
        self._moments: list[int] = []
        self._totals: list[int] = []
        self._total = self._gone = self._start = 0

    def arrive(self, at: int, weight: int) -> int:
        """Count what arrives; answers how long until as much has room, 0 when it had."""
        self._forget(at - self._within)
        self._total += weight
        if self._moments and self._moments[-1] == at:
            self._totals[-1] = self._total
        else:
            self._moments.append(at)
            self._totals.append(self._total)
        if self._total - self._gone <= self._most:
            return 0
        # There is room when so much of what came first has gone that this fits in again.
        enough = bisect_left(self._totals, self._total + weight - self._most, self._start)
        return self._moments[min(enough, len(self._moments) - 1)] + self._within - at

    def _forget(self, until: int) -> None:
        start = bisect_right(self._moments, until, self._start)
        if start > self._start:
            self._gone = self._totals[start - 1]
        self._start = start
        if start >= _FORGOTTEN:
            del self._moments[:start], self._totals[:start]
            self._start = 0


type Counted = tuple[Measure, Window]


class Windows:
    """Every window of a tenant that has limits."""

    def __init__(self, limits: Limits, draws: Draws) -> None:
        self._limits = limits
        self._draws = draws
        self._throttled = 0
        self._shared: dict[ResourceGroup, list[Counted]] = {}
        self._of_app: dict[tuple[ResourceGroup, str], list[Counted]] = {}

    def arrive(self, request: Request, app: str, at: datetime) -> float | None:
        """Count a request of an app's; answers the seconds to wait, ``None`` when it may pass."""
        group = group_of(request.operation)
        moment = (at - _EPOCH) // _MICROSECOND
        longest = 0
        for measure, window in self._windows(group, app):
            weight = _weight(measure, request)
            if weight:
                longest = max(longest, window.arrive(moment, weight))
        return self._retry_after(group, longest) if longest else None

    def _windows(self, group: ResourceGroup, app: str) -> list[Counted]:
        key = (group, app)
        if key not in self._of_app:
            quotas = self._limits.quotas.get(group, ())
            if group not in self._shared:
                self._shared[group] = _opened(quota for quota in quotas if quota.shared)
            own = _opened(quota for quota in quotas if not quota.shared)
            self._of_app[key] = own + self._shared[group]
        return self._of_app[key]

    def _retry_after(self, group: ResourceGroup, room: int) -> float:
        self._throttled += 1
        later = self._draws.delay(_LATER, "retry_after", group, str(self._throttled))
        return math.ceil((room + later // _MICROSECOND) / 1_000) / 1_000


def _opened(quotas: Iterable[Quota]) -> list[Counted]:
    return [(quota.measure, Window(quota)) for quota in quotas]


def _weight(measure: Measure, request: Request) -> int:
    match measure:
        case Measure.REQUESTS:
            return 1
        case Measure.WRITES:
            return int(verb_of(request.operation).writes)
        case Measure.RESOURCE_UNITS:
            return resource_units(request.operation, request.url)

"""What may still be asked of Graph: requests are held back here before Graph has to throttle them.

Only a share of each limit is spent, because other apps, and other instances of
this one, ask the same tenant.  Short waits are waited out; long ones are told,
and the queue waits instead.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.domain.errors import Throttled
from shared.domain.operations import Operation
from shared.domain.throttling import LIMITS, SCOPES, Limit, Scope, weight_of
from shared.ports import Clock
from shared.runtime.window import NO_TIME, Window
from shared.runtime.work import present

SHARE = 0.9
PATIENCE = timedelta(seconds=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """How many of the wanted requests may go now, and what to say of the *rest* (if any)."""

    requests: int
    rest: Throttled | None = None


class Budget:
    """One process's share of every limit, with at most so many *instances* of the app."""

    def __init__(self, clock: Clock, instances: int = 1) -> None:
        self._clock = clock
        share = SHARE / instances
        self._windows = {
            scope: [_Measured(limit, share) for limit in limits] for scope, limits in LIMITS.items()
        }
        self._closed: dict[Scope, datetime] = {}
        self._promised: dict[Operation, datetime] = {}

    async def spend(self, operation: Operation) -> None:
        """Spend one request, after a short wait if need be; ``Throttled`` if that would be long."""
        grant = await self.grant(operation, 1)
        if grant.rest is not None:
            raise grant.rest

    async def grant(self, operation: Operation, wanted: int) -> Grant:
        """Spend as many of the *wanted* requests as there is room for, after a short wait at most.

        What is granted has to be sent at once; nothing of it is given back.
        """
        wait = self._wait(operation, wanted)
        if NO_TIME < wait <= PATIENCE:
            await self._clock.sleep(wait)
            present().waited += wait
        now = self._clock.now()
        granted = 0 if self._left(operation, now) else self._room(operation, wanted, now)
        for window in self._windows[SCOPES[operation]]:
            window.spend(operation, granted, now)
        if granted == wanted:
            return Grant(requests=granted)
        after = self._turn(operation, wanted - granted, now)
        message = f"The budget of requests is spent; {operation} has to wait."
        return Grant(requests=granted, rest=Throttled(message, after=after))

    def close(self, operation: Operation, after: timedelta) -> None:
        """Take Graph's word that nothing of the operation's scope will be answered for so long."""
        scope, until = SCOPES[operation], self._clock.now() + after
        self._closed[scope] = max(until, self._closed.get(scope, until))

    def _turn(self, operation: Operation, left: int, now: datetime) -> timedelta:
        """Say when to come again: one after the other, or all would come at once, and in vain."""
        soonest = now + self._wait(operation, left)
        turn = max(soonest, self._promised.get(operation, soonest))
        windows = self._windows[SCOPES[operation]]
        taking = max(window.taking(operation, left) for window in windows)
        self._promised[operation] = turn + taking
        return turn - now

    def _wait(self, operation: Operation, wanted: int) -> timedelta:
        now = self._clock.now()
        windows = self._windows[SCOPES[operation]]
        waits = (window.wait(operation, wanted, now) for window in windows)
        return max(self._left(operation, now), *waits)

    def _left(self, operation: Operation, now: datetime) -> timedelta:
        until = self._closed.get(SCOPES[operation])
        return max(until - now, NO_TIME) if until else NO_TIME

    def _room(self, operation: Operation, wanted: int, now: datetime) -> int:
        windows = self._windows[SCOPES[operation]]
        return min(wanted, *(window.room(operation, wanted, now) for window in windows))


class _Measured:
    """One limit's share, in the measure that the limit counts by."""

    def __init__(self, limit: Limit, share: float) -> None:
        self._measure = limit.measure
        self._window = Window(max(1, int(limit.most * share)), limit.within)

    def room(self, operation: Operation, wanted: int, now: datetime) -> int:
        """Say how many of the *wanted* requests fit now."""
        weight = self._weight(operation)
        return self._window.left(now) // weight if weight else wanted

    def wait(self, operation: Operation, wanted: int, now: datetime) -> timedelta:
        """Say how long until so many fit; no more are ever waited for than fit at once."""
        return self._window.wait(wanted * self._weight(operation), now)

    def taking(self, operation: Operation, requests: int) -> timedelta:
        """Say how long so many keep the window busy."""
        return self._window.taking(requests * self._weight(operation))

    def spend(self, operation: Operation, requests: int, now: datetime) -> None:
        """Count requests."""
        self._window.spend(operation, requests * self._weight(operation), now)

    def _weight(self, operation: Operation) -> int:
        return min(weight_of(operation, self._measure), self._window.most)

"""How often an HR system may still be asked: it limits each of its customers' accounts.

Like the budget of Graph: a share of the limit is spent, short waits are waited
out, and long ones are told, so that the queue waits instead.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.domain.errors import Throttled
from shared.ports import Clock
from shared.runtime.budget import PATIENCE, SHARE
from shared.runtime.window import NO_TIME, Window

MINUTE = timedelta(minutes=1)


@dataclass(slots=True)
class _Account:
    """What is known of one account: what was spent, until when it is closed, whose turn is when."""

    window: Window
    closed: datetime
    promised: datetime

    def wait(self, now: datetime) -> timedelta:
        """Say how long until one more call may go."""
        return max(self.closed - now, self.window.wait(1, now), NO_TIME)


class VendorBudget:
    """One process's share of every account's limit, with so many *instances* of the app."""

    def __init__(self, clock: Clock, instances: int = 1) -> None:
        self._clock = clock
        self._share = SHARE / instances
        self._accounts: dict[str, _Account] = {}

    async def spend(self, account: str, per_minute: int) -> None:
        """Spend one call, after a short wait if need be; ``Throttled`` if that would be long."""
        known = self._account(account, per_minute)
        wait = known.wait(self._clock.now())
        if NO_TIME < wait <= PATIENCE:
            await self._clock.sleep(wait)
        now = self._clock.now()
        if known.wait(now) > NO_TIME:
            raise self._later(known, now)
        known.window.spend(account, 1, now)

    def close(self, account: str, per_minute: int, after: timedelta | None) -> timedelta:
        """Take the vendor's word that nothing is answered for a while; a minute if it says none."""
        known = self._account(account, per_minute)
        wait = MINUTE if after is None else after
        known.closed = max(known.closed, self._clock.now() + wait)
        return wait

    def _account(self, account: str, per_minute: int) -> _Account:
        if account not in self._accounts:
            most = max(1, int(per_minute * self._share))
            now = self._clock.now()
            self._accounts[account] = _Account(Window(most, MINUTE), closed=now, promised=now)
        return self._accounts[account]

    def _later(self, known: _Account, now: datetime) -> Throttled:
        """Say when to come again: one after the other, or all would come at once, and in vain."""
        turn = max(now + known.wait(now), known.promised)
        known.promised = turn + known.window.taking(1)
        return Throttled("The HR system's limit of requests is reached.", after=turn - now)

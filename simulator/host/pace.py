"""Waits for a moment of a clock that may run fast or jump."""

import asyncio
from datetime import datetime

from shared.clock import FastClock
from shared.ports import Clock

_GLANCE = 1.0  # real seconds after which the clock is looked at again, in case it jumped


async def sleep_until(clock: Clock, moment: datetime) -> None:
    """Return when *clock* has reached *moment*."""
    speed = clock.speed if isinstance(clock, FastClock) else 1.0
    while (  # noqa: ASYNC110  a clock rings no bell
        remaining := (moment - clock.now()).total_seconds()
    ) > 0:
        await asyncio.sleep(min(remaining / speed, _GLANCE))

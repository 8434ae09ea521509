"""The time: the only place that reads the wall clock."""

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


class WallClock:
    """The real time, in UTC."""

    def now(self) -> datetime:
        """Tell the time."""
        return datetime.now(UTC)  # noqa: TID251  this is the clock adapter

    async def sleep(self, span: timedelta) -> None:
        """Let a while pass, and others work meanwhile."""
        await asyncio.sleep(span.total_seconds())


@dataclass(frozen=True, slots=True)
class FastClock:
    """A clock that ran true until *origin* and *speed* times as fast since.

    Every process that is given the same two figures tells the same time, so a
    demo of hours can be flown in seconds by the app and the simulator alike.
    """

    origin: datetime
    speed: float

    def now(self) -> datetime:
        """Tell the accelerated time."""
        real = datetime.now(UTC)  # noqa: TID251  this is the clock adapter
        return self.origin + (real - self.origin) * self.speed

    async def sleep(self, span: timedelta) -> None:
        """Let a while of the accelerated time pass."""
        await asyncio.sleep(span.total_seconds() / self.speed)


class Stopwatch:
    """How long something takes: in real time, whatever a clock tells."""

    def __init__(self) -> None:
        self._began = time.perf_counter()

    @property
    def seconds(self) -> float:
        """The seconds since it was started."""
        return time.perf_counter() - self._began

"""Something that happens again and again until it is stopped."""

import asyncio
from collections.abc import Callable
from datetime import timedelta


class Pulse:
    """Calls *beat* every *period* on the running loop."""

    def __init__(self, period: timedelta, beat: Callable[[], None]) -> None:
        self._seconds = period.total_seconds()
        self._beat = beat
        self._loop = asyncio.get_running_loop()
        self._timer = self._loop.call_later(self._seconds, self._tick)

    def stop(self) -> None:
        """Let it happen no more."""
        self._timer.cancel()

    def _tick(self) -> None:
        self._timer = self._loop.call_later(self._seconds, self._tick)
        self._beat()

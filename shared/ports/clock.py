"""The time."""

from datetime import datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """The time."""

    def now(self) -> datetime:
        """Tell the time, in UTC."""

    async def sleep(self, span: timedelta) -> None:
        """Let a short while pass."""

"""A clock that stands still until it is told to move; it never reads the real time."""

from datetime import datetime, timedelta


class JumpingClock:
    """The time of a simulated world, moved by hand and never backwards."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        """Tell the simulated time."""
        return self._now

    def advance(self, by: timedelta) -> None:
        """Let *by* pass; ``ValueError`` when it is negative."""
        self.jump_to(self._now + by)

    def jump_to(self, when: datetime) -> None:
        """Make it *when*; ``ValueError`` when that lies in the past."""
        if when < self._now:
            message = f"The clock shows {self._now.isoformat()} and does not go back."
            raise ValueError(message)
        self._now = when

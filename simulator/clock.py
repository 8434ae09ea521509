"""Time that moves only when told to: hours pass in no time, and every run is the same."""

from datetime import datetime, timedelta


class JumpingClock:
    """A clock that stands at *start* until it is moved on."""

    def __init__(self, start: datetime) -> None:
        self._time = start

    def now(self) -> datetime:
        """Tell the pretended time."""
        return self._time

    def advance(self, by: timedelta) -> None:
        """Let *by* pass."""
        self._time += by

    def jump_to(self, moment: datetime) -> None:
        """Move on to *moment*; one that has passed already changes nothing."""
        self._time = max(self._time, moment)

    async def sleep(self, span: timedelta) -> None:
        """Let *span* pass at once."""
        self.advance(span)

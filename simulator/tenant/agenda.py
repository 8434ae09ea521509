"""What will happen by itself, and when.

Nothing runs in the background: whoever looks first lets everything that is due
happen, in the order of its time.  So a clock may jump.
"""

import heapq
from collections.abc import Callable
from datetime import datetime
from itertools import count

from shared.ports import Clock
from simulator.tenant.draws import Draws
from simulator.tenant.latencies import Latencies, Span
from simulator.tenant.moods import Moods

type Action = Callable[[datetime], None]


class Agenda:
    """The tenant's own course of events."""

    def __init__(self, clock: Clock, draws: Draws, latencies: Latencies, moods: Moods) -> None:
        self.draws = draws
        self.latencies = latencies
        self.moods = moods
        self._clock = clock
        self._due: list[tuple[datetime, int, Action]] = []
        self._order = count()

    def now(self) -> datetime:
        """Tell the tenant's time."""
        return self._clock.now()

    def plan(self, when: datetime, action: Action) -> None:
        """Let *action* happen at *when*, or at the next look if that has passed."""
        heapq.heappush(self._due, (when, next(self._order), action))

    def plan_within(self, span: Span, since: datetime, name: tuple[str, ...], act: Action) -> None:
        """Let *act* happen some while after *since*, drawn from *span* under *name*."""
        self.plan(since + self.draws.delay(span, *name), act)

    def is_in_mood(self, mood: str, *name: str) -> bool:
        """Draw whether a mood, by its field's name, befalls what is named."""
        return self.draws.chance(getattr(self.moods, mood), mood, *name)

    def catch_up(self) -> None:
        """Let everything happen that is due by now."""
        now = self._clock.now()
        while self._due and self._due[0][0] <= now:
            when, _, action = heapq.heappop(self._due)
            action(when)

"""The moods that befall any request: a service that is busy, an answer that is lost.

Each request is drawn alone, by its operation and its number, so that a share
below 1 never strikes for ever.
"""

from collections import Counter
from datetime import datetime, timedelta

from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import AnswerLost, GraphFault
from simulator.tenant.latencies import seconds
from simulator.tenant.operations import Operation
from simulator.tenant.resource_groups import ResourceGroup, group_of
from simulator.tenant.script import unavailable

# That busy spells last seconds follows from the waits that people were told; no page says it.
_BURST = seconds(2, 20)
_HALF = 0.5


class Disturbances:
    """Draws what happens to each request, from the tenant's moods."""

    def __init__(self, agenda: Agenda) -> None:
        self._agenda = agenda
        self._numbers: Counter[Operation] = Counter()
        self._bursts: dict[ResourceGroup, tuple[datetime, bool]] = {}

    def draw(self, operation: Operation) -> tuple[GraphFault | None, AnswerLost | None]:
        """Say whether a request finds its service busy, and whether its answer would be lost."""
        self._numbers[operation] += 1
        name = (operation.value, str(self._numbers[operation]))
        return self._busy(operation, name), self._lost(name)

    def _busy(self, operation: Operation, name: tuple[str, str]) -> GraphFault | None:
        agenda = self._agenda
        now, group = agenda.now(), group_of(operation)
        # A share of 0 is by far the usual one, and a draw takes longer than a request.
        struck = agenda.moods.busy > 0 and agenda.is_in_mood("busy", *name)
        if struck and not self._is_bursting(group, now):
            until = now + agenda.draws.delay(_BURST, "busy", *name)
            says_so = agenda.draws.chance(_HALF, "busy_retry_after", *name)
            self._bursts[group] = (until, says_so)
        if not self._is_bursting(group, now):
            return None
        until, says_so = self._bursts[group]
        return unavailable(_seconds(until - now) if says_so else None)

    def _is_bursting(self, group: ResourceGroup, now: datetime) -> bool:
        return group in self._bursts and now < self._bursts[group][0]

    def _lost(self, name: tuple[str, str]) -> AnswerLost | None:
        agenda = self._agenda
        if agenda.moods.answer_lost <= 0 or not agenda.is_in_mood("answer_lost", *name):
            return None
        return AnswerLost(hung_up=agenda.draws.chance(_HALF, "hung_up", *name))


def _seconds(left: timedelta) -> float:
    millisecond = timedelta(milliseconds=1)
    return -(-left // millisecond) / 1_000

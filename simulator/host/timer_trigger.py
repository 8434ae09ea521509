"""Runs a timer function whenever its schedule says so, and never twice at once.

An occurrence that passes during a run is made up for right after it, once.
The past-due flag is always false: it tells of occurrences missed while no host
ran, which Azure remembers in a storage account and this host does not.
"""

import json
from datetime import datetime

from shared.ports import Clock
from simulator.host.functions import Function, TimerTrigger
from simulator.host.http_protos import TypedData
from simulator.host.invoker import Invoker
from simulator.host.pace import sleep_until
from simulator.host.schedule import read_schedule
from simulator.host.worker import Call

_NEVER = "0001-01-01T00:00:00+00:00"


class Timer:
    """Keeps one timer function going."""

    def __init__(
        self, function: Function, trigger: TimerTrigger, clock: Clock, invoke: Invoker
    ) -> None:
        self._function = function
        self._run_on_startup = trigger.run_on_startup
        self._schedule = read_schedule(trigger.schedule, function.name)
        self._clock = clock
        self._invoke = invoke
        self._last: datetime | None = None

    async def run(self) -> None:
        """Wait and run, until cancelled."""
        due = self._schedule(self._clock.now())
        if self._run_on_startup:
            due = await self._fire()
        while True:
            await sleep_until(self._clock, due)
            due = await self._fire()

    async def _fire(self) -> datetime:
        started = self._clock.now()
        due = self._schedule(started)
        call = Call(data=TypedData(json=_timer_info(self._last, started, due)))
        await self._invoke(self._function, call, f"Timer fired at {started.isoformat()}")
        self._last = started
        return due


def _timer_info(last: datetime | None, now: datetime, due: datetime) -> str:
    return json.dumps(
        {
            "Schedule": {"AdjustForDST": True},
            "ScheduleStatus": {
                "Last": last.isoformat() if last else _NEVER,
                "LastUpdated": now.isoformat(),
                "Next": due.isoformat(),
            },
            "IsPastDue": False,
        }
    )

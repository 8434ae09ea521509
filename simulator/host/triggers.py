"""The triggers that go by themselves, queues and timers: all started and all stopped together."""

import asyncio
import logging
from collections.abc import Coroutine, Iterable

from shared.ports import Clock
from simulator.host.connections import Connections
from simulator.host.functions import Function, QueueTrigger, TimerTrigger
from simulator.host.host_json import QueueOptions
from simulator.host.invoker import Invoker
from simulator.host.queue_trigger import QueuePump
from simulator.host.timer_trigger import Timer

_log = logging.getLogger(__name__)


class Triggers:
    """The queue pumps and timers of *functions*."""

    def __init__(
        self, functions: Iterable[Function], options: QueueOptions, clock: Clock, invoke: Invoker
    ) -> None:
        self._invoke = invoke
        self._timers: list[Timer] = []
        self._pumps: list[tuple[QueuePump, str]] = []
        self._ticking: list[asyncio.Task[None]] = []
        self._pumping: list[asyncio.Task[None]] = []
        for function in functions:
            match function.trigger:
                case TimerTrigger() as trigger:
                    self._timers.append(Timer(function, trigger, clock, invoke))
                case QueueTrigger() as trigger:
                    pump = QueuePump(function, trigger, options)
                    self._pumps.append((pump, trigger.connection))
                case _:
                    pass

    async def start(self, connections: Connections) -> None:
        """Let the timers tick and the queues be listened to."""
        clients = [await connections.client(name) for _, name in self._pumps]
        self._ticking = [_started(timer.run()) for timer in self._timers]
        self._pumping = [
            _started(pump.run(client, self._invoke))
            for (pump, _), client in zip(self._pumps, clients, strict=True)
        ]

    def stop(self) -> None:
        """Begin nothing new; what runs goes on."""
        for pump, _ in self._pumps:
            pump.stop()
        for task in self._ticking:
            task.cancel()

    async def ended(self) -> None:
        """Return when every message taken has been settled or given up."""
        await asyncio.gather(*self._pumping, *self._ticking, return_exceptions=True)


def _started(coroutine: Coroutine[None, None, None]) -> asyncio.Task[None]:
    task = asyncio.create_task(coroutine)
    task.add_done_callback(_report)
    return task


def _report(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()):
        _log.error("A trigger has stopped working.", exc_info=error)

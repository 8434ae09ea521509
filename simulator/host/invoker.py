"""Runs functions, logs around each invocation what the host logs, and knows which ones still run.

An invocation that has begun is not cancelled with whoever asked for it; only
`drain` ends it.
"""

import asyncio
import logging
from datetime import timedelta
from time import perf_counter

from simulator.host.functions import Function
from simulator.host.worker import Call, Outcome, Raised, Worker

_log = logging.getLogger(__name__)


class Invoker:
    """Invokes functions of the entered *worker*."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._running: set[asyncio.Task[Outcome]] = set()

    async def __call__(self, function: Function, call: Call, reason: str) -> Outcome:
        """Run *function*, saying in the log why and how it went."""
        task = asyncio.create_task(self._run(function, call, reason))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await asyncio.shield(task)

    async def drain(self, limit: timedelta) -> None:
        """Give what runs *limit* (real time) to end, then cancel it."""
        if not self._running:
            return
        _, late = await asyncio.wait(self._running, timeout=limit.total_seconds())
        for task in late:
            _log.warning("An invocation did not end in time and is cancelled.")
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _run(self, function: Function, call: Call, reason: str) -> Outcome:
        _log.info("Executing '%s' (Reason='%s')", function.name, reason)
        started = perf_counter()
        outcome = await self._worker.invoke(function, call)
        took = round((perf_counter() - started) * 1000)
        if isinstance(outcome, Raised):
            _log.error(
                "Executed '%s' (Failed, Duration=%dms) %s\n%s",
                function.name,
                took,
                outcome.message,
                outcome.trace,
            )
        else:
            _log.info("Executed '%s' (Succeeded, Duration=%dms)", function.name, took)
        return outcome

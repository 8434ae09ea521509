"""Starts the simulated services and the host, one on the other, and stops them again."""

import asyncio
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Self

from shared.clock import FastClock, WallClock
from shared.domain.commands import COMMANDS, queue_of
from simulator.amqp import AmqpServer
from simulator.graph_http import GraphServer
from simulator.identity import IdentityServer
from simulator.local_senders import LocalSender, senders_of
from simulator.queues import QueueProperties, Queues
from simulator.stack.calm_plan import write_calm_plan
from simulator.stack.host_process import HostProcess, Ready
from simulator.stack.plan import StackPlan
from simulator.stack.readiness import wait_until_ready
from simulator.stack.settings_file import Addresses, settings_of, write_keys, write_settings
from simulator.tenant import Tenant

DATABASE = "groundcrew.db"
# Real time between two processes: 60 ms were seen on idle cores, 250 ms on busy ones.
TRAVEL = timedelta(milliseconds=500)


class StateTaken(Exception):
    """The state folder holds what another tenant was about, and that tenant is gone."""


class Stack:
    """The whole system on this machine, from entering until leaving.

    The story's time, told by *clock*, runs ``plan.speed`` times as fast from
    the present on; *began* is when the host was ready.  Locks and tokens live
    in real time.  *names* are the queues, *senders* whoever may send, by source;
    *identity* issues the tokens that Graph takes at *graph_url*; *bus* is Service Bus's
    face, from entering on.
    Entering raises ``HostDied`` with what the host wrote last, or ``StateTaken``.
    """

    def __init__(self, plan: StackPlan) -> None:
        self._plan = plan
        self.clock = FastClock(origin=WallClock().now(), speed=plan.speed)
        self.began = self.clock.now()
        self.tenant = Tenant(self.clock, seed=plan.seed, latencies=plan.latencies, moods=plan.moods)
        self.tenant.messages_travel(TRAVEL * plan.speed)
        self.queues = Queues(self.clock, WallClock())
        self.names = tuple(queue_of(command) for command in COMMANDS)
        self.queues.declare(*self.names, properties=QueueProperties(lock_duration=plan.lock))
        self.senders: Mapping[str, LocalSender] = {}
        self.identity = IdentityServer()
        self.graph_url = ""
        self._ready = Ready(url="", key="")

    @property
    def base_url(self) -> str:
        """Where the app answers HTTP, without a path."""
        return self._ready.url

    @property
    def key(self) -> str:
        """The key that opens the app's functions."""
        return self._ready.key

    @property
    def told_clock(self) -> str:
        """Write the clock down as the setting ``CLOCK`` has it."""
        return f"{self.clock.origin.isoformat()}*{self.clock.speed:g}"

    @property
    def log(self) -> Path:
        """The file that the host logs to."""
        return self._host.log

    @property
    def host_pid(self) -> int:
        """The process that the host runs in."""
        return self._host.pid

    async def kill_host(self) -> None:
        """End the host without a word; what it held stays locked, and its state on the disk."""
        await self._host.kill()

    async def restart_host(self) -> None:
        """Start the host again at the same address (``HostDied`` when it does not start)."""
        await self._host.restart()

    def begin_now(self) -> None:
        """Let the story begin at this moment, after whatever was arranged before it."""
        self.began = self.clock.now()

    def check(self) -> None:
        """Raise ``HostDied`` when the host does not run any more."""
        self._host.check()

    async def __aenter__(self) -> Self:
        """Start everything, and wait until the host accepts."""
        async with AsyncExitStack() as entered:
            folder = await asyncio.to_thread(self._folder, entered)
            # One key opens the functions and the intake of the source "groundcrew".
            key = secrets.token_urlsafe(32)
            write_keys(folder / "keys.json", key)
            given = {
                "GROUNDCREW_KEY": key,
                **await self._neighbours(entered),
                **self._plan.settings,
            }
            calm = folder / "flightplan.yaml"
            plan = write_calm_plan(self._plan.flight_plan, calm, self._plan.speed, given)
            self.senders, made = senders_of(plan, given)
            addresses = await self._services(entered)
            settings = (
                settings_of(addresses, folder / DATABASE, plan, self.told_clock) | made | given
            )
            write_settings(folder / "local.settings.json", settings)
            self._host = await entered.enter_async_context(self._host_process(folder))
            self._ready = self._host.ready
            await wait_until_ready(self.base_url, self._host.check)
            # The story begins when it can: seconds of starting are half an hour of a fast one.
            self.began = self.clock.now()
            self._plan.arrange_tenant(self.tenant, self.began)
            self._plan.arrange_queues(self.queues)
            self._running = entered.pop_all()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop everything, the host first, and leave no temporary file."""
        await self._running.aclose()

    def _folder(self, entered: AsyncExitStack) -> Path:
        if self._plan.state is not None:
            return _fresh(self._plan.state)
        # Windows keeps a file that a virus scanner still reads; that is no reason to fail.
        folder = tempfile.TemporaryDirectory(prefix="groundcrew-", ignore_cleanup_errors=True)
        return Path(entered.enter_context(folder)).resolve()

    async def _neighbours(self, entered: AsyncExitStack) -> dict[str, str]:
        given: dict[str, str] = {}
        for neighbour in self._plan.neighbours:
            given |= await entered.enter_async_context(neighbour(self.clock))
        return given

    async def _services(self, entered: AsyncExitStack) -> Addresses:
        graph = await entered.enter_async_context(GraphServer(self.tenant))
        identity = await entered.enter_async_context(self.identity)
        self.graph_url = graph.base_url
        self.bus = await entered.enter_async_context(AmqpServer(self.queues))
        return Addresses(
            service_bus=self.bus.connection_string,
            graph=graph.base_url,
            identity_endpoint=identity.endpoint,
            identity_header=identity.header,
        )

    def _host_process(self, folder: Path) -> HostProcess:
        arguments = (
            *("--app", str(self._plan.app)),
            *("--settings", str(folder / "local.settings.json")),
            *("--keys", str(folder / "keys.json")),
            *("--port", str(self._plan.port)),
            *("--clock", self.told_clock),
        )
        return HostProcess(self._plan.app, arguments, folder / "host.log", self._plan.patience)


def _fresh(state: Path) -> Path:
    if (state / DATABASE).exists():
        message = f"{state} holds the state of an earlier run, whose tenant is gone."
        raise StateTaken(message)
    state.mkdir(parents=True, exist_ok=True)
    return state.resolve()

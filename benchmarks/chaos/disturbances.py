"""What the chaos script does: each disturbance by itself, again and again, until it is calmed.

Every wait is drawn from the seed; what the machine makes of it is not.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from random import Random
from time import monotonic

from aiohttp import ClientError, ClientSession

from simulator.amqp import AmqpServer
from simulator.stack import Stack
from simulator.tenant import LostAnswer, Outage, Refusal, Rule

# Shares of the requests to Graph.  They are drawn one after the other: 5 % fail before the
# effect, 2 % after it.
GRAPH = (
    Rule(fault=Outage(), times=None, share=0.03),
    Rule(
        fault=Refusal(status=500, code="InternalServerError", message="Chaos."),
        times=None,
        share=0.01,
    ),
    Rule(fault=Refusal(status=502, code="BadGateway", message="Chaos."), times=None, share=0.01),
    Rule(fault=LostAnswer(), times=None, share=0.01),
    Rule(fault=LostAnswer(hangs_up=True), times=None, share=0.01),
)
_GRACE = 30  # seconds
_LOOKS = 100  # for a host that has just started
_LOCK_SHARE = 0.03  # of the locks, each second


class Kind(StrEnum):
    """The disturbances that this script does itself; the tenant and the store count theirs."""

    HOST_KILLED = "host killed"
    BROKER_RESTARTED = "broker restarted"
    CONNECTION_CUT = "connection cut"
    LINKS_DETACHED = "links detached"
    LOCK_EXPIRED = "lock expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """Between how many and how many seconds lie between two of a kind.

    A host that has not settled *settles* messages is left half a minute more: on a busy
    machine its start alone would be tested else.
    """

    settles: int = 20

    life: tuple[float, float] = (4, 10)  # of a host, from being able to work
    broker: tuple[float, float] = (15, 30)
    connection: tuple[float, float] = (1, 3)
    links: tuple[float, float] = (2, 5)
    locks: tuple[float, float] = (1, 1)


@dataclass(slots=True)
class Done:
    """What was done, and when in the story's time something was that makes the app forget."""

    counts: Counter[Kind] = field(default_factory=Counter[Kind])
    moments: list[datetime] = field(default_factory=list[datetime])
    starts: list[float] = field(default_factory=list[float])  # seconds that a host took


class Disturber:
    """Disturbs *stack* while it is entered; ``leave_in_peace`` ends with everything running."""

    def __init__(self, stack: Stack, draw: Random, rhythm: Rhythm) -> None:
        self.done = Done()
        self._stack = stack
        self._draw = draw
        self._rhythm = rhythm
        self._calm = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._born = 0.0
        self._before = 0

    @property
    def age(self) -> float:
        """How many seconds the present host has run; 0 while there is none."""
        return monotonic() - self._born if self._born else 0

    def begin(self) -> None:
        """Begin to disturb."""
        self._born = monotonic()
        for rule in GRAPH:
            self._stack.tenant.script.add(rule)
        rhythm = self._rhythm
        disturbances: tuple[tuple[tuple[float, float], Callable[[], Awaitable[None]]], ...] = (
            (rhythm.life, self._kill),
            (rhythm.broker, self._restart_broker),
            (rhythm.connection, self._cut),
            (rhythm.links, self._detach),
            (rhythm.locks, self._expire),
        )
        self._tasks = [asyncio.create_task(self._again(*each)) for each in disturbances]

    def check(self) -> None:
        """Raise what a disturbance raised, such as ``HostDied`` when a host did not start again."""
        for task in self._tasks:
            if task.done():
                task.result()

    async def leave_in_peace(self) -> None:
        """Disturb no more; what was killed runs again afterwards."""
        self._calm.set()
        await asyncio.gather(*self._tasks)

    async def _again(
        self, pause: tuple[float, float], disturb: Callable[[], Awaitable[None]]
    ) -> None:
        while not self._calm.is_set():
            try:
                await asyncio.wait_for(self._calm.wait(), self._draw.uniform(*pause))
            except TimeoutError:
                await disturb()

    def _note(self, kind: Kind, times: int = 1) -> None:
        self.done.counts[kind] += times
        if times:
            self.done.moments.append(self._stack.clock.now())

    async def _kill(self) -> None:
        await self._until_it_worked()
        self._born = 0.0
        await self._stack.kill_host()
        self._note(Kind.HOST_KILLED)
        await asyncio.sleep(self._draw.uniform(0, 1))
        began = monotonic()
        await self._stack.restart_host()
        await self._until_it_works()
        self._born = monotonic()
        self._before = self._stack.queues.tally.completed
        self.done.starts.append(self._born - began)

    async def _until_it_worked(self) -> None:
        for _ in range(_GRACE):
            if self._stack.queues.tally.completed - self._before >= self._rhythm.settles:
                return
            await asyncio.sleep(1)

    async def _until_it_works(self) -> None:
        """Wait until the app has built what it works with, which takes it longer than to listen.

        Whoever kills it before only ever tests its start.
        """
        async with ClientSession() as session:
            for _ in range(_LOOKS):
                try:
                    async with session.get(f"{self._stack.base_url}/api/health/ready"):
                        return
                except ClientError:
                    await asyncio.sleep(0.1)

    async def _restart_broker(self) -> None:
        await self._bus.go_down()
        self._note(Kind.BROKER_RESTARTED)
        await asyncio.sleep(self._draw.uniform(0.2, 1.5))
        await self._bus.come_back()

    async def _cut(self) -> None:
        if connections := tuple(self._bus.connections):
            self._draw.choice(connections).cut()
            self._note(Kind.CONNECTION_CUT)

    async def _detach(self) -> None:
        if connections := tuple(self._bus.connections):
            self._draw.choice(connections).force_links_off()
            self._note(Kind.LINKS_DETACHED)

    async def _expire(self) -> None:
        lost = self._stack.queues.expire_locks(lambda _: self._draw.random() < _LOCK_SHARE)
        self._note(Kind.LOCK_EXPIRED, lost)

    @property
    def _bus(self) -> AmqpServer:
        return self._stack.bus

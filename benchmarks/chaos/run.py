"""One run: waves of devices through the stack, disturbed, then left in peace and judged."""

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from time import monotonic

from benchmarks.chaos.disturbances import Disturber
from benchmarks.chaos.effects import Witness
from benchmarks.chaos.fleet import PATIENCE, Wave, announce
from benchmarks.chaos.landing import Landing
from benchmarks.chaos.outcome import Options, Outcome, Sample, Tell
from benchmarks.chaos.store_trouble import StoreTrouble
from benchmarks.fuzz.aftermath import memory
from cli.addresses import Address
from cli.client import Client
from simulator.stack import Stack, StackPlan
from simulator.stack.stack import DATABASE
from simulator.tenant import Tenant
from tests.fates import furnish, plan_text
from tests.storms import BRISK

# Long enough for messages of a dead host whose locks run out, and for the sweep.
_STUCK = 300.0  # seconds in which nothing lands
_LOOK = 1.0  # seconds
_SAMPLE = 5.0
# Real time; at the usual minute the messages of dead hosts would be all that a run waits for.
LOCK = timedelta(seconds=10)


async def chaos(options: Options, folder: Path, tell: Tell) -> Outcome:
    """Fly the waves in *folder*; *tell* hears how far it is."""
    flight_plan = folder / "flightplan.yaml"
    flight_plan.write_text(plan_text(PATIENCE), encoding="utf-8")
    plan = StackPlan(
        speed=options.speed,
        seed=options.seed,
        latencies=BRISK,
        arrange_tenant=_furnished,
        flight_plan=flight_plan,
        lock=LOCK,
        state=folder / "state",
    )
    async with Stack(plan) as stack, Client(Address(url=stack.base_url, key=stack.key)) as client:
        return await _Run(options, stack, client, tell).fly()


def _furnished(tenant: Tenant, _began: datetime) -> None:
    furnish(tenant)


class _Run:
    def __init__(self, options: Options, stack: Stack, client: Client, tell: Tell) -> None:
        draw = Random(options.seed)  # noqa: S311  chaos, no secret
        self._options = options
        self._stack = stack
        self._client = client
        self._tell = tell
        self._draw = draw
        self._outcome = Outcome()
        self._database = stack.log.parent / DATABASE
        self._landing = Landing(stack.tenant, self._database)
        self._witness = Witness(stack.tenant)
        # Each draws by itself: what one meets changes nothing for the other.
        store, around = (Random(options.seed + n) for n in (1, 2))  # noqa: S311  chaos, no secret
        self._store = StoreTrouble(self._database, store)
        self._disturber = Disturber(stack, around, options.rhythm)

    async def fly(self) -> Outcome:
        """Disturb, fly, calm down and judge."""
        began, told = monotonic(), self._stack.clock.now()
        self._witness.watch()
        self._store.begin()
        self._disturber.begin()
        try:
            await self._waves(began)
        finally:
            await self._disturber.leave_in_peace()
            await self._store.end()
        await self._come_to_rest()
        self._outcome.seconds = monotonic() - began
        self._outcome.told = self._stack.clock.now() - told
        self._outcome.astray = await self._landing.astray(self._client)
        self._judge()
        await self._landing.close()
        return self._outcome

    async def _waves(self, began: float) -> None:
        """Announce waves until the time is over, each when most of the last has landed."""
        ends = began + self._options.minutes * 60
        announcing = asyncio.create_task(self._announce(0))
        number, landed = 0, monotonic()
        while monotonic() - landed < _STUCK:
            await asyncio.sleep(_LOOK)
            self._disturber.check()
            landed = monotonic() if await self._landing.look() else landed
            self._report(monotonic() - began)
            left = len(self._landing.under_way)
            if not announcing.done() or left > self._options.devices // 4:
                continue
            announcing.result()
            if monotonic() < ends:
                number += 1
                announcing = asyncio.create_task(self._announce(number))
            elif not left:
                break

    async def _announce(self, number: int) -> None:
        wave = Wave.of(self._options.seed, number, self._options.devices)
        wave.expected_by(self._stack.tenant, self._stack.clock)
        self._landing.expects(wave.machines)
        await announce(wave, self._client, self._draw)

    async def _come_to_rest(self) -> None:
        """Let what is on the queues at this moment be carried out."""
        ends = monotonic() + 90
        while monotonic() < ends:
            depths = [self._stack.queues.depth(name) for name in self._stack.names]
            if not any(each.available + each.locked for each in depths):
                return
            await asyncio.sleep(_LOOK)

    def _report(self, second: float) -> None:
        samples = self._outcome.samples
        if not samples or second - samples[-1].second > _SAMPLE:
            samples.append(self._sample(second))
        self._outcome.devices = self._landing.expected
        self._outcome.landed = self._landing.expected - len(self._landing.under_way)
        self._outcome.disturbances = Counter(
            {str(kind): times for kind, times in self._disturber.done.counts.items()}
        )
        self._tell(self._outcome)

    def _sample(self, second: float) -> Sample:
        pid = self._stack.host_pid
        return Sample(
            second=round(second, 1),
            age=round(self._disturber.age, 1),
            memory=memory(pid),
            files=_open_files(pid),
            state=_size(self._database),
            devices=self._landing.expected,
            landed=self._outcome.landed,
        )

    def _judge(self) -> None:
        self._report(self._outcome.seconds)
        outcome, clock = self._outcome, self._stack.clock
        zone = clock.origin.tzinfo
        times = (datetime.fromtimestamp(at, zone) for _, at in self._store.moments())
        told = (clock.origin + (time - clock.origin) * clock.speed for time in times)
        outcome.judged = self._witness.judge([*self._disturber.done.moments, *told])
        outcome.disturbances += Counter(
            {f"store {kind}": times for kind, times in self._store.counts().items()}
        )
        outcome.disturbances["Graph failed before the effect"] = self._witness.failed_before
        outcome.disturbances["Graph failed after the effect"] = self._witness.lost_after
        outcome.parked = self._landing.parked
        outcome.starts = self._disturber.done.starts
        outcome.requests = self._stack.tenant.counts.requests
        outcome.dead_lettered = self._stack.queues.tally.dead_lettered


def _open_files(pid: int) -> int:
    folder = Path(f"/proc/{pid}/fd")
    try:
        return sum(1 for _ in folder.iterdir())
    except OSError:
        return 0


def _size(database: Path) -> int:
    return sum(path.stat().st_size for path in database.parent.glob(f"{database.name}*"))

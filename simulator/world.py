"""A whole world in memory: tenant, queues, store and a clock that jumps.

The real handlers run in it through the real consumer.  Time passes only when
nothing is left to do at the present moment.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from shared.domain.commands import COMMANDS, Command, queue_of
from shared.domain.device import Device
from shared.domain.flightplan import FlightPlan
from shared.domain.hardware_hash import HardwareHash
from shared.domain.hire import Hire
from shared.domain.parked import Parked
from shared.ports import Clock, Rows
from shared.runtime.aggregates import Devices, Hires, ParkedThings
from shared.runtime.envelope import first
from shared.runtime.hashes import Hashes
from shared.runtime.records import Records
from shared.runtime.secrets import Secrets
from shared.runtime.services import Services, assemble
from shared.runtime.versioned_rows import VersionedRows
from simulator.clock import JumpingClock
from simulator.instance import Instance
from simulator.mishaps import Mishaps
from simulator.queues import DEAD_LETTERS, Delivery, Message, Queues
from simulator.store import MemoryRows
from simulator.tenant import Tenant
from simulator.twins import Surroundings, TwinEndpoints, ports_on

START = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
SWEEP_EVERY = timedelta(minutes=5)
NEVER = timedelta(days=1000)
_QUEUES = tuple(queue_of(kind) for kind in COMMANDS)
_DEAD_LETTERS = tuple(name + DEAD_LETTERS for name in _QUEUES)
# The key of the source that every flight plan without sources has.
KEY = "the-key-of-this-world"
SECRETS = {"GROUNDCREW_KEY": KEY}


class World:
    """Runs commands until nothing is left to do.

    *tenant* makes another tenant than the calm one.  With *sweep_every* ``None``
    nothing comes to the rescue of a step that was lost; the store is in memory unless
    *rows* are given.
    """

    def __init__(
        self,
        plan: FlightPlan,
        *,
        tenant: Callable[[Clock], Tenant] = Tenant,
        dies_after: int = 0,
        sweep_every: timedelta | None = SWEEP_EVERY,
        rows: Rows | None = None,
    ) -> None:
        self.clock = JumpingClock(START)
        self.tenant = tenant(self.clock)
        self.queues = Queues(self.clock)
        self.queues.declare(*_QUEUES)
        self.mortality = Mishaps(dies_after)
        self.rows: Rows = rows or MemoryRows()
        kept = VersionedRows(self.rows)
        self._books = (Devices(kept), Hires(kept), ParkedThings(kept))
        self._hashes = Hashes(kept, self.clock)
        self.endpoints = TwinEndpoints()
        self.secrets = dict(SECRETS)
        self.around = Surroundings(
            tenant=self.tenant,
            queues=self.queues,
            rows=self.rows,
            clock=self.clock,
            endpoints=self.endpoints,
            secrets=Secrets(self.secrets),
        )
        ports = ports_on(self.around, self.mortality.watch)
        self.services: Services = assemble(ports, plan)
        self.instance = Instance(self.services, self.tenant, self.queues, self.mortality)
        self.roles = self.instance.roles
        self._loses: Callable[[Delivery], bool] = lambda _: False
        self._sweep_every = sweep_every or NEVER
        self._next_sweep = START + self._sweep_every

    def ask(self, command: Command, *, origin: str, times: int = 1) -> None:
        """Put a command on its queue as an intake does; more than once plays a duplicate."""
        message = first(command, origin=origin, correlation=origin).message()
        for copy in range(times):
            self.ask_bytes(message.queue, message.body, f"{message.id}#{copy}")

    def ask_bytes(self, queue: str, body: bytes, message_id: str) -> None:
        """Put anything on a queue."""
        self.queues.send(queue, Message(body=body, message_id=message_id))

    async def keeps_hash(self, serial: str, decoded: HardwareHash) -> None:
        """Keep a hash as an intake does before it queues the line."""
        await self._hashes.keep(serial, decoded.fingerprint, decoded.text)

    async def stored_hash(self, serial: str, fingerprint: str) -> str | None:
        """Find a hash that is still kept."""
        return await self._hashes.find(serial, fingerprint)

    async def forgets_hashes(self, serial: str) -> None:
        """Lose what is kept for a device."""
        await self._hashes.forget(serial)

    def survives(self, *errors: type[Exception]) -> None:
        """Let the host deliver again what ended in an error that nobody foresaw."""
        self.instance.unheard = (*self.instance.unheard, *errors)

    def loses(self, chosen: Callable[[Delivery], bool]) -> None:
        """Lose the next message that fits, as no queue should."""
        self._loses = chosen

    async def settle(self, limit: timedelta = timedelta(days=2)) -> None:
        """Deliver and let time pass until nothing is planned any more, or *limit* is over."""
        end = self.clock.now() + limit
        while self.clock.now() < end:
            if await self._deliver_all():
                continue
            due = self.queues.next_due()
            if due is None and not (self._sweep_every < NEVER and await self._planned()):
                return
            self.clock.jump_to(min(due or end, self._next_sweep, end))
            await self._sweep()

    async def passes(self, time: timedelta) -> None:
        """Let time pass although nothing is planned, and sweep."""
        self.clock.advance(time)
        await self._sweep()

    async def device(self, serial: str) -> Device:
        """Read a device that must be there."""
        return await self._books[0].known(serial)

    async def devices(self) -> tuple[Device, ...]:
        """List every device."""
        return await _all(self._books[0])

    async def hires(self) -> tuple[Hire, ...]:
        """List every hire."""
        return await _all(self._books[1])

    async def parked(self) -> tuple[Parked, ...]:
        """List what is parked."""
        return await _all(self._books[2])

    async def _deliver_all(self) -> bool:
        """Carry out one delivery of each queue, dead letters too; tell whether there was any."""
        arrivals = self._receive(_QUEUES)
        for arrival in arrivals:
            await self._deliver(arrival)
        dead = self._receive(_DEAD_LETTERS)
        for arrival in dead:
            await self.instance.drain(arrival)
        return bool(arrivals or dead)

    def _receive(self, names: Sequence[str]) -> list[Delivery]:
        # Most are empty most of the time.
        ready = self.queues.ready()
        return [each for name in names if name in ready for each in self.queues.receive(name)]

    async def _deliver(self, arrival: Delivery) -> None:
        if self._loses(arrival):
            self._loses = lambda _: False
            self.queues.complete(arrival.lock_token)
            return
        await self.instance.deliver(arrival)

    async def _planned(self) -> bool:
        return any(device.planned and not device.rests for device in await self.devices())

    async def _sweep(self) -> None:
        if self.clock.now() < self._next_sweep:
            return
        self._next_sweep = self.clock.now() + self._sweep_every
        await self.instance.sweep()


async def _all[T](records: Records[T]) -> tuple[T, ...]:
    page = await records.page(None, 100_000)
    return page.items

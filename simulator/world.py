"""A whole world in memory: tenant, queues, store and a clock that jumps.

The real handlers run in it through the real consumer.  Time passes only when
nothing is left to do at the present moment.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from handlers.permissions import NEEDS, permissions_of
from handlers.routes import ROUTES
from handlers.sweeping import sweep
from shared.domain.commands import COMMANDS, Command, queue_of
from shared.domain.device import Device
from shared.domain.flightplan import FlightPlan
from shared.domain.hardware_hash import HardwareHash
from shared.domain.hire import Hire
from shared.domain.parked import Parked
from shared.ports import Clock, Rows
from shared.runtime.aggregates import Devices, Hires, ParkedThings
from shared.runtime.consumer import Consumer
from shared.runtime.delivery import Delivery as Arrived
from shared.runtime.envelope import first
from shared.runtime.hashes import Hashes
from shared.runtime.records import Records
from shared.runtime.secrets import Secrets
from shared.runtime.services import Services, assemble
from simulator.clock import JumpingClock
from simulator.mortality import Crash, Mortal
from simulator.queues import Delivery, Message, Queues
from simulator.store import MemoryRows
from simulator.tenant import Tenant
from simulator.twins import Surroundings, TwinEndpoints, ports_on

START = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
SWEEP_EVERY = timedelta(minutes=5)
NEVER = timedelta(days=1000)
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
        self.queues.declare(*map(queue_of, COMMANDS))
        self.mortality = Mortal(dies_after)
        self.crashes = 0
        self.rows: Rows = rows or MemoryRows()
        # Each handler holds what the manifest lists for it; the tenant refuses it everything else.
        self.roles = {handler: permissions_of(handler) for handler in NEEDS}
        self._books = (Devices(self.rows), Hires(self.rows), ParkedThings(self.rows))
        self._hashes = Hashes(self.rows, self.clock)
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
        self._consumer = Consumer(ROUTES, self.services)
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
        """Carry out one delivery of each queue; tell whether there was any."""
        arrivals = [
            delivery for kind in COMMANDS for delivery in self.queues.receive(queue_of(kind))
        ]
        for arrival in arrivals:
            await self._deliver(arrival)
        return bool(arrivals)

    async def _deliver(self, arrival: Delivery) -> None:
        if self._loses(arrival):
            self._loses = lambda _: False
            self.queues.complete(arrival.lock_token)
            return
        delivery = Arrived(
            queue=arrival.queue,
            message_id=arrival.message.message_id or "",
            body=arrival.message.body,
            count=arrival.delivery_count,
        )
        self.mortality.doing = arrival.queue
        try:
            with self.tenant.acting_as(self.roles[arrival.queue]):
                await self._consumer.consume(delivery)
        except Crash:
            self.crashes += 1
            self.queues.abandon(arrival.lock_token)
        else:
            self.queues.complete(arrival.lock_token)

    async def _planned(self) -> bool:
        return any(device.planned and not device.rests for device in await self.devices())

    async def _sweep(self) -> None:
        if self.clock.now() < self._next_sweep:
            return
        self._next_sweep = self.clock.now() + self._sweep_every
        self.mortality.doing = "sweep"
        try:
            with self.tenant.acting_as(self.roles["sweep"]):
                await sweep(self.services)
        except Crash:
            self.crashes += 1


async def _all[T](records: Records[T]) -> tuple[T, ...]:
    page = await records.page(None, 100_000)
    return page.items

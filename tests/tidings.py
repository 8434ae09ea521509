"""What HR, suppliers and employees say in some weeks, as it happened, and what came of it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from shared.domain.commands import (
    Command,
    DeviceRequest,
    HireEvent,
    NewHire,
    RequestEvent,
    Shipment,
)
from shared.domain.flightplan import FlightPlan
from shared.domain.request import Approval
from shared.domain.request_states import state_of
from shared.domain.shipment import ManifestLine, ShipmentEvent
from shared.runtime.aggregates import Requests
from shared.runtime.records import every
from simulator.world import START, World
from tests.journeys import ENGINEERS, GROUP, a_hash, a_plan

OPERATOR = "olivia.wilson@contoso.com"
PERSONAS = ("office", "engineer", "")
MINUTE = timedelta(minutes=1)
HIRES, DEVICES, REQUESTS = 16, 26, 10

type Fate = dict[str, object]


def a_busy_plan() -> FlightPlan:
    """Every request has to be approved by an operator."""
    plan = a_plan()
    personas = {
        name: replace(each, approval=Approval.OPERATOR) for name, each in plan.personas.items()
    }
    return replace(plan, personas=personas)


def a_quiet_world() -> World:
    """Everybody has an account, every device is registered sooner or later, nobody switches on."""
    world = World(a_busy_plan())
    groups = [world.tenant.group_exists(name) for name in (GROUP, ENGINEERS)]
    world.tenant.profile_assigned("Office", *groups)
    world.tenant.people_stay_away()
    for number in range(HIRES + REQUESTS):
        world.tenant.user_appears(upn_of(number))
    for number in range(1, DEVICES, 2):
        # These come without a hash.
        world.tenant.oem_registers(f"SN-{number}")
    return world


def upn_of(number: int) -> str:
    return f"person-{number}@contoso.com"


class Tidings:
    """Draws what is said; every event has a moment of its own, or shares it with another."""

    def __init__(self, seed: int) -> None:
        self._draw = Random(seed)  # noqa: S311  a story, no secret

    def told(self, count: int) -> tuple[Command, ...]:
        """Draw so many events, duplicates included, in the order in which they happened."""
        told: list[tuple[datetime, Command]] = []
        while len(told) < count:
            at = START + self._draw.randrange(2000) * MINUTE
            kind = self._draw.choices((self._hire, self._shipment, self._request), (4, 5, 3))[0]
            command = kind(at)
            told += [(at, command)] * self._draw.choice((1, 1, 1, 2))
        in_order = sorted(told[:count], key=lambda each: each[0])
        return tuple(command for _, command in in_order)

    def _hire(self, at: datetime) -> NewHire:
        number = self._draw.randrange(HIRES)
        events = (HireEvent.CREATED, HireEvent.CHANGED, HireEvent.CANCELLED)
        return NewHire(
            event=self._draw.choices(events, (4, 3, 2))[0],
            employee_id=f"E-{number}",
            said_at=at,
            # Without a name, hire and request would be two who draw from one stock.
            user_principal_name=self._draw.choice((upn_of(number), upn_of(number) * (number % 2))),
            start_date=date(2026, 2, 1 + self._draw.randrange(20)),
            persona=self._draw.choice(PERSONAS),
            location=_room(number),
            # Who waits for an order draws nothing from stock.
            order_reference="" if number % 2 else self._order(),
            needs_device=self._draw.choice((None, None, None, True, False)),
        )

    def _shipment(self, at: datetime) -> Shipment:
        event = self._draw.choices(tuple(ShipmentEvent), (7, 2, 2, 1))[0]
        lines = tuple(self._line() for _ in range(self._draw.choice((1, 1, 2))))
        serials = {line.serial: line for line in lines}
        return Shipment(
            event=event,
            shipment_id=f"SHP-{self._draw.randrange(5)}",
            lines=tuple(serials.values()),
            said_at=at,
        )

    def _line(self) -> ManifestLine:
        number = self._draw.randrange(DEVICES)
        serial = f"SN-{number}"
        line = ManifestLine(
            serial=serial,
            fingerprint="" if number % 2 else a_hash(serial).fingerprint,
            persona=self._draw.choice(PERSONAS),
            location=_room(number),
            order_reference=self._order(),
        )
        return line if number % 2 else self._speaking(line)

    def _speaking(self, line: ManifestLine) -> ManifestLine:
        """Let a line speak of a person or a request, of whom nothing may be known."""
        number = self._draw.randrange(HIRES + REQUESTS)
        return replace(
            line,
            person=self._draw.choice((upn_of(number), "", "")),
            employee_id=self._draw.choice((f"E-{number}", "", "")),
            request=self._draw.choice((f"R-{number}", "", "")),
        )

    def _request(self, at: datetime) -> DeviceRequest:
        number = self._draw.randrange(REQUESTS)
        event = self._draw.choices(tuple(RequestEvent), (4, 4, 1, 1, 1))[0]
        # Half of them are for people whom HR knows.
        person = number if number % 2 else HIRES + number
        return DeviceRequest(
            event=event,
            request_id=f"R-{number}",
            said_at=at,
            by=OPERATOR if event is not RequestEvent.ASKED else upn_of(number + 1),
            person=upn_of(person),
            persona=self._draw.choice(PERSONAS[:2]),
            location=_room(person),
            needed_by=date(2026, 2, 1 + self._draw.randrange(20)),
            order_reference=self._order() or "PO-0" if event is RequestEvent.ORDERED else "",
        )

    def _order(self) -> str:
        return self._draw.choice((f"PO-{self._draw.randrange(12)}", "", ""))


def _room(number: int) -> str:
    """Keep one stock for each person and one device: arrival decides between equals."""
    return f"Room {number}"


async def tell(world: World, told: tuple[Command, ...], pauses: Random) -> None:
    """Deliver what was said, with pauses in between, and let everything come to rest."""
    for number, command in enumerate(told):
        if isinstance(command, Shipment) and command.event is ShipmentEvent.DISPATCHED:
            for line in command.lines:
                if line.fingerprint:
                    await world.keeps_hash(line.serial, a_hash(line.serial))
        world.ask(command, origin=f"telling/{number}", times=pauses.choice((1, 1, 2)))
        await world.settle(pauses.choice((0, 0, 1, 9)) * MINUTE)
    await world.settle(timedelta(days=3))


async def fates(world: World) -> Fate:
    """Tell what everything has come to, without what tells when it was heard."""
    return {name: fate async for name, fate in _fates(world)}


async def _fates(world: World) -> AsyncIterator[tuple[str, object]]:
    for device in await world.devices():
        yield (
            device.serial,
            (
                device.stage,
                device.line,
                device.shipment_id,
                device.pairing,
                device.told_at,
                device.route,
                device.waiting_for,
            ),
        )
    for hire in await world.hires():
        known = replace(hire, news=(), readiness=None, waiting_since=None, timeline=())
        yield hire.employee_id, known
    async for request in every(Requests(world.rows).page):
        state = state_of(request, await world.services.devices.get(request.device))
        # Of one that nobody has asked for, only what was decided is known.
        asked_at = request.asked_at if request.known else START
        told = replace(request, state=state, since=START, asked_at=asked_at)
        yield request.id, replace(told, news=(), timeline=())
    for parked in await world.parked():
        yield f"{parked.serial}/{parked.reason.code}", parked.reason.code

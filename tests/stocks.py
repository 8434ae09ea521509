"""Builders of what lies in stock in Oslo, and of who draws from it."""

from dataclasses import replace
from datetime import timedelta

from shared.domain.commands import DeviceRequest, HireEvent, NewHire, RequestEvent, Shipment
from shared.domain.shipment import ManifestLine, ShipmentEvent
from simulator.world import START, World
from tests.journeys import ADELE, a_hash, a_hire, a_world

NESTOR = "nestor.wilke@contoso.com"
HOUR = timedelta(hours=1)


def a_stocked_world(*, dies_after: int = 0) -> World:
    """Nobody switches anything on, so that pairings may still change."""
    world = a_world(dies_after=dies_after)
    world.tenant.people_stay_away()
    world.tenant.user_appears(NESTOR)
    return world


def in_oslo(number: int = 1, *, hours: int = 0, order: str = "", **said: HireEvent) -> NewHire:
    """Hire number 1 is Adele, number 2 is Nestor."""
    hire = a_hire(
        said.get("event", HireEvent.CREATED),
        said_at=START + hours * HOUR,
        upn=ADELE if number == 1 else NESTOR,
        employee_id=f"E-{number}",
        persona="office",
        order_reference=order,
    )
    return replace(hire, location="Oslo")


def asked(request_id: str = "R-1", *, person: str = ADELE, hours: int = 0) -> DeviceRequest:
    """Ask for a device that nobody has to approve."""
    return DeviceRequest(
        event=RequestEvent.ASKED,
        request_id=request_id,
        said_at=START + hours * HOUR,
        by=NESTOR,
        person=person,
        persona="office",
        location="Oslo",
    )


def a_stocked_line(serial: str, *, order: str = "", person: str = "") -> ManifestLine:
    return ManifestLine(
        serial=serial,
        fingerprint=a_hash(serial).fingerprint,
        persona="office",
        location="Oslo",
        order_reference=order,
        person=person,
    )


def noticed(
    *lines: ManifestLine, event: ShipmentEvent = ShipmentEvent.DISPATCHED, hours: int = 0
) -> Shipment:
    at = START + hours * HOUR
    return Shipment(event=event, shipment_id="SHP-1", lines=lines, said_at=at)


async def hear(world: World, *commands: NewHire | Shipment | DeviceRequest) -> None:
    """Let one piece of news after the other come, and each come to rest."""
    for number, command in enumerate(commands):
        if isinstance(command, Shipment):
            for line in command.lines:
                await world.keeps_hash(line.serial, a_hash(line.serial))
        origin = f"{type(command).__name__}/{command.said_at}/{number}/{command.event}"
        world.ask(command, origin=origin)
        await world.settle(HOUR)

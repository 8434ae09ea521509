"""Stories of stock, of devices that leave, and of devices that are prepared."""

from dataclasses import replace

from shared.domain.changes import DeviceEvent
from shared.domain.commands import HireEvent, RequestEvent
from shared.domain.flightplan import FlightPlan, WhenRegistered
from shared.domain.shipment import ShipmentEvent
from simulator.world import START
from tests.journeys import ADELE, DAY, a_hire, a_preparing_plan, hired, ship
from tests.leaving import repaired, says
from tests.requesting import BOSS, a_command, a_stock_line
from tests.requesting import told as said
from tests.staging import DESCRIBED, HOUR, Stage, at_once, flies, rests


async def asked_first(stage: Stage) -> None:
    said(stage.world, a_command(), a_command(RequestEvent.APPROVED, by=BOSS))
    await rests(stage, HOUR)
    await ship(stage.world, a_stock_line())
    await rests(stage)


async def from_stock(stage: Stage) -> None:
    await ship(stage.world, a_stock_line())
    await rests(stage)
    said(stage.world, a_command(), a_command(RequestEvent.APPROVED, by=BOSS))
    await flies(stage)


async def oldest_of_stock(stage: Stage) -> None:
    for number in (1, 2):
        await ship(stage.world, a_stock_line(f"SN-{number}"))
        await rests(stage)
    hire = replace(a_hire(order_reference="", persona="office"), location="Oslo")
    hired(stage.world, hire)
    await rests(stage)


async def retired(stage: Stage) -> None:
    await at_once(stage)
    await flies(stage)
    says(stage.world, DeviceEvent.RETIRE)
    await rests(stage)


async def released(stage: Stage) -> None:
    await at_once(stage)
    stage.world.tenant.enrolment_blocked("SN-1")
    says(stage.world, DeviceEvent.RELEASE)
    await rests(stage)


async def another_mainboard(stage: Stage) -> None:
    await at_once(stage)
    await repaired(stage.world)
    await rests(stage)


async def prepared(stage: Stage) -> None:
    hired(stage.world)
    await rests(stage, HOUR)
    await ship(stage.world, DESCRIBED)
    await delivered(stage)


async def prepared_for_later(stage: Stage) -> None:
    await ship(stage.world, DESCRIBED)
    await rests(stage)
    hired(stage.world)
    await rests(stage)


async def deregistered(stage: Stage) -> None:
    stage.world.tenant.oem_registers("SN-1")
    stage.world.clock.advance(HOUR)
    await ship(stage.world, DESCRIBED)
    await rests(stage)


def deregistering() -> FlightPlan:
    return a_preparing_plan(WhenRegistered.DEREGISTER)


async def prepared_then_cancelled(stage: Stage) -> None:
    hired(stage.world)
    await rests(stage, HOUR)
    await ship(stage.world, DESCRIBED)
    await rests(stage)
    hired(stage.world, a_hire(HireEvent.CANCELLED, said_at=START + HOUR))
    await rests(stage)
    await ship(stage.world, DESCRIBED, event=ShipmentEvent.CANCELLED)
    await rests(stage)


async def delivered(stage: Stage) -> None:
    await rests(stage)
    stage.world.tenant.machine_delivered("SN-1", "Contoso", "Contoso 13", ADELE)
    stage.world.tenant.switches_on_new("SN-1")
    await stage.world.settle(2 * DAY)


async def prepared_retired(stage: Stage) -> None:
    hired(stage.world)
    await rests(stage, HOUR)
    await ship(stage.world, DESCRIBED)
    await rests(stage)
    says(stage.world, DeviceEvent.RETIRE)
    await rests(stage)

"""What is over is kept for its time, and what comes again after that does nothing twice."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from shared.domain.commands import DeviceRequest, HireEvent, RequestEvent, Shipment
from shared.domain.retention import Retention
from shared.domain.shipment import ShipmentEvent
from shared.domain.stages import Stage
from simulator.tenant import Operation
from simulator.world import START, World
from tests.erasing import EMPLOYEE, left_of
from tests.journeys import ADELE, DAY, a_hire, a_line, a_plan, a_world, hired, ship

KEPT = Retention()
NEW = ("salt", "forgetting", "looking-ahead")


async def a_deployed_world(said_at: timedelta = timedelta(0)) -> World:
    """Adele works with her device, which she got by its order."""
    world = a_world()
    hired(world, a_hire(employee_id=EMPLOYEE, said_at=START + said_at))
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle()
    assert (await world.device("SN-1")).stage is Stage.DEPLOYED
    return world


async def pass_days(world: World, days: int) -> None:
    """Let days pass; the sweep forgets at the end."""
    await world.passes(days * DAY)


async def test_a_hire_is_forgotten_half_a_year_after_the_first_day() -> None:
    world = await a_deployed_world()

    await pass_days(world, 200)
    before = len(await world.hires())
    await pass_days(world, 10)

    assert before == 1
    assert await world.hires() == ()


async def test_the_device_of_somebody_forgotten_forgets_them_too() -> None:
    world = await a_deployed_world()

    await pass_days(world, 220)

    device = await world.device("SN-1")
    assert (device.stage, device.pairing, device.assigned_to) == (Stage.DEPLOYED, None, "")
    assert await left_of(world, EMPLOYEE, ADELE) == []


async def test_a_device_remembers_its_person_as_long_as_the_hire_is_there() -> None:
    world = await a_deployed_world()

    await pass_days(world, 190)

    assert (await world.device("SN-1")).pairing is not None
    assert len(await world.hires()) == 1


async def test_nobody_is_forgotten_whose_device_is_on_its_way() -> None:
    world = a_world(sweeps=False)
    hired(world, a_hire(employee_id=EMPLOYEE, upn="nobody@contoso.com"))
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle(timedelta(hours=2))

    await pass_days(world, 300)

    assert len(await world.hires()) == 1


async def test_a_change_of_somebody_forgotten_gets_nobody_another_device() -> None:
    world = await a_deployed_world()
    await pass_days(world, 220)
    await ship(world, a_line("SN-2", order_reference="PO-1"))

    changed = a_hire(HireEvent.CHANGED, employee_id=EMPLOYEE, said_at=world.clock.now())
    hired(world, changed)
    await world.settle(DAY)

    assert await world.hires() == ()
    assert (await world.device("SN-2")).pairing is None


async def test_an_announcement_that_comes_again_brings_nobody_back() -> None:
    world = await a_deployed_world()
    await pass_days(world, 220)

    hired(world, a_hire(employee_id=EMPLOYEE))
    await world.settle(DAY)

    assert await world.hires() == ()


async def test_somebody_hired_again_gets_another_device() -> None:
    world = await a_deployed_world()
    await pass_days(world, 220)
    await ship(world, a_line("SN-2", order_reference="PO-2"))

    start = (world.clock.now() + 14 * DAY).date()
    anew = a_hire(
        employee_id=EMPLOYEE,
        said_at=world.clock.now() + timedelta(seconds=1),
        order_reference="PO-2",
        start_date=start,
    )
    hired(world, anew)
    await world.settle(timedelta(hours=1))

    assert [hire.device for hire in await world.hires()] == ["SN-2"]


async def test_a_change_of_somebody_unknown_who_started_years_ago_is_not_taken_in() -> None:
    world = a_world()

    hired(world, a_hire(HireEvent.CHANGED, start_date=date(2019, 5, 1)))
    await world.settle(DAY)

    assert await world.hires() == ()


async def test_whom_hr_announces_long_after_their_start_is_taken_in_and_kept() -> None:
    world = a_world()

    hired(world, a_hire(start_date=date(2019, 5, 1)))
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle(DAY)

    assert [hire.device for hire in await world.hires()] == ["SN-1"]


async def test_a_cancelled_device_is_forgotten_after_a_year_and_not_before() -> None:
    world = a_world()
    await ship(world, a_line("SN-1"))
    await ship(world, a_line("SN-1"), event=ShipmentEvent.CANCELLED)
    await world.settle(DAY)

    await pass_days(world, 360)
    before = len(await world.devices())
    await pass_days(world, 10)

    assert before == 1
    assert await world.devices() == ()


async def test_an_old_notice_of_a_forgotten_device_registers_nothing() -> None:
    world = a_world()
    await ship(world, a_line("SN-1"))
    await ship(world, a_line("SN-1"), event=ShipmentEvent.CANCELLED)
    await world.settle(DAY)
    imports = world.tenant.counts.by_operation[Operation.IMPORT_DEVICES]
    await pass_days(world, 370)

    old = Shipment(
        event=ShipmentEvent.DISPATCHED,
        shipment_id="SHP-1",
        lines=(a_line("SN-1"),),
        said_at=START,
    )
    world.ask(old, origin="again")
    await world.settle(DAY)

    assert await world.devices() == ()
    assert world.tenant.counts.by_operation[Operation.IMPORT_DEVICES] == imports


def asked_for(said_at: timedelta = timedelta(0)) -> DeviceRequest:
    return DeviceRequest(
        event=RequestEvent.ASKED,
        request_id="R-1",
        said_at=START + said_at,
        by=ADELE,
        person=ADELE,
    )


async def test_a_request_is_forgotten_after_its_end_and_its_repetition_asks_for_nothing() -> None:
    world = a_world()
    world.ask(asked_for(), origin="asked")
    refused = replace(asked_for(), event=RequestEvent.CANCELLED, person="", by="")
    world.ask(refused, origin="cancelled")
    await world.settle(DAY)
    assert await world.services.requests.get("R-1") is not None

    await pass_days(world, 190)
    world.ask(asked_for(), origin="asked again")
    await world.settle(DAY)

    assert await world.services.requests.get("R-1") is None


@pytest.mark.parametrize(
    ("table", "days"), [("ledger", 31), ("rounds", 3), ("acts", 731), ("tombstones", 1200)]
)
async def test_marks_go_when_their_time_is_over(table: str, days: int) -> None:
    world = await a_deployed_world()
    before = [row.key async for row in world.services.stored.every(table)]

    await pass_days(world, days)

    after = [row.key async for row in world.services.stored.every(table)]
    # The claim of the sweep itself is made anew.
    assert [key.partition for key in after if key in before and key.partition not in NEW] == []


async def test_a_step_is_remembered_for_a_month() -> None:
    world = await a_deployed_world()

    await pass_days(world, 29)

    done = [row async for row in world.services.stored.every("ledger") if "done" in row.document]
    assert len(done) > 10


async def test_the_flight_plan_says_how_long() -> None:
    world = a_world(plan=replace(a_plan(), retention=replace(KEPT, hires=DAY)))
    hired(world, a_hire(start_date=START.date()))
    await world.settle(timedelta(hours=1))

    await pass_days(world, 3)

    assert await world.hires() == ()

"""A leaver's device goes back to stock, and to the next person."""

from datetime import date, timedelta

from shared.domain.changes import DeviceEvent
from shared.domain.commands import HireEvent
from shared.domain.stages import Milestone, Stage
from simulator.tenant import Operation
from simulator.world import World
from tests.journeys import (
    ADELE,
    a_described_line,
    a_hire,
    a_line,
    a_preparing_world,
    a_world,
    hired,
    ship,
    waits,
)
from tests.leaving import (
    NESTOR,
    a_blocked_device,
    a_deployed_device,
    counted,
    is_managed,
    is_registered,
    person_on,
    says,
)


async def a_released_device() -> World:
    world = await a_deployed_device()
    world.tenant.people_stay_away()
    says(world, DeviceEvent.RELEASE)
    await world.settle()
    return world


async def test_a_released_device_is_ready_as_stock() -> None:
    world = await a_released_device()

    device = await world.device("SN-1")
    assert device.stage is Stage.READY
    assert await waits(world) == "person"
    assert device.pairing is None
    assert not device.passed(Milestone.ENROLLED)


async def test_it_keeps_its_registration_and_nobody_is_on_it() -> None:
    world = await a_released_device()

    assert (is_registered(world), is_managed(world), person_on(world)) == (True, False, "")
    assert counted(world, Operation.DELETE_IDENTITY) == 0
    assert counted(world, Operation.IMPORT_DEVICES) == 1
    assert counted(world, Operation.ADD_MEMBER) == 1


async def test_its_former_life_stays_in_the_timeline() -> None:
    world = await a_released_device()

    said = [entry.what for entry in (await world.device("SN-1")).timeline]
    assert said.index("To go back to stock, by an operator's word.") > said.index(
        f"Assigned to {ADELE}."
    )
    assert said.index("Back in stock: begun anew.") < said.index(
        "The deployment profile is assigned and in sync.",
        said.index("Back in stock: begun anew."),
    )


async def test_the_next_person_gets_it_and_deploys_it() -> None:
    world = await a_deployed_device()
    world.tenant.user_appears(NESTOR)
    says(world, DeviceEvent.RELEASE)
    await world.settle()
    said_at = world.clock.now()
    hired(
        world,
        a_hire(employee_id="E-2", upn=NESTOR, order_reference="PO-2", said_at=said_at),
    )
    await ship(world, a_line("SN-1", order_reference="PO-2"), again=True)

    await world.settle()

    device = await world.device("SN-1")
    assert device.pairing is not None
    assert (device.stage, device.pairing.employee_id) == (Stage.DEPLOYED, "E-2")
    assert person_on(world) == NESTOR


async def test_the_leaver_does_not_draw_it_again() -> None:
    world = await a_released_device()

    (hire,) = await world.hires()
    assert (hire.device, hire.waiting_for) == ("", None)
    assert (await world.device("SN-1")).pairing is None


async def test_an_older_notice_that_comes_again_brings_the_leaver_not_back() -> None:
    world = await a_deployed_device()
    says(world, DeviceEvent.RELEASE)
    world.clock.advance(timedelta(minutes=1))

    await world.settle()

    line = (await world.device("SN-1")).line
    assert (line.order_reference, line.person, line.employee_id) == ("", "", "")


async def test_whoever_is_hired_again_gets_a_device_again() -> None:
    world = await a_released_device()
    later = world.clock.now() + timedelta(days=30)
    world.clock.jump_to(later)
    hired(world, a_hire(said_at=later, start_date=date(2026, 4, 1)))
    await ship(world, a_line("SN-2", order_reference="PO-1"))

    await world.settle()

    (hire,) = await world.hires()
    assert hire.device == "SN-2"


async def test_a_blocked_enrolment_is_let_on_the_way() -> None:
    world = await a_blocked_device()
    says(world, DeviceEvent.RELEASE)

    await world.settle()

    assert counted(world, Operation.ALLOW_NEXT_ENROLLMENT) == 1
    assert (await world.device("SN-1")).stage is Stage.READY


async def test_a_device_that_was_prepared_keeps_its_identifier_and_its_person_their_group() -> None:
    world = a_preparing_world()
    hired(world)
    await ship(world, a_described_line("SN-1", order_reference="PO-1"))
    world.tenant.machine_delivered("SN-1", "Contoso", "Contoso 13", ADELE)
    await world.settle()
    before = (await world.device("SN-1")).stage
    says(world, DeviceEvent.RELEASE)

    await world.settle()

    assert before is Stage.DEPLOYED
    assert (await world.device("SN-1")).stage is Stage.READY
    assert not is_managed(world)
    assert counted(world, Operation.REMOVE_MEMBER) == 0
    assert counted(world, Operation.DELETE_IDENTIFIER) == 0


async def test_stock_that_somebody_waits_for_is_given_back_and_goes_to_nobody_of_before() -> None:
    world = a_world()
    world.tenant.people_stay_away()
    hired(world)
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle()
    says(world, DeviceEvent.RELEASE)

    await world.settle()

    assert (await world.device("SN-1")).pairing is None
    assert person_on(world) == ""
    hired(world, a_hire(HireEvent.CREATED, said_at=world.clock.now()))
    await world.settle()
    assert (await world.hires())[0].device == ""

"""A hire is cancelled: before its device is in use, and after."""

from datetime import timedelta

from shared.domain.changes import DeviceEvent
from shared.domain.commands import HireEvent
from shared.domain.stages import Stage
from simulator.world import World
from tests.journeys import a_hire, a_line, a_world, hired, ship
from tests.leaving import a_deployed_device, person_on, says
from tests.operating import dismiss, the_parked


def rescinded(world: World) -> None:
    hired(world, a_hire(HireEvent.CANCELLED, said_at=world.clock.now()))


async def test_a_device_that_nobody_uses_yet_is_given_back() -> None:
    world = a_world()
    world.tenant.people_stay_away()
    hired(world)
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle()
    rescinded(world)

    await world.settle()

    assert (await world.device("SN-1")).pairing is None
    assert person_on(world) == ""
    assert await world.parked() == ()


async def test_a_device_in_use_stays_with_its_person_and_somebody_has_to_decide() -> None:
    world = await a_deployed_device()
    rescinded(world)

    await world.settle()

    device = await world.device("SN-1")
    parked = await the_parked(world)
    assert (device.stage, device.pairing is None) == (Stage.DEPLOYED, False)
    assert (parked.reason.code, parked.serial) == ("hire-cancelled-in-use", "SN-1")
    assert device.timeline[-1].what == parked.reason.sentence


async def a_deploying_device() -> World:
    world = a_world()
    hired(world)
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle(timedelta(minutes=10))
    while (await world.device("SN-1")).stage is not Stage.DEPLOYING:
        await world.settle(timedelta(minutes=10))
    return world


async def test_a_deployment_that_runs_is_watched_to_its_end() -> None:
    world = await a_deploying_device()
    rescinded(world)
    await world.settle(timedelta(minutes=1))
    during = (await world.device("SN-1")).stage

    await world.settle()

    assert (during, (await world.device("SN-1")).stage) == (Stage.DEPLOYING, Stage.DEPLOYED)
    assert (await the_parked(world)).reason.code == "hire-cancelled-in-use"


async def test_hired_after_all_while_it_is_set_up_there_is_nothing_to_decide() -> None:
    world = await a_deploying_device()
    rescinded(world)
    await world.settle(timedelta(minutes=1))
    hired(world, a_hire(HireEvent.CREATED, said_at=world.clock.now()))

    await world.settle()

    assert await world.parked() == ()


async def test_released_or_retired_there_is_nothing_to_decide() -> None:
    for event in (DeviceEvent.RELEASE, DeviceEvent.RETIRE):
        world = await a_deployed_device()
        rescinded(world)
        await world.settle()
        says(world, event)

        await world.settle()

        assert await world.parked() == ()


async def test_whoever_keeps_it_keeps_it() -> None:
    world = await a_deployed_device()
    rescinded(world)
    await world.settle()

    await dismiss(world, await the_parked(world))
    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.DEPLOYED
    assert await world.parked() == ()

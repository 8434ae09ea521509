"""What it costs to watch many deployments at once, in requests to Graph."""

from collections import Counter
from datetime import timedelta

import pytest

from shared.domain.commands import CheckDeployment
from shared.domain.shipment import ManifestLine
from shared.domain.stages import Milestone, Stage
from simulator.tenant import Operation
from simulator.world import START, World
from tests.journeys import DAY, a_line, a_world, befallen, ship

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def people(world: World, count: int) -> list[ManifestLine]:
    names = [f"person{number}@contoso.com" for number in range(count)]
    for name in names:
        world.tenant.user_appears(name)
    return [a_line(f"SN-{number}", person=name) for number, name in enumerate(names)]


async def deploying(count: int, **moods: float) -> World:
    """Fly devices until each of them is seen enrolled; they are switched on at once."""
    world = befallen(a_world(), None, **moods)
    world.tenant.people_stay_away()
    await ship(world, *people(world, count))
    await world.settle(2 * HOUR)
    for number in range(count):
        world.tenant.switches_on(f"SN-{number}")
    while not all(device.passed(Milestone.ENROLLED) for device in await world.devices()):
        await world.settle(MINUTE)
    return world


async def requests(world: World, span: timedelta) -> Counter[Operation]:
    before = Counter(world.tenant.counts.by_operation)
    await world.settle(span)
    return Counter(world.tenant.counts.by_operation) - before


async def stages(world: World) -> set[Stage]:
    return {device.stage for device in await world.devices()}


async def look(world: World) -> Counter[Operation]:
    """Look at all of the devices now, in one wave."""
    before = Counter(world.tenant.counts.by_operation)
    serials = tuple(device.serial for device in await world.devices())
    world.ask(CheckDeployment(serials=serials), origin=f"test/{world.clock.now()}")
    await world.settle(timedelta(seconds=1))
    return Counter(world.tenant.counts.by_operation) - before


async def test_a_hundred_devices_that_deploy_at_once_cost_two_requests_a_look() -> None:
    world = await deploying(100)

    assert await look(world) == {Operation.AUTOPILOT_EVENTS: 2}


async def test_of_more_than_two_hundred_deployments_four_pages_and_one_report_are_read() -> None:
    world = await deploying(10)
    for number in range(300):
        world.tenant.deployed_before(f"OLD-{number}", START - DAY)

    first = await look(world)
    await world.settle(20 * MINUTE)
    second = await look(world)

    assert first == {Operation.AUTOPILOT_EVENTS: 4, Operation.EXPORT_JOB: 1}
    assert second[Operation.AUTOPILOT_EVENTS] == 4
    assert second[Operation.EXPORT_JOB] <= 1
    assert second[Operation.MANAGED_DEVICES] == 0


async def test_deployments_that_no_event_tells_of_end_by_the_report() -> None:
    world = await deploying(10)
    for number in range(2000):
        world.tenant.deployed_before(f"OLD-{number}", START - DAY)

    await world.settle(4 * HOUR)

    assert await stages(world) == {Stage.DEPLOYED}
    assert world.tenant.counts.by_operation[Operation.MANAGED_DEVICES] == 0


async def test_one_job_in_a_window_serves_every_device_that_is_in_doubt() -> None:
    world = await deploying(30, takes_long=1)

    asked = await requests(world, 2 * HOUR)

    assert asked[Operation.EXPORT_JOB] <= 8
    assert asked[Operation.MANAGED_DEVICES] == 0


async def test_what_an_attempt_failed_on_is_asked_once_for_each_event() -> None:
    world = a_world()
    lines = people(world, 5)
    world.tenant.deployment_fails(*(line.serial for line in lines))
    await ship(world, *lines)

    await world.settle(20 * HOUR)

    assert await stages(world) == {Stage.PARKED}
    assert world.tenant.counts.by_operation[Operation.POLICY_STATUS_DETAILS] == 5


@pytest.mark.parametrize("count", [1, 20])
async def test_while_nobody_switches_them_on_no_event_is_read(count: int) -> None:
    world = a_world()
    world.tenant.people_stay_away()
    await ship(world, *people(world, count))
    await world.settle(2 * HOUR)

    asked = await look(world)

    assert asked[Operation.IDENTITY_BETA] == count
    assert asked[Operation.IDENTITY] == 0
    assert asked[Operation.AUTOPILOT_EVENTS] == 0

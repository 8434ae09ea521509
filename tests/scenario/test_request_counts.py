"""What a hundred devices cost in requests to Graph, so that regressions show."""

from datetime import timedelta

from shared.domain.device import Device
from shared.domain.stages import Milestone
from simulator.tenant import Counts, Operation
from simulator.world import World
from tests.journeys import a_line, a_world, ship

DEVICES = 100
# What is asked of the deployment has its own story.
LATER = {Operation.IDENTITY_BETA, Operation.AUTOPILOT_EVENTS}


async def a_shipment() -> World:
    """A hundred devices for a hundred people, up to the last assignment."""
    world = a_world()
    world.tenant.people_stay_away()
    people = [f"person-{number}@contoso.com" for number in range(DEVICES)]
    for person in people:
        world.tenant.user_appears(person)
    lines = [a_line(f"SN-{number:03}", person=each) for number, each in enumerate(people)]
    await ship(world, *lines)
    devices: tuple[Device, ...] = ()
    while not devices or not all(each.passed(Milestone.ASSIGNED) for each in devices):
        await world.settle(timedelta(seconds=10))
        devices = await world.devices()
    return world


def per_device(counts: Counts, *operations: Operation) -> float:
    return sum(counts.by_operation[each] for each in operations) / DEVICES


async def test_a_hundred_devices_take_so_many_requests_until_they_are_assigned() -> None:
    counts = (await a_shipment()).tenant.counts

    asked = {each for each in Operation if each not in LATER}

    assert per_device(counts, *asked) <= 18.5


async def test_a_hundred_devices_take_three_writes_each_and_two_together() -> None:
    counts = (await a_shipment()).tenant.counts

    together = {Operation.IMPORT_DEVICES: 1, Operation.SYNC: 1}
    each = dict.fromkeys(
        (Operation.DELETE_IMPORT, Operation.ADD_MEMBER, Operation.ASSIGN_USER), DEVICES
    )
    assert {name: counts.by_operation[name] for name in together | each} == together | each
    assert counts.writes == 3 * DEVICES + 2


async def test_what_is_read_of_each_device_is_read_seldom() -> None:
    counts = (await a_shipment()).tenant.counts

    most = {
        Operation.IDENTITIES: 3.5,
        Operation.IDENTITY: 4,
        Operation.IMPORTS: 1,
        Operation.IMPORTED: 2.5,
        Operation.DEVICE_BY_DEVICE_ID: 1.5,
        Operation.MEMBERS: 2,
        Operation.USER: 1,
        Operation.LICENCE_DETAILS: 1,
    }
    too_often = {
        name: counts.by_operation[name]
        for name, share in most.items()
        if counts.by_operation[name] > share * DEVICES
    }
    assert too_often == {}

"""The process may die after any call it makes: no news is lost, and none gets a second id."""

import pytest

from shared.domain.stages import Stage
from simulator.subscribers import SubscriberSite
from simulator.world import World
from tests.hearing import a_heard_world
from tests.journeys import a_line, hired, ship

# A journey with one subscriber makes fewer calls than this; the last test says so.
MOST_CALLS = 540


async def flown(dies_after: int) -> tuple[World, SubscriberSite]:
    world, site = a_heard_world(dies_after=dies_after)
    hired(world)
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle()
    return world, site


@pytest.mark.parametrize("call", range(1, MOST_CALLS))
async def test_whenever_the_process_dies_each_thing_is_told_under_one_id(call: int) -> None:
    world, site = await flown(call)

    names = {(each.event["type"], each.event["id"]) for each in site.heard}
    assert (await world.device("SN-1")).stage is Stage.DEPLOYED
    assert sorted(kind for kind, _ in names) == [
        "device.deployed",
        "device.ready",
        "device.registered",
    ]
    assert (await world.device("SN-1")).news == ()


async def test_every_call_of_a_journey_with_a_subscriber_was_tried() -> None:
    world, _ = await flown(0)

    assert 400 < world.mortality.calls < MOST_CALLS

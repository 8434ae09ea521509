"""A later line that says another group tag, and nothing else that is new."""

from datetime import timedelta

import pytest

from handlers.redriving import redrive
from shared.domain.commands import AddToGroup, Shipment
from shared.domain.shipment import ManifestLine, ShipmentEvent
from shared.domain.stages import Milestone, Stage
from simulator.tenant import Operation
from simulator.world import World
from tests.journeys import ADELE, a_described_line, a_line, a_preparing_world, a_world, ship
from tests.meanwhile import at_once
from tests.operating import said

HOUR = timedelta(hours=1)


def tag_of(world: World) -> str:
    (found,) = world.tenant.identities("SN-1")
    return str(found["groupTag"])


def tagged(world: World) -> int:
    return world.tenant.counts.by_operation[Operation.UPDATE_PROPERTIES]


async def a_ready_device(group_tag: str = "") -> World:
    """A device that nobody switches on, with its groups and its profile."""
    world = a_world(sweeps=False)
    world.tenant.people_stay_away()
    await ship(world, a_line("SN-1", person=ADELE, group_tag=group_tag))
    await world.settle(HOUR)
    assert (await world.device("SN-1")).stage is Stage.READY
    return world


@pytest.mark.parametrize("tag", ["NOBODYS", "ENGINEER"])
async def test_another_group_tag_reaches_a_device_that_is_grouped(tag: str) -> None:
    world = await a_ready_device()
    await ship(world, ManifestLine(serial="SN-1", group_tag=tag))

    await world.settle(HOUR)

    assert tag_of(world) == tag
    assert (await world.device("SN-1")).group_tag == tag
    assert (await world.device("SN-1")).stage is Stage.READY


async def test_from_one_nobodys_tag_to_another_and_back() -> None:
    world = await a_ready_device(group_tag="NOBODYS")
    await ship(world, ManifestLine(serial="SN-1", group_tag="NEITHERS"))
    await world.settle(HOUR)
    between = tag_of(world)
    await ship(world, ManifestLine(serial="SN-1", group_tag="NOBODYS"), again=True)

    await world.settle(HOUR)

    assert (between, tag_of(world)) == ("NEITHERS", "NOBODYS")


async def test_the_groups_are_looked_at_again_with_the_new_tag() -> None:
    world = await a_ready_device()
    await ship(world, ManifestLine(serial="SN-1", group_tag="NOBODYS"))

    await world.settle(timedelta(seconds=1))

    assert not (await world.device("SN-1")).passed(Milestone.GROUPED)


async def test_a_line_that_says_the_same_tag_takes_nothing_back() -> None:
    world = await a_ready_device()
    before = await world.device("SN-1")
    await ship(world, ManifestLine(serial="SN-1", group_tag="OFFICE"))

    await world.settle(HOUR)

    after = await world.device("SN-1")
    assert after.milestones == before.milestones
    assert tagged(world) == 0


async def test_a_device_that_is_deployed_keeps_its_tag() -> None:
    world = a_world()
    await ship(world, a_line("SN-1", person=ADELE))
    await world.settle()
    await ship(world, ManifestLine(serial="SN-1", group_tag="NOBODYS"))

    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.DEPLOYED
    assert tagged(world) == 0


async def test_where_devices_are_prepared_a_tag_takes_nobody_out_of_a_group() -> None:
    world = a_preparing_world()
    await ship(world, a_described_line("SN-1", person=ADELE))
    await world.settle(HOUR)
    before = await world.device("SN-1")
    await ship(world, a_described_line("SN-1", person=ADELE, group_tag="NOBODYS"), again=True)

    await world.settle(HOUR)

    after = await world.device("SN-1")
    assert after.milestones[Milestone.GROUPED] == before.milestones[Milestone.GROUPED]


async def test_a_tag_that_comes_in_the_park_is_set_once_the_device_is_redriven() -> None:
    world = await a_ready_device()
    world.tenant.profile_turns("SN-1", "failed")
    await world.settle(8 * HOUR)
    (parked,) = await world.parked()
    await ship(world, ManifestLine(serial="SN-1", group_tag="NOBODYS"))
    await world.settle(HOUR)
    world.tenant.profile_turns("SN-1", "assignedInSync")
    await redrive(said(parked.id), world.services)

    await world.settle(HOUR)

    assert parked.reason.code == "profile-failed"
    assert tag_of(world) == "NOBODYS"
    assert (await world.device("SN-1")).stage is Stage.READY


async def test_a_tag_that_is_taken_back_at_once_is_read_all_the_same() -> None:
    world = await a_ready_device()
    (identity,) = world.tenant.identities("SN-1")
    world.tenant.update_properties(str(identity["id"]), {"groupTag": "SOMEBODYS"})
    world.clock.advance(HOUR)
    await ship(world, ManifestLine(serial="SN-1", group_tag="NOBODYS"))
    await ship(world, ManifestLine(serial="SN-1", group_tag="OFFICE"), again=True)

    await world.settle(HOUR)

    assert tag_of(world) == "OFFICE"
    assert (await world.device("SN-1")).stage is Stage.READY


async def a_device_that_shows_its_new_tag() -> World:
    """A device that is to be grouped with a tag that Autopilot shows by now."""
    world = await a_ready_device()
    await ship(world, ManifestLine(serial="SN-1", group_tag="NOBODYS"))
    await world.settle(timedelta(seconds=1))
    assert not (await world.device("SN-1")).passed(Milestone.GROUPED)
    world.clock.advance(HOUR)
    return world


async def test_a_tag_that_comes_while_another_is_being_seen_has_the_groups_looked_at_again() -> (
    None
):
    line = ManifestLine(serial="SN-1", group_tag="NEITHERS")
    notice = Shipment(event=ShipmentEvent.DISPATCHED, shipment_id="SHP-2", lines=(line,))
    for call in range(1, 12):
        world = await a_device_that_shows_its_new_tag()

        await at_once(world, AddToGroup(serials=("SN-1",)), notice, call)

        assert (tag_of(world), call) == ("NOBODYS", call)
        assert not (await world.device("SN-1")).passed(Milestone.GROUPED), f"after call {call}"
        await world.settle(HOUR)
        assert tag_of(world) == "NEITHERS"
        assert (await world.device("SN-1")).stage is Stage.READY

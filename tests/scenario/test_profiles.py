"""The gate of the deployment profile: nothing but one in sync makes a device ready."""

from datetime import timedelta

import pytest

from shared.domain.device import Device
from shared.domain.stages import Milestone, Stage
from simulator.tenant.identity import Identity
from simulator.world import World
from tests.journeys import ADELE, GROUP, a_line, a_world, ship, waits

HOUR = timedelta(hours=1)


def identity_of(world: World) -> Identity:
    identity = world.tenant.model.identities.registered("SN-1")
    assert identity is not None
    return identity


async def ready(world: World) -> Device:
    """Fly a device of Adele's until it may be handed over; nobody switches it on."""
    world.tenant.people_stay_away()
    await ship(world, a_line("SN-1", person=ADELE))
    await world.settle(2 * HOUR)
    return await world.device("SN-1")


def leaves_its_group(world: World) -> None:
    (group,) = world.tenant.model.groups.named(GROUP)
    for member in tuple(group.members):
        world.tenant.remove_member(group.id, member)


def lines(device: Device) -> list[str]:
    return [entry.what for entry in device.timeline]


async def test_a_profile_that_is_lost_before_the_hand_over_takes_the_device_back() -> None:
    world = a_world()
    before = await ready(world)
    leaves_its_group(world)

    await world.settle(HOUR)

    device = await world.device("SN-1")
    assert before.stage is Stage.READY
    assert device.stage is Stage.ASSIGNED
    assert await waits(world) == "profile"
    assert any("no longer in sync (notAssigned)" in line for line in lines(device))


@pytest.mark.parametrize("status", ["assignedOutOfSync", "pending", "failed"])
async def test_a_profile_that_is_out_of_sync_again_takes_the_device_back(status: str) -> None:
    world = a_world()
    await ready(world)
    identity_of(world).profile_status = status

    await world.settle(HOUR)

    assert not (await world.device("SN-1")).passed(Milestone.PROFILED)


async def test_a_state_that_nobody_knows_takes_nothing_back() -> None:
    world = a_world()
    await ready(world)
    identity_of(world).profile_status = "assignedUnkownSyncState"

    await world.settle(HOUR)

    assert (await world.device("SN-1")).stage is Stage.READY


async def test_a_profile_that_comes_back_makes_the_device_ready_again() -> None:
    world = a_world()
    await ready(world)
    identity_of(world).profile_status = "assignedOutOfSync"
    await world.settle(HOUR)
    identity_of(world).profile_status = "assignedInSync"

    await world.settle(HOUR)

    assert (await world.device("SN-1")).stage is Stage.READY


@pytest.mark.parametrize("status", ["assignedOutOfSync", "assignedUnkownSyncState", "pending"])
async def test_a_profile_that_is_not_in_sync_is_waited_for(status: str) -> None:
    world = a_world()
    await ship(world, a_line("SN-1"))
    await world.settle(timedelta(minutes=3))
    identity_of(world).profile_status = status

    await world.settle()

    device = await world.device("SN-1")
    assert device.stage is Stage.GROUPED
    assert await waits(world) == "profile"


async def test_a_profile_that_goes_on_failing_is_noted_once_and_then_parked() -> None:
    world = a_world()
    await ready(world)
    identity_of(world).profile_status = "failed"
    await world.settle(5 * HOUR)
    during = await world.device("SN-1")

    await world.settle(3 * HOUR)

    (parked,) = await world.parked()
    assert during.stage is Stage.ASSIGNED
    assert sum("failed to assign" in line for line in lines(during)) == 1
    assert parked.reason.code == "profile-failed"
    assert (await world.device("SN-1")).stage is Stage.PARKED


async def test_a_profile_that_failed_for_a_while_is_forgiven() -> None:
    world = a_world()
    await ready(world)
    identity_of(world).profile_status = "failed"
    await world.settle(5 * HOUR)
    identity_of(world).profile_status = "assignedInSync"

    await world.settle(5 * HOUR)

    device = await world.device("SN-1")
    assert device.stage is Stage.READY
    assert device.failing_since is None

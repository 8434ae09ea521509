"""What drifts in a tenant is found of a night, told, and repaired if the flight plan says so."""

import json
from datetime import timedelta

import pytest

from shared.domain.stages import Stage
from simulator.world import World
from tests.drifting import (
    Story,
    a_prepared_world,
    a_ready_world,
    a_stranger,
    answered,
    deregistered,
    drifted,
    group_id,
    happens,
    identity,
    reassigned,
    retagged,
    taken_out,
    unlinked,
    unprofiled,
    writes,
)
from tests.journeys import ADELE, DAY, PEOPLE, is_in_group

STORIES: dict[str, tuple[Story, list[tuple[str, str]]]] = {
    "nothing happens": (lambda _: None, []),
    "another tag": (retagged, [("SN-1", "group-tag")]),
    "another person": (reassigned, [("SN-1", "user")]),
    # The profile goes with the group that it is assigned to.
    "out of its group": (taken_out, [("SN-1", "membership"), ("SN-1", "profile")]),
    "no Entra object": (unlinked, [("SN-1", "directory-device")]),
    "no profile": (unprofiled, [("SN-1", "profile")]),
    "not registered": (deregistered, [("SN-1", "registration")]),
    "a stranger": (a_stranger, [("SN-9", "orphan")]),
}


@pytest.mark.parametrize("story", STORIES)
async def test_each_way_of_drifting_is_found_and_nothing_is_written(story: str) -> None:
    drifts, found = STORIES[story]
    world = await a_ready_world()
    happens(drifts, world)
    before, row = writes(world), await world.device("SN-1")

    await world.instance.drift()

    assert await drifted(world) == found
    assert (writes(world), await world.device("SN-1")) == (before, row)
    assert world.queues.depth("add-to-group").available == 0


MENDED = ("another tag", "another person", "out of its group")


@pytest.mark.parametrize("story", MENDED)
async def test_what_can_be_mended_is_mended_when_the_flight_plan_says_so(story: str) -> None:
    world = await a_ready_world(repair=True)
    happens(STORIES[story][0], world)

    await world.instance.drift()
    await world.settle(timedelta(hours=6))

    device = await world.device("SN-1")
    assert (device.stage, device.group_tag, device.assigned_to) == (Stage.READY, "OFFICE", ADELE)
    assert (identity(world).group_tag, identity(world).upn) == ("OFFICE", ADELE)
    assert device.object_id in world.tenant.model.groups.get(group_id(world)).members


async def test_a_repair_is_written_in_the_timeline() -> None:
    world = await a_ready_world(repair=True)
    happens(reassigned, world)

    await world.instance.drift()

    what = [entry.what for entry in (await world.device("SN-1")).timeline]
    assert "Found at night: Somebody else, or nobody, is assigned to it." in what


async def test_a_lost_registration_parks_the_device_when_repairs_are_wanted() -> None:
    world = await a_ready_world(repair=True)
    happens(deregistered, world)

    await world.instance.drift()
    await world.settle(timedelta(minutes=1))

    (parked,) = await world.parked()
    assert parked.reason.code == "deregistered"


async def test_nobody_touches_a_stranger() -> None:
    world = await a_ready_world(repair=True)
    happens(a_stranger, world)
    before = writes(world)

    await world.instance.drift()
    await world.settle(timedelta(hours=1))

    assert writes(world) == before
    assert [each.serial for each in await world.devices()] == ["SN-1"]


async def test_a_device_in_use_is_told_of_and_left_alone() -> None:
    world = await a_ready_world(repair=True)
    world.tenant.switches_on("SN-1")
    await world.settle(DAY)
    happens(reassigned, world)
    row = await world.device("SN-1")

    await world.instance.drift()

    (told,) = json.loads(await answered(world))["items"]
    assert (row.stage, told["type"], told["in_use"]) == (Stage.DEPLOYED, "user", True)
    assert told["repair"] is None
    assert await world.device("SN-1") == row


def unlisted(world: World) -> None:
    (one,) = world.tenant.identifiers()
    world.tenant.delete_identifier(one["id"])


def ungrouped(world: World) -> None:
    adele = world.tenant.model.users.get(ADELE)
    world.tenant.remove_member(group_id(world, PEOPLE), adele.id)


@pytest.mark.parametrize(("drifts", "found"), [(unlisted, "identifier"), (ungrouped, "user-group")])
async def test_a_device_that_is_prepared_drifts_too_and_is_mended(
    drifts: Story, found: str
) -> None:
    world = await a_prepared_world(repair=True)
    happens(drifts, world)

    await world.instance.drift()
    listed = await drifted(world)
    await world.settle(DAY)

    assert listed == [("SN-1", found)]
    assert (await world.device("SN-1")).stage is Stage.READY
    assert is_in_group(world)
    assert len(world.tenant.identifiers()) == 1


async def test_what_is_answered_holds_nobody_s_name() -> None:
    world = await a_ready_world()
    happens(reassigned, world)

    await world.instance.drift()

    assert b"@" not in await answered(world)

"""What drifts in a tenant is found of a night, told, and repaired if the flight plan says so."""

import json
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest

from handlers.drifting import drift
from shared.domain.outcomes import Told
from shared.domain.stages import Stage
from shared.ports import Directory
from simulator.tenant import Operation, Outage, Rule
from simulator.world import World
from tests.drifting import NESTOR, a_drift_plan, a_ready_world, answered, drifted, identity, writes
from tests.journeys import (
    ADELE,
    DAY,
    GROUP,
    PEOPLE,
    a_described_line,
    a_line,
    a_preparing_plan,
    a_preparing_world,
    is_in_group,
    ship,
)

type Story = Callable[[World], object]


def happens(drifts: Story, world: World) -> None:
    """Let something drift, and show: nobody looks meanwhile."""
    drifts(world)
    world.clock.advance(timedelta(hours=2))


def group_id(world: World, name: str = GROUP) -> str:
    (found,) = world.tenant.model.groups.named(name)
    return found.id


def retagged(world: World) -> None:
    world.tenant.update_properties(identity(world).id, {"groupTag": "THEIRS"})


def reassigned(world: World) -> None:
    world.tenant.assign_user(identity(world).id, NESTOR, "Nestor")


def taken_out(world: World) -> None:
    device = world.tenant.model.devices.get_by_device_id(identity(world).device_id)
    world.tenant.remove_member(group_id(world), device.id)


def unlinked(world: World) -> None:
    world.tenant.device_object_deleted("SN-1")


def unprofiled(world: World) -> None:
    world.tenant.profile_turns("SN-1", "notAssigned")


def deregistered(world: World) -> None:
    world.tenant.delete_identity(identity(world).id)


def a_stranger(world: World) -> None:
    world.tenant.oem_registers("SN-9")


STORIES: dict[str, tuple[Story, list[tuple[str, str]]]] = {
    "nothing happens": (lambda _: None, []),
    "another tag": (retagged, [("SN-1", "group-tag")]),
    "another person": (reassigned, [("SN-1", "user")]),
    "out of its group": (taken_out, [("SN-1", "membership")]),
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


async def a_prepared_world(*, repair: bool) -> World:
    plan = replace(a_preparing_plan(), drift=a_drift_plan(repair=repair).drift)
    world = a_preparing_world(plan)
    world.tenant.people_stay_away()
    await ship(world, a_described_line("SN-1", person=ADELE))
    await world.settle(DAY)
    return world


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


async def test_a_finding_is_known_since_it_was_seen_first_and_gone_when_it_is_over() -> None:
    world = await a_ready_world()
    happens(retagged, world)
    await world.instance.drift()
    (first,) = json.loads(await answered(world))["items"]
    world.clock.advance(DAY)
    await world.instance.drift()
    (second,) = json.loads(await answered(world))["items"]
    world.tenant.update_properties(identity(world).id, {"groupTag": "OFFICE"})
    world.clock.advance(DAY)

    await world.instance.drift()

    assert first["known"] == second["known"] < second["seen"]
    assert await drifted(world) == []


async def test_a_night_is_looked_at_once_however_often_the_timer_comes() -> None:
    world = await a_ready_world()
    await world.instance.drift()
    before = world.tenant.counts.requests

    await world.instance.drift()

    assert world.tenant.counts.requests == before


async def test_a_device_costs_three_requests_and_twenty_devices_three_exchanges() -> None:
    lines = [a_line(f"SN-{number:03}") for number in range(120)]
    world = await a_ready_world(*lines)
    before, round_trips = world.tenant.counts.requests, world.tenant.counts.round_trips

    await world.instance.drift()

    # Identity, Entra device and membership of each; a list of profiles a page, and all identities.
    assert world.tenant.counts.requests - before == 3 * 120 + 3 + 1
    assert world.tenant.counts.round_trips - round_trips == 3 * (3 + 3 + 1) + 3 + 1


async def test_a_look_that_graph_holds_up_goes_on_where_it_stopped() -> None:
    lines = [a_line(f"SN-{number:03}") for number in range(120)]
    world = await a_ready_world(*lines)
    world.tenant.update_properties(identity(world, "SN-119").id, {"groupTag": "THEIRS"})
    before = world.tenant.counts.by_operation[Operation.IDENTITY]
    world.tenant.script.add(Rule(fault=Outage(), operation=Operation.DEVICE_BY_DEVICE_ID, times=20))

    await world.instance.drift()
    held_up = await drifted(world)
    await world.instance.drift()

    assert held_up == []
    assert await drifted(world) == [("SN-119", "group-tag")]
    assert world.tenant.counts.by_operation[Operation.IDENTITY] - before == 120 + 50


class Meanwhile:
    """A directory during whose answer somebody else changes SN-1."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._port = world.services.directory

    def __getattr__(self, name: str) -> object:
        return getattr(self._port, name)

    async def members(self, group_id: str, object_ids: Collection[str]) -> Told[bool]:
        await self._world.services.devices.update("SN-1", lambda each: replace(each, group_tag=""))
        return await self._port.members(group_id, object_ids)


async def test_a_device_that_changes_during_the_look_is_left_to_the_next_night() -> None:
    world = await a_ready_world()
    happens(retagged, world)
    changing = cast("Directory", Meanwhile(world))

    await drift(replace(world.services, directory=changing))

    assert await drifted(world) == []


async def test_what_is_answered_holds_nobody_s_name() -> None:
    world = await a_ready_world()
    happens(reassigned, world)

    await world.instance.drift()

    assert b"@" not in await answered(world)

"""What every ``Directory`` must do about members of groups."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from shared.domain.errors import Refused, Unavailable
from simulator.tenant import Latencies, Outage, Refusal, seconds
from simulator.tenant.operations import Operation
from tests.contract.tenants import FACES, NOBODY, World, a_world, the_error
from tests.tenancy import device_object, registered


@pytest.fixture(params=FACES)
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async with a_world(request.param) as made:
        yield made


def devices(world: World, count: int) -> list[str]:
    ids = [registered(world.tenant, f"SN-{number}") for number in range(count)]
    return [device_object(world.tenant, each) for each in ids]


async def test_a_device_becomes_a_member_and_stays_one(world: World) -> None:
    group = world.tenant.group_exists("Laptops")
    device, other = devices(world, 2)
    await world.directory.add_members(group, [other])
    seen = [await world.directory.members(group, [device])]

    for _ in range(2):
        assert await world.directory.add_members(group, [device]) == {}
        seen.append(await world.directory.members(group, [device]))

    assert seen == [{device: False}, {device: True}, {device: True}]


async def test_twenty_become_members_by_one_request(world: World) -> None:
    group = world.tenant.group_exists("Laptops")
    objects = devices(world, 45)
    before = world.requests, world.round_trips

    assert await world.directory.add_members(group, objects) == {}

    assert (world.requests - before[0], world.round_trips - before[1]) == (3, 3)
    assert set((await world.directory.members(group, objects)).values()) == {True}


async def test_one_that_is_a_member_already_keeps_out_none_of_the_others(world: World) -> None:
    group = world.tenant.group_exists("Laptops")
    objects = devices(world, 3)
    await world.directory.add_members(group, objects[:1])
    before = world.requests, world.round_trips

    assert await world.directory.add_members(group, objects) == {}

    assert (world.requests - before[0], world.round_trips - before[1]) == (4, 2)
    assert await world.directory.members(group, objects) == dict.fromkeys(objects, True)


async def test_one_that_is_not_everywhere_yet_keeps_out_none_of_the_others(world: World) -> None:
    group = world.tenant.group_exists("Laptops")
    objects = devices(world, 2)

    failed = await world.directory.add_members(group, [*objects, NOBODY])

    assert {each: type(error) for each, error in failed.items()} == {NOBODY: Unavailable}
    assert await world.directory.members(group, objects) == dict.fromkeys(objects, True)


async def test_members_that_cannot_be_added_together_for_now_are_not_tried_alone(
    world: World,
) -> None:
    group = world.tenant.group_exists("Laptops")
    objects = devices(world, 2)
    world.goes_wrong(Outage(), Operation.ADD_MEMBERS)
    before = world.requests

    failed = await world.directory.add_members(group, objects)

    assert {type(error) for error in failed.values()} == {Unavailable}
    assert set(failed) == set(objects)
    assert world.requests - before == 1


async def test_a_group_that_is_gone_has_no_members_to_check(world: World) -> None:
    refused = the_error(await world.directory.members(NOBODY, [NOBODY]), NOBODY)

    assert isinstance(refused, Refused)
    assert refused.reason.code == "not-found"


@pytest.mark.parametrize("missing", ["group", "device"])
async def test_what_is_not_everywhere_yet_can_be_added_later(world: World, missing: str) -> None:
    group = world.tenant.group_exists("Laptops")
    (device,) = devices(world, 1)
    into, who = (NOBODY, device) if missing == "group" else (group, NOBODY)

    failed = await world.directory.add_members(into, [who])

    assert isinstance(failed[who], Unavailable)


async def test_the_other_words_for_not_everywhere_yet_count_too(world: World) -> None:
    group = world.tenant.group_exists("Laptops")
    message = "The source resource object or one of the objects being referenced doesn't exist."
    refusal = Refusal(status=400, code="Request_BadRequest", message=message)
    world.goes_wrong(refusal, Operation.ADD_MEMBER)

    failed = await world.directory.add_members(group, [NOBODY])

    assert isinstance(failed[NOBODY], Unavailable)


async def test_a_dynamic_group_takes_nobody(world: World) -> None:
    group = world.tenant.group_exists("Tagged", rule='(_ -eq "[OrderID]:Office")')
    objects = devices(world, 2)

    failed = await world.directory.add_members(group, objects)

    codes = {error.reason.code for error in failed.values() if isinstance(error, Refused)}
    assert (set(failed), codes) == (set(objects), {"group-refuses-member"})


async def test_membership_shows_after_a_while() -> None:
    latencies = Latencies(
        membership_seen=seconds(8),
        identity_seen=seconds(0),
        device_created=seconds(0),
        device_replicated=seconds(0),
    )
    for face in FACES:
        async with a_world(face, latencies) as world:
            group = world.tenant.group_exists("Laptops")
            (device,) = devices(world, 1)
            await world.directory.add_members(group, [device])

            before = await world.directory.members(group, [device])
            world.clock.advance(timedelta(seconds=8))
            after = await world.directory.members(group, [device])

        assert (before, after) == ({device: False}, {device: True})

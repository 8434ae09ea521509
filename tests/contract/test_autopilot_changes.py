"""What every ``Autopilot`` must do to identities: users, tags, deregistration and the sync."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from shared.domain.directory import User
from shared.domain.errors import Refused, Unavailable
from simulator.tenant import Latencies, Moods, Outage, seconds
from simulator.tenant.operations import Operation
from tests.contract.tenants import FACES, NOBODY, World, a_world, found
from tests.tenancy import registered

UPN = "robin@contoso.example"
ROBIN = User(
    id="0f2c0f4e-5a3b-4a53-8f7e-0b6c1d2e3f40",
    user_principal_name=UPN,
    display_name="Robin Sample",
    enabled=True,
    member=True,
)


@pytest.fixture(params=FACES)
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async with a_world(request.param) as made:
        yield made


async def assigned(world: World, identity_id: str) -> str:
    told = await world.autopilot.identities_by_id([identity_id])
    return found(told, identity_id).user_principal_name


async def test_a_person_is_assigned_and_taken_off_again_and_again(world: World) -> None:
    world.tenant.user_appears(UPN)
    identity_id = registered(world.tenant, "5CG1234XYZ")
    seen = []

    for assign in (True, True, False, False):
        if assign:
            assert await world.autopilot.assign_users({identity_id: ROBIN}) == {}
        else:
            assert await world.autopilot.unassign_users([identity_id]) == {}
        seen.append(await assigned(world, identity_id))

    assert seen == [UPN, UPN, "", ""]
    assert world.requests == 8


async def test_a_person_the_directory_does_not_know_is_refused(world: World) -> None:
    identity_id = registered(world.tenant, "5CG1234XYZ")

    failed = await world.autopilot.assign_users({identity_id: ROBIN})

    refused = failed[identity_id]
    assert isinstance(refused, Refused)
    assert refused.reason.code == "user-not-assignable"


async def test_where_assigning_is_refused_the_properties_are_updated_instead() -> None:
    for face in FACES:
        async with a_world(face, moods=Moods(assignment_refused=1)) as world:
            world.tenant.user_appears(UPN)
            ids = [registered(world.tenant, f"SN-{number}") for number in range(2)]

            failed = await world.autopilot.assign_users(dict.fromkeys(ids, ROBIN))

            assert failed == {}
            assert (world.requests, world.round_trips) == (4, 2)
            assert [await assigned(world, each) for each in ids] == [UPN, UPN]


async def test_a_person_without_a_name_is_greeted_by_the_user_principal_name(world: World) -> None:
    world.tenant.user_appears(UPN)
    identity_id = registered(world.tenant, "5CG1234XYZ")

    failed = await world.autopilot.assign_users({identity_id: replace(ROBIN, display_name="")})

    assert failed == {}
    assert world.requests == 1


async def test_group_tags_are_set_each_to_its_own(world: World) -> None:
    tags = {registered(world.tenant, f"SN-{tag}"): tag for tag in ("Office", "Kiosk")}

    failed = await world.autopilot.set_group_tags(tags | {NOBODY: "Office"})

    told = await world.autopilot.identities_by_id(tags)
    assert {each: found(told, each).group_tag for each in tags} == tags
    assert set(failed) == {NOBODY}


async def test_what_is_deregistered_is_gone_and_may_be_so_already(world: World) -> None:
    identity_id = registered(world.tenant, "5CG1234XYZ")

    failed = await world.autopilot.delete_identities([identity_id, NOBODY])
    again = await world.autopilot.delete_identities([identity_id])

    assert (failed, again) == ({}, {})
    assert await world.autopilot.identities(["5CG1234XYZ"]) == {}


async def test_a_device_that_is_enrolled_is_not_deregistered(world: World) -> None:
    identity_id = registered(world.tenant, "5CG1234XYZ")
    world.tenant.switches_on("5CG1234XYZ")

    failed = await world.autopilot.delete_identities([identity_id])

    refused = failed[identity_id]
    assert isinstance(refused, Refused)
    assert refused.reason.code == "not-deregistered"


async def test_a_sync_brings_registrations_into_sight() -> None:
    latencies = Latencies(identity_seen=seconds(3600), sync_runs=seconds(30))
    for face in FACES:
        async with a_world(face, latencies) as world:
            world.tenant.oem_registers("SN-1")
            before = await world.autopilot.identities(["SN-1"])

            await world.autopilot.sync()

            world.clock.advance(timedelta(seconds=30))
            assert before == {}
            assert set(await world.autopilot.identities(["SN-1"])) == {"SN-1"}


@pytest.mark.parametrize("later", [0, 300])
async def test_that_somebody_else_had_it_synced_is_no_error(later: int) -> None:
    for face in FACES:
        async with a_world(face, Latencies(sync_runs=seconds(30))) as world:
            world.tenant.sync()
            world.clock.advance(timedelta(seconds=later))

            await world.autopilot.sync()

            assert world.requests == 2


async def test_a_sync_is_not_asked_for_within_ten_minutes_of_the_last(world: World) -> None:
    await world.autopilot.sync()

    for _ in range(2):
        world.clock.advance(timedelta(minutes=4))
        await world.autopilot.sync()

    assert world.requests == 1
    world.clock.advance(timedelta(minutes=3))
    await world.autopilot.sync()
    assert world.requests == 2


async def test_the_throttled_sync_closes_nothing_else(world: World) -> None:
    world.tenant.oem_registers("SN-1")
    world.tenant.sync()
    world.clock.advance(timedelta(minutes=1))
    await world.autopilot.sync()

    assert set(await world.autopilot.identities(["SN-1"])) == {"SN-1"}


async def test_a_sync_that_cannot_be_begun_is_said_so(world: World) -> None:
    world.goes_wrong(Outage(), Operation.SYNC)

    with pytest.raises(Unavailable):
        await world.autopilot.sync()

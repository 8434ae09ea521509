"""What every ``Autopilot`` must do: registrations, assignments and states."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from shared.domain.autopilot import DeploymentState, EnrollmentState, Identity, ProfileStatus
from shared.domain.directory import User
from shared.domain.errors import Refused
from simulator.tenant import Latencies, Person, Refusal, minutes, seconds
from simulator.tenant.operations import Operation
from tests.contract.tenants import FACES, World, a_world
from tests.tenancy import registered

ROBIN = User(
    id="0f2c0f4e-5a3b-4a53-8f7e-0b6c1d2e3f40",
    user_principal_name="robin@contoso.example",
    display_name="Robin Sample",
    enabled=True,
    member=True,
)


@pytest.fixture(params=FACES)
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async with a_world(request.param) as found:
        yield found


async def test_an_identity_is_found_by_its_exact_serial_number(world: World) -> None:
    for serial in ("5CG1234XYZ", "5CG1234XYZ1", "A5CG1234XYZ"):
        world.tenant.oem_registers(serial, group_tag="Office")

    found = await world.autopilot.identity("5CG1234XYZ")

    assert found is not None
    assert (found.serial, found.group_tag) == ("5CG1234XYZ", "Office")


async def test_only_a_longer_serial_number_is_no_find(world: World) -> None:
    world.tenant.oem_registers("5CG1234XYZ1")

    assert await world.autopilot.identity("5CG1234XYZ") is None


async def test_case_and_blanks_do_not_tell_serial_numbers_apart(world: World) -> None:
    world.tenant.oem_registers("5cg1234xyz")

    found = await world.autopilot.identity(" 5CG1234xyz ")

    assert found is not None
    assert found.serial == "5cg1234xyz"


async def test_a_quote_in_a_serial_number_does_not_break_the_filter(world: World) -> None:
    world.tenant.oem_registers("O'NEILL-1")

    found = await world.autopilot.identity("O'NEILL-1")

    assert found is not None


async def test_the_look_up_shows_the_person_whom_the_list_leaves_out(world: World) -> None:
    world.tenant.user_appears(ROBIN.user_principal_name)
    identity_id = registered(world.tenant, "5CG1234XYZ")
    await world.autopilot.assign_user(identity_id, ROBIN)

    found = await world.autopilot.identity("5CG1234XYZ")

    assert found is not None
    assert found.user_principal_name == "robin@contoso.example"


async def test_a_look_up_goes_on_to_the_next_page(world: World) -> None:
    for number in range(501):
        world.tenant.oem_registers(f"{number:04}-AB")
    world.tenant.oem_registers("AB")

    found = await world.autopilot.identity("AB")

    assert found is not None
    assert world.requests == 3


async def test_when_the_filter_is_refused_the_whole_list_is_read(world: World) -> None:
    refusal = Refusal(status=400, code="BadRequest", message="An error has occurred")
    world.goes_wrong(refusal, Operation.IDENTITIES)
    world.tenant.oem_registers("AB-12-CD")

    found = await world.autopilot.identity("AB-12-CD")

    assert found is not None
    assert world.requests == 3


async def test_a_list_that_is_refused_without_a_filter_is_refused(world: World) -> None:
    refusal = Refusal(status=400, code="BadRequest", message="An error has occurred")
    world.goes_wrong(refusal, Operation.IDENTITIES, times=2)

    with pytest.raises(Refused) as raised:
        await world.autopilot.identity("AB-12-CD")

    assert raised.value.reason.sentence == (
        "Graph answered 400 BadRequest to looking up an Autopilot identity."
    )


async def test_an_identity_has_no_device_until_the_directory_made_one() -> None:
    latencies = Latencies(
        identity_seen=seconds(0), device_created=seconds(60), device_replicated=seconds(0)
    )
    for face in FACES:
        async with a_world(face, latencies) as world:
            identity_id = registered(world.tenant, "5CG1234XYZ")

            before = await world.autopilot.identity_by_id(identity_id)
            world.clock.advance(timedelta(minutes=1))
            after = await world.autopilot.identity_by_id(identity_id)

        assert before == Identity(
            id=identity_id, serial="5CG1234XYZ", enrollment_state=EnrollmentState.NOT_CONTACTED
        )
        assert after is not None
        assert after.device_id is not None


async def test_an_identity_that_is_gone_is_none(world: World) -> None:
    assert await world.autopilot.identity_by_id("00000000-0000-0000-0000-00000000dead") is None


async def test_a_person_is_assigned_and_taken_off_again_and_again(world: World) -> None:
    world.tenant.user_appears(ROBIN.user_principal_name)
    identity_id = registered(world.tenant, "5CG1234XYZ")
    seen = []

    for assigned in (True, True, False, False):
        if assigned:
            await world.autopilot.assign_user(identity_id, ROBIN)
        else:
            await world.autopilot.unassign_user(identity_id)
        found = await world.autopilot.identity_by_id(identity_id)
        seen.append(found.user_principal_name if found else None)

    assert seen == ["robin@contoso.example", "robin@contoso.example", "", ""]
    assert world.requests == 8


async def test_a_person_the_directory_does_not_know_is_refused(world: World) -> None:
    identity_id = registered(world.tenant, "5CG1234XYZ")

    with pytest.raises(Refused):
        await world.autopilot.assign_user(identity_id, ROBIN)


async def test_the_profile_is_seen_to_arrive(world: World) -> None:
    identity_id = registered(world.tenant, "5CG1234XYZ")
    before = await world.autopilot.profile_status(identity_id)

    every = world.tenant.group_exists(
        "Every Autopilot device",
        rule='(device.devicePhysicalIDs -any (_ -startsWith "[ZTDid]"))',
    )
    world.tenant.profile_assigned("User driven", every)

    assert before is ProfileStatus.NOT_ASSIGNED
    assert await world.autopilot.profile_status(identity_id) is ProfileStatus.IN_SYNC


async def test_the_profile_of_an_identity_that_is_gone_is_refused(world: World) -> None:
    with pytest.raises(Refused) as raised:
        await world.autopilot.profile_status("00000000-0000-0000-0000-00000000dead")

    assert raised.value.reason.code == "not-found"


async def test_a_machine_that_was_never_switched_on_has_no_deployment(world: World) -> None:
    registered(world.tenant, "5CG1234XYZ")

    assert await world.autopilot.deployment_state("5CG1234XYZ") is None
    assert world.requests == 1


async def test_a_deployment_is_followed_to_its_end() -> None:
    latencies = Latencies(device_setup=minutes(20), account_setup=minutes(10))
    for face in FACES:
        async with a_world(face, latencies) as world:
            world.tenant.user_appears(ROBIN.user_principal_name, person=Person())
            world.tenant.oem_registers("5CG1234XYZ")
            world.clock.advance(timedelta(hours=1))
            world.tenant.switches_on("5CG1234XYZ")
            world.clock.advance(timedelta(minutes=5))

            during = await world.autopilot.deployment_state(" 5cg1234xyz")
            world.clock.advance(timedelta(hours=1))
            after = await world.autopilot.deployment_state("5CG1234XYZ")

        assert (during, after) == (DeploymentState.IN_PROGRESS, DeploymentState.SUCCESS)


async def test_events_come_fifty_a_page_and_every_page_is_read(world: World) -> None:
    for number in range(101):
        world.tenant.oem_registers(f"MANY{number:03}")
        world.tenant.switches_on(f"MANY{number:03}")

    assert await world.autopilot.deployment_state("MANY100") is DeploymentState.IN_PROGRESS
    assert world.requests == 3

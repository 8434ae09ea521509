"""What every ``Autopilot`` must do: look up what is registered, and read it."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from shared.domain.autopilot import EnrollmentState, Identity, ProfileStatus
from shared.domain.errors import Refused
from simulator.tenant import Latencies, Moods, Refusal, seconds
from simulator.tenant.operations import Operation
from tests.contract.tenants import FACES, NOBODY, World, a_world, found
from tests.tenancy import registered

TROUBLE = Refusal(status=400, code="BadRequest", message="An error has occurred")


@pytest.fixture(params=FACES)
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async with a_world(request.param) as made:
        yield made


async def test_identities_are_found_by_their_exact_serial_numbers(world: World) -> None:
    for serial in ("5CG1234XYZ", "5CG1234XYZ1", "A5CG1234XYZ"):
        world.tenant.oem_registers(serial, group_tag="Office")

    told = await world.autopilot.identities(["5CG1234XYZ", "5CG1234"])

    assert set(told) == {"5CG1234XYZ"}
    identity = found(told, "5CG1234XYZ")
    assert (identity.serial, identity.group_tag) == ("5CG1234XYZ", "Office")


async def test_case_and_blanks_do_not_tell_serial_numbers_apart(world: World) -> None:
    world.tenant.oem_registers("5cg1234xyz")

    told = await world.autopilot.identities([" 5CG1234xyz "])

    assert found(told, " 5CG1234xyz ").serial == "5cg1234xyz"


async def test_a_quote_in_a_serial_number_does_not_break_the_filter(world: World) -> None:
    world.tenant.oem_registers("O'NEILL-1")

    assert set(await world.autopilot.identities(["O'NEILL-1"])) == {"O'NEILL-1"}


async def test_a_look_up_goes_on_to_the_next_page(world: World) -> None:
    for number in range(501):
        world.tenant.oem_registers(f"{number:04}-AB")
    world.tenant.oem_registers("AB")

    assert set(await world.autopilot.identities(["AB"])) == {"AB"}
    assert world.requests == 2


async def test_all_that_is_registered_is_read_page_by_page(world: World) -> None:
    for number in range(501):
        world.tenant.oem_registers(f"SN-{number:04}", group_tag="Office")

    first = await world.autopilot.identity_page()
    second = await world.autopilot.identity_page(first.link)

    both = [*first.identities, *second.identities]
    assert sorted(each.serial for each in both) == [f"SN-{number:04}" for number in range(501)]
    assert {each.group_tag for each in both} == {"Office"}
    assert (first.link != "", second.link) == (True, "")
    assert world.requests == 2


async def test_where_filters_are_refused_the_list_is_read_once_for_all_of_them() -> None:
    for face in FACES:
        async with a_world(face, moods=Moods(hyphens_refused=1)) as world:
            for serial in ("AB-1", "AB-2", "AB3"):
                world.tenant.oem_registers(serial)

            told = await world.autopilot.identities(["AB-1", "AB-2", "AB3", "AB-4"])

        assert set(told) == {"AB-1", "AB-2", "AB3"}
        assert world.requests == 5


async def test_a_list_that_is_refused_without_a_filter_is_refused(world: World) -> None:
    world.goes_wrong(TROUBLE, Operation.IDENTITIES, times=2)

    told = await world.autopilot.identities(["AB-12-CD"])

    refused = told["AB-12-CD"]
    assert isinstance(refused, Refused)
    assert refused.reason.sentence == (
        "Graph answered 400 BadRequest to looking up Autopilot identities."
    )


async def test_what_is_refused_for_one_holds_up_none_of_the_others(world: World) -> None:
    world.tenant.oem_registers("SN-1")
    world.tenant.oem_registers("SN-2")
    refusal = Refusal(status=403, code="Forbidden", message="No.")
    world.goes_wrong(refusal, Operation.IDENTITIES, about="SN-1")

    told = await world.autopilot.identities(["SN-1", "SN-2"])

    assert isinstance(told["SN-1"], Refused)
    assert found(told, "SN-2").serial == "SN-2"


async def test_more_than_twenty_are_looked_up_in_the_list(world: World) -> None:
    serials = [f"SN-{number}" for number in range(21)]
    for serial in serials[1:]:
        world.tenant.oem_registers(serial)

    told = await world.autopilot.identities(serials)

    assert set(told) == set(serials[1:])
    assert world.requests == 1


async def test_a_list_that_is_known_to_be_short_is_read_for_two(world: World) -> None:
    serials = [f"SN-{number}" for number in range(21)]
    for serial in serials:
        world.tenant.oem_registers(serial)
    await world.autopilot.identities(serials)
    before = world.requests

    told = await world.autopilot.identities(serials[:2])

    assert set(told) == set(serials[:2])
    assert world.requests - before == 1


async def test_an_identity_has_no_device_until_the_directory_made_one() -> None:
    latencies = Latencies(
        identity_seen=seconds(0), device_created=seconds(60), device_replicated=seconds(0)
    )
    for face in FACES:
        async with a_world(face, latencies) as world:
            identity_id = registered(world.tenant, "5CG1234XYZ")

            before = await world.autopilot.identities_by_id([identity_id])
            world.clock.advance(timedelta(minutes=1))
            after = await world.autopilot.identities_by_id([identity_id])

        assert found(before, identity_id) == Identity(
            id=identity_id, serial="5CG1234XYZ", enrollment_state=EnrollmentState.NOT_CONTACTED
        )
        assert found(after, identity_id).device_id is not None


async def test_an_identity_names_its_managed_device_once_it_is_enrolled(world: World) -> None:
    identity_id = registered(world.tenant, "5CG1234XYZ")
    before = await world.autopilot.identities_by_id([identity_id])
    world.tenant.switches_on("5CG1234XYZ")

    after = await world.autopilot.identities_by_id([identity_id])

    managed = await world.monitoring.managed_devices(["5CG1234XYZ"])
    assert found(before, identity_id).managed_device_id == ""
    assert found(after, identity_id).managed_device_id == found(managed, "5CG1234XYZ").id


async def test_an_identity_that_is_gone_is_left_out(world: World) -> None:
    identity_id = registered(world.tenant, "5CG1234XYZ")

    assert set(await world.autopilot.identities_by_id([identity_id, NOBODY])) == {identity_id}


async def test_the_profile_is_seen_to_arrive(world: World) -> None:
    identity_id = registered(world.tenant, "5CG1234XYZ")
    before = await world.autopilot.profile_statuses([identity_id])

    every = world.tenant.group_exists(
        "Every Autopilot device",
        rule='(device.devicePhysicalIDs -any (_ -startsWith "[ZTDid]"))',
    )
    world.tenant.profile_assigned("User driven", every)

    assert before == {identity_id: ProfileStatus.NOT_ASSIGNED}
    after = await world.autopilot.profile_statuses([identity_id])
    assert after == {identity_id: ProfileStatus.IN_SYNC}


@pytest.mark.parametrize("others", [0, 20])
async def test_the_profile_of_an_identity_that_is_gone_is_left_out(
    world: World, others: int
) -> None:
    ids = [registered(world.tenant, f"SN-{number}") for number in range(others)]

    assert set(await world.autopilot.profile_statuses([*ids, NOBODY])) == set(ids)


async def test_nothing_to_ask_asks_nothing(world: World) -> None:
    asked = [
        await world.autopilot.identities([]),
        await world.autopilot.identities_by_id([]),
        await world.autopilot.profile_statuses([]),
        await world.autopilot.import_devices([]),
        await world.autopilot.assign_users({}),
        await world.directory.add_members(NOBODY, []),
        await world.monitoring.managed_devices([]),
        await world.preparation.import_identifiers([]),
    ]

    assert asked == [{}] * 8
    assert world.round_trips == 0

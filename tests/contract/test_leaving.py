"""What every port must do to devices that leave: delete, deregister, and let them enrol again."""

from collections.abc import AsyncIterator

import pytest

from shared.domain.errors import Throttled
from simulator.tenant import Operation, Throttle
from tests.contract.tenants import FACES, NOBODY, World, a_world, found
from tests.contract.test_preparation import identifiers
from tests.tenancy import registered


@pytest.fixture(params=FACES)
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async with a_world(request.param) as made:
        yield made


async def managed(world: World, serial: str) -> str:
    return found(await world.monitoring.managed_devices([serial]), serial).id


async def test_a_deleted_device_is_managed_no_more_and_may_be_gone_already(world: World) -> None:
    registered(world.tenant, "SN-1")
    world.tenant.switches_on("SN-1")
    managed_id = await managed(world, "SN-1")

    failed = await world.monitoring.delete_managed_devices([managed_id, NOBODY])
    again = await world.monitoring.delete_managed_devices([managed_id])

    assert (failed, again) == ({}, {})
    assert await world.monitoring.managed_devices(["SN-1"]) == {}


async def test_a_device_that_intune_has_forgotten_is_deregistered(world: World) -> None:
    identity_id = registered(world.tenant, "SN-1")
    world.tenant.switches_on("SN-1")
    await world.monitoring.delete_managed_devices([await managed(world, "SN-1")])

    assert await world.autopilot.delete_identities([identity_id]) == {}
    assert await world.autopilot.identities(["SN-1"]) == {}


async def test_each_deletion_is_a_request_and_twenty_are_an_exchange(world: World) -> None:
    failed = await world.monitoring.delete_managed_devices([f"gone-{n}" for n in range(21)])

    assert failed == {}
    assert (world.requests, world.round_trips) == (21, 2)


async def test_a_deletion_that_is_throttled_is_told(world: World) -> None:
    world.goes_wrong(Throttle(retry_after=60), Operation.DELETE_MANAGED_DEVICE)

    failed = await world.monitoring.delete_managed_devices([NOBODY])

    assert isinstance(failed[NOBODY], Throttled)


async def test_a_device_that_may_not_enrol_again_is_let(world: World) -> None:
    # "Unblock device", Windows Autopilot troubleshooting FAQ, error 0x80180014.
    identity_id = registered(world.tenant, "SN-1")
    world.tenant.enrolment_blocked("SN-1")
    before = await world.autopilot.blocked_enrollments([identity_id, NOBODY])

    failed = await world.autopilot.allow_next_enrollments([identity_id])

    assert (before, failed) == ({identity_id: True}, {})
    assert await world.autopilot.blocked_enrollments([identity_id]) == {identity_id: False}


async def test_whoever_is_not_registered_cannot_be_let_enrol(world: World) -> None:
    assert set(await world.autopilot.allow_next_enrollments([NOBODY])) == {NOBODY}


async def test_a_deleted_identifier_is_listed_no_more(world: World) -> None:
    wanted = identifiers("SN-1", "SN.2", "SN-3")
    await world.preparation.import_identifiers(wanted)

    failed = await world.preparation.delete_identifiers(identifiers("SN-1", "SN.2", "SN-4"))

    assert failed == {}
    assert await world.preparation.identifiers(wanted) == {
        "SN-1": False,
        "SN.2": False,
        "SN-3": True,
    }
    # A search, and one deletion each of those that were found.
    assert world.requests == 1 + 3 + 1

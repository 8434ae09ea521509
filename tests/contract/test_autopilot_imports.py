"""What every ``Autopilot`` must do with imports."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from shared.domain.autopilot import ImportRecord, ImportStatus
from shared.domain.errors import Refused, Unavailable
from simulator.tenant import Latencies, Outage, Refusal, seconds
from simulator.tenant.operations import Operation
from tests.contract.tenants import FACES, NOBODY, World, a_world, an_order, found, the_error

OURS = "11111111-1111-4111-8111-111111111111"
THEIRS = "22222222-2222-4222-8222-222222222222"
TROUBLE = Refusal(status=400, code="BadRequest", message="An error has occurred")


@pytest.fixture(params=FACES)
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    latencies = Latencies(import_pending=seconds(5), import_finished=seconds(60))
    async with a_world(request.param, latencies) as made:
        yield made


async def imported(world: World, serial: str, **other: str) -> ImportRecord:
    return found(await world.autopilot.import_devices([an_order(serial, **other)]), serial)


async def test_an_import_keeps_our_id_beside_its_own(world: World) -> None:
    record = await imported(world, "5CG1", import_id=OURS)

    assert (record.serial, record.import_id) == ("5CG1", OURS)
    assert record.status is ImportStatus.UNKNOWN
    assert record.id != OURS


async def test_the_group_tag_travels_with_the_import(world: World) -> None:
    await imported(world, "5CG1", group_tag="Office")
    world.clock.advance(timedelta(minutes=10))

    assert found(await world.autopilot.identities(["5CG1"]), "5CG1").group_tag == "Office"


async def test_an_import_is_followed_by_its_own_id(world: World) -> None:
    record = await imported(world, "5CG1")
    seen = []

    for elapsed in (5, 55):
        world.clock.advance(timedelta(seconds=elapsed))
        told = await world.autopilot.import_records([record.id])
        seen.append(found(told, record.id).status)

    assert seen == [ImportStatus.PENDING, ImportStatus.COMPLETE]
    assert world.requests == 3


async def test_an_import_record_that_is_gone_is_left_out(world: World) -> None:
    record = await imported(world, "5CG1")

    assert set(await world.autopilot.import_records([NOBODY, record.id])) == {record.id}


async def test_a_deleted_record_is_gone_and_may_be_so_already(world: World) -> None:
    record = await imported(world, "5CG1")

    failed = [await world.autopilot.delete_imports([record.id, NOBODY]) for _ in range(2)]

    assert failed == [{}, {}]
    assert await world.autopilot.imports_of(["5CG1"]) == {}


async def test_a_failed_import_says_why(world: World) -> None:
    world.tenant.owned_elsewhere("5CG1")
    await imported(world, "5CG1")
    world.clock.advance(timedelta(minutes=2))

    record = found(await world.autopilot.imports_of(["5CG1"]), "5CG1")

    assert record.status is ImportStatus.ERROR
    assert (record.error_name, record.error_code) == ("ZtdDeviceAssignedToOtherTenant", 808)


async def test_an_import_is_found_by_its_exact_serial_number(world: World) -> None:
    orders = [an_order("5CG1"), an_order("5CG12"), an_order("A5CG1")]
    await world.autopilot.import_devices(orders)

    told = await world.autopilot.imports_of([" 5cg1 ", "5CG"])

    assert set(told) == {" 5cg1 "}
    assert found(told, " 5cg1 ").serial == "5CG1"


@pytest.mark.parametrize("others", [0, 20])
async def test_an_import_under_way_comes_before_one_that_is_over(world: World, others: int) -> None:
    await imported(world, "5CG1", import_id=THEIRS)
    world.clock.advance(timedelta(minutes=2))
    await imported(world, "5CG1", import_id=OURS)

    told = await world.autopilot.imports_of(["5CG1", *(f"OTHER-{each}" for each in range(others))])

    assert found(told, "5CG1").import_id == OURS


async def test_a_complete_import_comes_before_a_failed_repetition(world: World) -> None:
    for import_id in (THEIRS, OURS):
        await imported(world, "5CG1", import_id=import_id)
        world.clock.advance(timedelta(minutes=2))

    record = found(await world.autopilot.imports_of(["5CG1"]), "5CG1")

    assert (record.import_id, record.status) == (THEIRS, ImportStatus.COMPLETE)


async def test_when_the_filter_is_refused_every_import_is_read(world: World) -> None:
    await world.autopilot.import_devices([an_order("AB-1"), an_order("AB-2")])
    world.goes_wrong(TROUBLE, Operation.IMPORTS)

    assert set(await world.autopilot.imports_of(["AB-2"])) == {"AB-2"}
    assert world.requests == 3


@pytest.mark.parametrize("damaged", ["T0E!", "T0E"])
async def test_a_hash_that_arrived_damaged_spoils_no_other(world: World, damaged: str) -> None:
    orders = [an_order("5CG1", hardware_hash=damaged), an_order("5CG2")]

    told = await world.autopilot.import_devices(orders)

    refused = the_error(told, "5CG1")
    assert isinstance(refused, Refused)
    assert refused.reason.code == "hash-not-base64"
    assert damaged not in str(refused.reason)
    assert found(told, "5CG2").status is ImportStatus.UNKNOWN
    assert world.requests == 1


async def test_what_spoils_an_upload_is_found_by_halving_it(world: World) -> None:
    world.goes_wrong(TROUBLE, Operation.IMPORT_DEVICES, about="SN-3", times=99)

    told = await world.autopilot.import_devices([an_order(f"SN-{each}") for each in range(8)])

    assert isinstance(the_error(told, "SN-3"), Refused)
    assert sum(isinstance(each, ImportRecord) for each in told.values()) == 7
    assert world.requests == 7


async def test_an_upload_that_is_refused_for_another_reason_is_not_halved(world: World) -> None:
    world.goes_wrong(Outage(), Operation.IMPORT_DEVICES)

    told = await world.autopilot.import_devices([an_order("SN-1"), an_order("SN-2")])

    assert [type(the_error(told, each)) for each in ("SN-1", "SN-2")] == [Unavailable] * 2
    assert world.requests == 1


async def test_more_than_five_hundred_are_uploaded_in_parts(world: World) -> None:
    orders = [an_order(f"SN-{each}", hardware_hash="T0EA") for each in range(501)]

    told = await world.autopilot.import_devices(orders)

    assert len(told) == 501
    assert world.requests == 2

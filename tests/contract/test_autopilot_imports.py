"""What every ``Autopilot`` must do with imports."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from shared.domain.autopilot import ImportStatus
from shared.domain.errors import Refused
from simulator.tenant import Latencies, Refusal, seconds
from simulator.tenant.operations import Operation
from tests.contract.tenants import FACES, World, a_world, an_order

OURS = "11111111-1111-4111-8111-111111111111"
THEIRS = "22222222-2222-4222-8222-222222222222"


@pytest.fixture(params=FACES)
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    latencies = Latencies(import_pending=seconds(5), import_finished=seconds(60))
    async with a_world(request.param, latencies) as found:
        yield found


async def test_an_import_keeps_our_id_beside_its_own(world: World) -> None:
    (record,) = await world.autopilot.import_devices([an_order("5CG1", import_id=OURS)])

    assert (record.serial, record.import_id) == ("5CG1", OURS)
    assert record.status is ImportStatus.UNKNOWN
    assert record.id != OURS


async def test_many_devices_are_imported_with_one_request(world: World) -> None:
    orders = [an_order(f"5CG{number}") for number in range(3)]

    records = await world.autopilot.import_devices(orders)

    assert {record.serial for record in records} == {"5CG0", "5CG1", "5CG2"}
    assert world.requests == 1


async def test_nothing_to_import_asks_nothing(world: World) -> None:
    assert list(await world.autopilot.import_devices([])) == []
    assert world.requests == 0


async def test_the_group_tag_travels_with_the_import(world: World) -> None:
    await world.autopilot.import_devices([an_order("5CG1", group_tag="Office")])
    world.clock.advance(timedelta(minutes=10))

    found = await world.autopilot.identity("5CG1")

    assert found is not None
    assert found.group_tag == "Office"


async def test_an_import_is_followed_by_its_own_id(world: World) -> None:
    (record,) = await world.autopilot.import_devices([an_order("5CG1")])
    seen = []

    for elapsed in (5, 55):
        world.clock.advance(timedelta(seconds=elapsed))
        found = await world.autopilot.import_record(record.id)
        seen.append(found.status if found else None)

    assert seen == [ImportStatus.PENDING, ImportStatus.COMPLETE]
    assert world.requests == 3


async def test_an_import_record_that_is_gone_is_none(world: World) -> None:
    assert await world.autopilot.import_record("00000000-0000-0000-0000-00000000dead") is None


async def test_a_failed_import_says_why(world: World) -> None:
    world.tenant.owned_elsewhere("5CG1")
    await world.autopilot.import_devices([an_order("5CG1")])
    world.clock.advance(timedelta(minutes=2))

    found = await world.autopilot.import_of("5CG1")

    assert found is not None
    assert found.status is ImportStatus.ERROR
    assert (found.error_name, found.error_code) == ("ZtdDeviceAssignedToOtherTenant", 808)


async def test_an_import_is_found_by_its_exact_serial_number(world: World) -> None:
    orders = [an_order("5CG1"), an_order("5CG12"), an_order("A5CG1")]
    await world.autopilot.import_devices(orders)

    found = await world.autopilot.import_of(" 5cg1 ")

    assert found is not None
    assert found.serial == "5CG1"
    assert world.requests == 2


async def test_a_serial_number_without_an_import_has_none(world: World) -> None:
    await world.autopilot.import_devices([an_order("5CG12")])

    assert await world.autopilot.import_of("5CG1") is None


async def test_an_import_under_way_comes_before_one_that_is_over(world: World) -> None:
    await world.autopilot.import_devices([an_order("5CG1", import_id=THEIRS)])
    world.clock.advance(timedelta(minutes=2))
    await world.autopilot.import_devices([an_order("5CG1", import_id=OURS)])

    found = await world.autopilot.import_of("5CG1")

    assert found is not None
    assert found.import_id == OURS


async def test_a_complete_import_comes_before_a_failed_repetition(world: World) -> None:
    for import_id in (THEIRS, OURS):
        await world.autopilot.import_devices([an_order("5CG1", import_id=import_id)])
        world.clock.advance(timedelta(minutes=2))

    found = await world.autopilot.import_of("5CG1")

    assert found is not None
    assert (found.import_id, found.status) == (THEIRS, ImportStatus.COMPLETE)


async def test_when_the_filter_is_refused_every_import_is_read(world: World) -> None:
    await world.autopilot.import_devices([an_order("AB-1"), an_order("AB-2")])
    refusal = Refusal(status=400, code="BadRequest", message="An error has occurred")
    world.goes_wrong(refusal, Operation.IMPORTS)

    found = await world.autopilot.import_of("AB-2")

    assert found is not None
    assert found.serial == "AB-2"
    assert world.requests == 3


@pytest.mark.parametrize("damaged", ["T0EA", "T0E!", "T0E"])
async def test_a_hash_that_arrived_damaged_is_refused_with_its_remedy(
    world: World, damaged: str
) -> None:
    order = an_order("5CG1", hardware_hash=damaged)

    if damaged == "T0EA":
        (record,) = await world.autopilot.import_devices([order])
        assert record.status is ImportStatus.UNKNOWN
        return
    with pytest.raises(Refused) as raised:
        await world.autopilot.import_devices([order])

    assert raised.value.reason.code == "hash-not-base64"
    assert damaged not in str(raised.value.reason)

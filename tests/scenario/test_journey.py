"""A device's way from its announcement to its desk."""

from datetime import timedelta

import pytest

from shared.domain.shipment import ManifestLine
from shared.domain.stages import Stage
from simulator.tenant import Operation
from tests.journeys import ADELE, a_dynamic_world, a_line, a_world, hired, ship


async def test_a_shipment_with_no_person_is_ready_in_stock() -> None:
    world = a_world()
    await ship(world, a_line("SN-1"))

    await world.settle()

    device = await world.device("SN-1")
    assert device.stage is Stage.READY
    assert device.waiting_for is not None
    assert device.waiting_for.code == "person"


async def test_a_shipment_before_its_hire_ends_on_the_persons_desk() -> None:
    world = a_world()
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle(timedelta(hours=1))
    hired(world)

    await world.settle()

    device = await world.device("SN-1")
    assert device.stage is Stage.DEPLOYED
    assert device.assigned_to == ADELE
    assert device.pairing is not None
    assert device.pairing.rule == "same order reference"


async def test_a_hire_before_the_shipment_ends_the_same() -> None:
    world = a_world()
    hired(world)
    await world.settle()
    await ship(world, a_line("SN-1", order_reference="po-1 "))

    await world.settle()

    device = await world.device("SN-1")
    (hire,) = await world.hires()
    assert device.stage is Stage.DEPLOYED
    assert device.assigned_to == ADELE
    assert hire.device == "SN-1"


async def test_the_line_may_name_a_person_whom_hr_never_announced() -> None:
    world = a_world()
    await ship(world, a_line("SN-1", person=ADELE.upper()))

    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.DEPLOYED
    assert (await world.device("SN-1")).assigned_to == ADELE


async def test_the_stages_come_in_the_order_of_the_route() -> None:
    world = a_world()
    hired(world)
    await ship(world, a_line("SN-1", order_reference="PO-1"))

    await world.settle()

    stages = list(dict.fromkeys(entry.stage for entry in (await world.device("SN-1")).timeline))
    assert stages == [
        Stage.EXPECTED,
        Stage.REGISTERING,
        Stage.REGISTERED,
        Stage.GROUPED,
        Stage.ASSIGNED,
        Stage.READY,
        Stage.DEPLOYING,
        Stage.DEPLOYED,
    ]


async def test_a_device_is_not_registered_before_its_identity_was_seen() -> None:
    world = a_world()
    await ship(world, a_line("SN-1"))

    await world.settle(timedelta(seconds=50))

    assert (await world.device("SN-1")).stage is Stage.REGISTERING


async def test_a_device_that_is_registered_already_is_not_imported() -> None:
    world = a_world()
    world.tenant.oem_registers("SN-1")
    world.clock.advance(timedelta(hours=1))
    await ship(world, a_line("SN-1"))

    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.READY
    assert world.tenant.counts.by_operation[Operation.IMPORT_DEVICES] == 0


async def test_a_line_without_a_hash_waits_for_the_manufacturer() -> None:
    world = a_world()
    world.tenant.oem_registers("SN-1", world.clock.now() + timedelta(hours=3))
    await ship(world, ManifestLine(serial="SN-1"))
    await world.settle(timedelta(hours=1))
    waiting = (await world.device("SN-1")).waiting_for

    await world.settle()

    assert waiting is not None
    assert waiting.code == "oem-registration"
    assert (await world.device("SN-1")).stage is Stage.READY


async def test_a_dynamic_group_is_waited_for_and_never_written() -> None:
    world = a_dynamic_world()
    await ship(world, a_line("SN-1"))

    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.READY
    assert world.tenant.counts.by_operation[Operation.ADD_MEMBER] == 0


async def test_the_hash_is_forgotten_once_the_device_is_registered() -> None:
    world = a_world()
    line = a_line("SN-1")
    await ship(world, line)
    await world.settle(timedelta(seconds=30))
    before = await world.stored_hash("SN-1", line.fingerprint)

    await world.settle()

    assert before is not None
    assert await world.stored_hash("SN-1", line.fingerprint) is None


@pytest.mark.parametrize("devices", [60])
async def test_a_manifest_is_imported_in_bulk(devices: int) -> None:
    world = a_world()
    await ship(world, *(a_line(f"SN-{number}") for number in range(devices)))

    await world.settle()

    assert {device.stage for device in await world.devices()} == {Stage.READY}
    assert world.tenant.counts.by_operation[Operation.IMPORT_DEVICES] == 1


async def test_every_line_of_a_timeline_names_what_led_to_it() -> None:
    world = a_world()
    hired(world)
    await ship(world, a_line("SN-1", order_reference="PO-1"))

    await world.settle()

    assert all(entry.cause for entry in (await world.device("SN-1")).timeline)

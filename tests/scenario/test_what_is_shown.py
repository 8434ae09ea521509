"""What a device says that it waits for, and what may not be lost or parked on the way."""

from datetime import timedelta

import pytest

from shared.domain.commands import HireEvent
from shared.domain.shipment import ManifestLine
from shared.domain.stages import Milestone, Stage
from simulator.tenant import Operation, Person
from simulator.world import START, World
from tests.journeys import ADELE, a_hire, a_line, a_world, hired, ship

NESTOR = "nestor.wilke@contoso.com"
MINUTES = timedelta(minutes=1)


def import_fails(world: World, serial: str, error: str) -> None:
    """Let the import that is under way have failed."""
    (record,) = world.tenant.model.imports.containing(serial)
    record.status, record.error = "error", error


async def test_a_hire_may_come_while_an_import_is_to_be_repeated() -> None:
    world = a_world()
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle(50 * MINUTES / 60)
    import_fails(world, "SN-1", "StorageError")
    await world.settle(5 * MINUTES)
    during = (await world.device("SN-1")).stage
    hired(world)

    await world.settle()

    assert during is Stage.EXPECTED
    assert (await world.device("SN-1")).assigned_to == ADELE
    assert await world.parked() == ()


async def test_a_lost_reassignment_is_asked_for_again_by_the_sweep() -> None:
    world = a_world()
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle()
    world.loses(lambda delivery: delivery.queue == "assign-user")
    hired(world)

    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.DEPLOYED


async def test_what_the_person_lacks_is_shown_before_what_the_profile_lacks() -> None:
    world = a_world()
    world.tenant.user_appears(NESTOR, person=Person(licence=None))
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle(MINUTES)
    while not (await world.device("SN-1")).passed(Milestone.GROUPED):
        await world.settle(MINUTES / 2)
    hired(world, a_hire(upn=NESTOR))

    shown = set()
    for _ in range(30):
        await world.settle(MINUTES)
        waiting = (await world.device("SN-1")).waiting_for
        shown.add(waiting.code if waiting else "")

    assert shown == {"licence"}


async def test_a_device_that_lost_its_person_is_not_said_to_wait_for_them() -> None:
    world = a_world()
    hired(world)
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle(25 * MINUTES)
    hired(world, a_hire(HireEvent.CANCELLED, said_at=START + MINUTES))

    await world.settle()

    waiting = (await world.device("SN-1")).waiting_for
    assert waiting is not None
    assert waiting.code == "person"


async def test_a_manifest_that_comes_again_leaves_a_deployed_device_alone() -> None:
    world = a_world()
    await ship(world, a_line("SN-1", person=ADELE))
    await world.settle()
    before = await world.device("SN-1")
    asked = world.tenant.counts.by_operation[Operation.IDENTITIES]
    await ship(world, a_line("SN-1", person=ADELE, model="Contoso 14"), again=True)

    await world.settle()

    after = await world.device("SN-1")
    assert after.timeline == before.timeline
    assert after.waiting_for is None
    assert world.tenant.counts.by_operation[Operation.IDENTITIES] == asked


async def test_a_device_that_somebody_deregistered_is_parked_wherever_it_waits() -> None:
    world = a_world()
    world.tenant.user_appears(NESTOR, person=Person(licence=None))
    await ship(world, a_line("SN-1", person=NESTOR))
    await world.settle(30 * MINUTES)
    (identity,) = world.tenant.identities("SN-1")
    world.tenant.delete_identity(identity["id"])
    await world.settle(40 * MINUTES)
    world.tenant.user_changes(NESTOR, Person())

    await world.settle()

    (parked,) = await world.parked()
    assert parked.reason.code == "deregistered"


async def test_a_deregistered_device_begins_again_when_its_line_is_sent_again() -> None:
    world = a_world()
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle()
    (identity,) = world.tenant.identities("SN-1")
    world.tenant.delete_identity(identity["id"])
    await world.settle(40 * MINUTES)
    world.clock.advance(timedelta(hours=1))
    hired(world)
    await world.settle()
    before = (await world.device("SN-1")).stage
    await ship(world, a_line("SN-1", order_reference="PO-1"), again=True)

    await world.settle()

    assert before is Stage.PARKED
    assert (await world.device("SN-1")).stage is Stage.DEPLOYED


async def test_a_device_whose_hash_is_gone_goes_on_when_its_line_is_sent_again() -> None:
    world = a_world()
    line = a_line("SN-1")
    await ship(world, line)
    await world.forgets_hashes("SN-1")
    await world.settle()
    before = await world.parked()
    await ship(world, line, again=True)

    await world.settle()

    assert [parked.reason.code for parked in before] == ["hash-gone"]
    assert (await world.device("SN-1")).stage is Stage.READY


async def test_a_better_hash_that_came_during_the_import_is_tried_before_parking() -> None:
    world = a_world()
    await ship(world, a_line("SN-1"))
    await world.settle(40 * MINUTES / 60)
    await ship(world, a_line("SN-1", seed=1))
    await world.settle(10 * MINUTES / 60)
    import_fails(world, "SN-1", "InvalidZtdHardwareHash")

    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.READY
    assert await world.parked() == ()


async def test_a_finished_import_of_somebody_else_is_not_taken_for_ours() -> None:
    world = a_world()
    world.tenant.import_devices([{"serialNumber": "SN-1", "hardwareIdentifier": "T0E="}])
    world.clock.advance(timedelta(hours=1))
    (record,) = world.tenant.model.imports.containing("SN-1")
    record.status, record.error, record.import_id = "complete", "", ""
    await ship(world, a_line("SN-1"))

    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.READY


@pytest.mark.parametrize("line", [a_line("SN-1"), ManifestLine(serial="SN-1")])
async def test_a_serial_that_stands_twice_in_a_manifest_is_one_device(line: ManifestLine) -> None:
    world = a_world()
    world.tenant.oem_registers("SN-1", START + 20 * MINUTES)
    await ship(world, line, ManifestLine(serial="sn-1 "))

    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.READY
    assert world.tenant.counts.by_operation[Operation.IMPORT_DEVICES] <= 1
    assert len(world.tenant.model.imports.containing("SN-1")) <= 1

"""Repaired with another mainboard: the same device, registered anew by its new hash."""

from datetime import timedelta

from shared.domain.changes import DeviceEvent
from shared.domain.commands import HireEvent
from shared.domain.stages import Stage
from simulator.tenant import Operation
from tests.journeys import ADELE, a_hash, a_hire, a_line, a_world, hired, ship
from tests.leaving import a_deployed_device, counted, is_managed, person_on, repaired, says


async def test_a_repaired_device_is_registered_anew_for_the_same_person() -> None:
    world = await a_deployed_device()
    before = await world.device("SN-1")
    world.tenant.people_stay_away()
    await repaired(world)

    await world.settle()

    device = await world.device("SN-1")
    assert device.stage is Stage.READY
    assert device.pairing == before.pairing
    assert device.identity_id != before.identity_id
    assert (person_on(world), is_managed(world)) == (ADELE, False)


async def test_tag_order_and_person_stay_and_the_new_hash_is_imported() -> None:
    world = a_world()
    line = a_line("SN-1", group_tag="ENGINEER", order_reference="PO-7", person=ADELE)
    await ship(world, line)
    await world.settle()
    await repaired(world)

    await world.settle()

    device = await world.device("SN-1")
    assert device.line.fingerprint == a_hash("SN-1", 1).fingerprint
    assert (device.group_tag, device.line.order_reference) == ("ENGINEER", "PO-7")
    assert counted(world, Operation.IMPORT_DEVICES) == 2
    assert counted(world, Operation.DELETE_IDENTITY) == 1


async def test_the_new_hash_is_forgotten_once_it_is_registered_and_not_before() -> None:
    world = await a_deployed_device()
    new = a_hash("SN-1", 1).fingerprint
    command = await repaired(world)
    await world.settle(timedelta(seconds=5))
    await world.passes(timedelta(minutes=90))
    kept = await world.stored_hash("SN-1", new)

    await world.settle()

    assert command.fingerprint == new
    assert (kept is not None, await world.stored_hash("SN-1", new)) == (True, None)


async def test_the_person_deploys_it_again() -> None:
    world = await a_deployed_device()
    await repaired(world)

    await world.settle()

    device = await world.device("SN-1")
    assert (device.stage, device.assigned_to) == (Stage.DEPLOYED, ADELE)
    assert (await world.hires())[0].device == "SN-1"


async def test_whose_hire_is_cancelled_during_the_repair_does_not_get_it_back() -> None:
    world = await a_deployed_device()
    world.tenant.people_stay_away()
    await repaired(world)
    hired(world, a_hire(HireEvent.CANCELLED, said_at=world.clock.now()))

    await world.settle()

    device = await world.device("SN-1")
    assert (device.stage, device.pairing) == (Stage.READY, None)
    assert person_on(world) == ""


async def test_a_line_with_another_hash_registers_nothing_anew() -> None:
    # Two hashes of one machine differ ("Windows Autopilot registration overview").
    world = a_world()
    await ship(world, a_line("SN-1"))
    await world.settle()
    await ship(world, a_line("SN-1", seed=1))

    await world.settle()

    assert counted(world, Operation.IMPORT_DEVICES) == 1
    assert counted(world, Operation.DELETE_IDENTITY) == 0


async def test_retired_after_all_it_is_not_registered_anew() -> None:
    world = await a_deployed_device()
    await repaired(world)
    world.clock.advance(timedelta(seconds=1))
    says(world, DeviceEvent.RETIRE)

    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.RETIRED
    assert counted(world, Operation.IMPORT_DEVICES) == 1

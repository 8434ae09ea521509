"""Out of use: deleted from Intune, its person taken off, deregistered, and nothing more."""

from datetime import timedelta

import pytest

from shared.domain.changes import DeviceEvent
from shared.domain.shipment import ShipmentEvent
from shared.domain.stages import Stage
from simulator.tenant import Operation, Refusal, Rule
from tests.journeys import (
    a_described_line,
    a_line,
    a_preparing_world,
    a_world,
    hired,
    identifiers,
    ship,
)
from tests.leaving import a_deployed_device, counted, is_managed, is_registered, says
from tests.operating import redrive, the_parked


async def test_a_deployed_device_is_retired_once_nobody_lists_it() -> None:
    world = await a_deployed_device()
    says(world, DeviceEvent.RETIRE)

    await world.settle()

    device = await world.device("SN-1")
    assert device.stage is Stage.RETIRED
    assert (is_managed(world), is_registered(world)) == (False, False)
    assert (device.pairing, device.leaving, device.planned) == (None, None, {})


async def test_each_is_gone_before_the_next_is_touched() -> None:
    world = await a_deployed_device()
    done: list[str] = []
    world.tenant.trace_to(lambda line: done.append(f"{line['method']} {line['url']}"))
    says(world, DeviceEvent.RETIRE)

    await world.settle()

    managed = max(n for n, each in enumerate(done) if "managedDevices" in each)
    unassigned = next(n for n, each in enumerate(done) if "unassignUserFromDevice" in each)
    deleted = next(
        n
        for n, each in enumerate(done)
        if each.startswith("DELETE /v1.0") and "windowsAutopilotDeviceIdentities" in each
    )
    assert managed < unassigned < deleted


async def test_each_effect_comes_once_and_the_entra_object_is_left_alone() -> None:
    world = await a_deployed_device()
    before = [each.id for each in world.tenant.model.devices.every()]
    says(world, DeviceEvent.RETIRE)

    await world.settle()

    assert counted(world, Operation.DELETE_MANAGED_DEVICE) == 1
    assert counted(world, Operation.UNASSIGN_USER) == 1
    assert counted(world, Operation.DELETE_IDENTITY) == 1
    assert [each.id for each in world.tenant.model.devices.every()] == before


async def test_whoever_had_a_retired_device_at_work_draws_no_other_by_itself() -> None:
    world = await a_deployed_device()
    says(world, DeviceEvent.RETIRE)
    await world.settle()
    await ship(world, a_line("SN-2", order_reference="PO-1"))

    await world.settle()

    (hire,) = await world.hires()
    assert hire.device == ""
    assert (await world.device("SN-2")).pairing is None


async def test_whoever_waits_for_a_device_that_retires_looks_for_another() -> None:
    world = a_world()
    world.tenant.people_stay_away()
    hired(world)
    await ship(world, *(a_line(serial, order_reference="PO-1") for serial in ("SN-1", "SN-2")))
    await world.settle()
    (hire,) = await world.hires()
    says(world, DeviceEvent.RETIRE, hire.device)

    await world.settle()

    (after,) = await world.hires()
    assert {hire.device, after.device} == {"SN-1", "SN-2"}
    assert (await world.device(hire.device)).stage is Stage.RETIRED


async def test_a_parked_device_is_retired_and_its_record_is_gone() -> None:
    world = a_world()
    refusal = Refusal(status=400, code="BadRequest", message="no")
    world.tenant.script.add(Rule(fault=refusal, operation=Operation.IMPORT_DEVICES))
    await ship(world, a_line("SN-1"))
    await world.settle()
    says(world, DeviceEvent.RETIRE)

    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.RETIRED
    assert await world.parked() == ()


async def test_the_registration_of_a_device_that_was_returned_is_deleted() -> None:
    world = a_world()
    await ship(world, a_line("SN-1"))
    await world.settle()
    await ship(world, a_line("SN-1"), event=ShipmentEvent.RETURNED)
    await world.settle()
    before = is_registered(world)
    says(world, DeviceEvent.RETIRE)

    await world.settle()

    assert (before, is_registered(world)) == (True, False)
    assert (await world.device("SN-1")).stage is Stage.RETIRED


async def test_an_import_under_way_is_waited_for_so_that_no_orphan_comes_of_it() -> None:
    world = a_world()
    await ship(world, a_line("SN-1"))
    await world.settle(timedelta(seconds=30))
    assert (await world.device("SN-1")).stage is Stage.REGISTERING
    says(world, DeviceEvent.RETIRE)

    await world.settle()

    await world.passes(timedelta(days=1))
    assert (await world.device("SN-1")).stage is Stage.RETIRED
    assert not is_registered(world)


async def test_a_device_whose_deletion_intune_refuses_is_parked_and_redriven() -> None:
    world = await a_deployed_device()
    refusal = Refusal(status=403, code="Forbidden", message="no")
    world.tenant.script.add(Rule(fault=refusal, operation=Operation.DELETE_MANAGED_DEVICE))
    says(world, DeviceEvent.RETIRE)
    await world.settle()
    parked = await the_parked(world)
    before = await world.device("SN-1")

    await redrive(world, parked)
    await world.settle()

    assert (before.stage, parked.reason.code) == (Stage.PARKED, "forbidden")
    assert (await world.device("SN-1")).stage is Stage.RETIRED
    assert await world.parked() == ()


async def test_a_device_that_autopilot_keeps_listing_is_parked_in_the_end() -> None:
    world = await a_deployed_device()
    new = Refusal(status=400, code="BadRequest", message="An error has occurred")
    world.tenant.script.add(Rule(fault=new, operation=Operation.DELETE_IDENTITY, times=None))
    says(world, DeviceEvent.RETIRE)

    await world.settle()

    assert [each.reason.code for each in await world.parked()] == ["not-deregistered"]


async def test_a_retired_device_that_is_shipped_again_begins_anew() -> None:
    world = await a_deployed_device()
    says(world, DeviceEvent.RETIRE)
    await world.settle()
    await ship(world, a_line("SN-1"), again=True)

    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.READY
    assert counted(world, Operation.IMPORT_DEVICES) == 2


async def test_the_corporate_identifier_goes_where_devices_are_prepared() -> None:
    world = a_preparing_world()
    await ship(world, a_described_line("SN-1"))
    await world.settle()
    before = identifiers(world)
    says(world, DeviceEvent.RETIRE)

    await world.settle()

    assert (len(before), identifiers(world)) == (1, [])
    assert (await world.device("SN-1")).stage is Stage.RETIRED


@pytest.mark.parametrize("event", [DeviceEvent.RETIRE, DeviceEvent.RELEASE])
async def test_what_is_said_of_a_retired_device_changes_nothing(event: DeviceEvent) -> None:
    world = await a_deployed_device()
    says(world, DeviceEvent.RETIRE)
    await world.settle()
    before = await world.device("SN-1")
    world.clock.advance(timedelta(hours=1))
    says(world, event)

    await world.settle()

    assert (await world.device("SN-1")).timeline == before.timeline


async def test_retiring_one_device_takes_twenty_requests_at_most() -> None:
    world = await a_deployed_device()
    before = world.tenant.counts.requests
    says(world, DeviceEvent.RETIRE)

    await world.settle()

    assert world.tenant.counts.requests - before <= 20

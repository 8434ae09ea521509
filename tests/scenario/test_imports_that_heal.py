"""Imports that fail for a while, take very long, or are said to be there and are not."""

from datetime import timedelta

from handlers.redriving import redrive
from shared.domain.commands import ConfirmRegistration, RegisterDevices
from shared.domain.import_failures import MOST_IMPORTS
from shared.domain.stages import Stage
from simulator.tenant import Latencies, LostAnswer, Operation, Outage, Rule, minutes
from simulator.world import World
from tests.journeys import a_hash, a_line, a_world, befallen, ship, waits
from tests.meanwhile import at_once
from tests.operating import said

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


async def storage_fails(world: World, span: timedelta) -> None:
    """Let every import of the device end for lack of storage."""
    for _ in range(span // MINUTE):
        world.tenant.import_ends("SN-1", "StorageError")
        await world.settle(MINUTE)


async def told(world: World) -> list[str]:
    return [entry.what for entry in (await world.device("SN-1")).timeline]


async def test_an_import_that_failed_for_lack_of_storage_is_made_again() -> None:
    world = befallen(a_world(), storage_error=1)
    await ship(world, a_line("SN-1"), a_line("SN-2"))

    await world.settle(2 * HOUR)

    assert {device.stage for device in await world.devices()} == {Stage.READY}
    assert world.tenant.counts.by_operation[Operation.IMPORT_DEVICES] == 2
    assert await world.parked() == ()


async def test_a_device_whose_imports_fail_again_and_again_for_lack_of_storage_is_parked() -> None:
    world = a_world()
    await ship(world, a_line("SN-1", order_reference="PO-1"))

    await storage_fails(world, 8 * HOUR)

    (parked,) = await world.parked()
    assert parked.reason.code == "storage-error"
    assert parked.reason.evidence["deviceErrorName"] == "StorageError"
    assert parked.reason.evidence["orderReference"] == "PO-1"
    assert world.tenant.counts.by_operation[Operation.IMPORT_DEVICES] == MOST_IMPORTS
    assert world.tenant.imports() == []


async def test_an_import_that_two_workers_see_failing_is_counted_once() -> None:
    for call in range(1, 12):
        world = a_world(sweeps=False)
        world.tenant.import_ends("SN-1", "StorageError")
        await ship(world, a_line("SN-1"))
        world.loses(lambda delivery: delivery.queue == "confirm-registration")
        await world.settle(MINUTE)
        world.clock.advance(HOUR)

        step = ConfirmRegistration(serials=("SN-1",))
        await at_once(world, step, step, call)

        assert ((await world.device("SN-1")).failed_imports, call) == (1, call)


async def test_the_last_import_may_yet_succeed() -> None:
    world = a_world()
    await ship(world, a_line("SN-1"))
    await storage_fails(world, MINUTE)
    while (await world.device("SN-1")).failed_imports < MOST_IMPORTS - 1:
        await storage_fails(world, MINUTE)
    world.tenant.model.imports.will_end.clear()

    await world.settle(2 * HOUR)

    assert (await world.device("SN-1")).stage is Stage.READY
    assert world.tenant.counts.by_operation[Operation.IMPORT_DEVICES] == MOST_IMPORTS


async def test_a_redrive_has_as_many_imports_anew() -> None:
    world = a_world()
    await ship(world, a_line("SN-1"))
    await storage_fails(world, 8 * HOUR)
    (parked,) = await world.parked()
    await redrive(said(parked.id), world.services)

    await storage_fails(world, 8 * HOUR)

    assert len(await world.parked()) == 1
    assert world.tenant.counts.by_operation[Operation.IMPORT_DEVICES] == 2 * MOST_IMPORTS


async def test_an_import_that_dawdles_is_waited_for() -> None:
    slow = Latencies(import_dawdling=minutes(40))
    world = befallen(a_world(), slow, import_dawdles=1)
    await ship(world, a_line("SN-1"))

    await world.settle(3 * HOUR)

    assert (await world.device("SN-1")).stage is Stage.READY
    assert not [what for what in await told(world) if "for hours" in what]


async def test_an_import_that_takes_a_day_is_mentioned_once_and_waited_for() -> None:
    slow = Latencies(import_dawdling=minutes(24 * 60))
    world = befallen(a_world(), slow, import_dawdles=1)
    await ship(world, a_line("SN-1"))
    await world.settle(20 * HOUR)
    waited_for = await waits(world)

    await world.settle(20 * HOUR)

    assert waited_for == "registration"
    assert len([what for what in await told(world) if "for hours" in what]) == 1
    assert (await world.device("SN-1")).stage is Stage.READY


async def test_an_identity_is_looked_for_as_long_however_long_its_import_took() -> None:
    slow = Latencies(import_dawdling=minutes(24 * 60), identity_seen=minutes(120))
    world = befallen(a_world(), slow, import_dawdles=1)
    outage = Rule(fault=Outage(), operation=Operation.SYNC, times=None)
    world.tenant.script.add(outage)
    await ship(world, a_line("SN-1"))

    await world.settle(48 * HOUR)

    assert (await world.device("SN-1")).stage is Stage.READY


async def test_after_a_long_import_the_identity_is_looked_for_soon() -> None:
    slow = Latencies(import_dawdling=minutes(6 * 60), identity_seen=minutes(120))
    world = befallen(a_world(), slow, import_dawdles=1)
    await ship(world, a_line("SN-1"))
    await world.settle(HOUR)
    while await waits(world) != "identity":
        await world.settle(timedelta(minutes=1))

    planned = (await world.device("SN-1")).planned["ConfirmRegistration"]

    assert planned - world.clock.now() < timedelta(minutes=2)


async def test_a_device_that_is_known_already_and_never_listed_is_a_ghost() -> None:
    world = a_world()
    world.tenant.model.imports.will_end["SN-1"] = "ZtdDeviceAlreadyAssigned"
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle(6 * HOUR)
    before = await waits(world)

    await world.settle()

    (parked,) = await world.parked()
    assert before == "identity"
    assert parked.reason.code == "registered-unseen"
    assert parked.reason.evidence["orderReference"] == "PO-1"
    assert parked.reason.evidence["deviceErrorName"] == "ZtdDeviceAlreadyAssigned"


async def test_a_device_that_is_known_already_is_registered_once_it_is_seen() -> None:
    world = a_world()
    world.tenant.model.imports.will_end["SN-1"] = "ZtdDeviceAlreadyAssigned"
    await ship(world, a_line("SN-1"))
    await world.settle(HOUR)
    world.tenant.oem_registers("SN-1")

    await world.settle(2 * HOUR)

    assert (await world.device("SN-1")).stage is Stage.READY


async def test_a_failed_import_of_somebody_elses_says_nothing_of_ours() -> None:
    world = a_world()
    line = {"serialNumber": "SN-1", "hardwareIdentifier": a_hash("SN-1", seed=1).text}
    world.tenant.import_devices([line])
    world.tenant.model.imports.will_end["SN-1"] = "InvalidZtdHardwareHash"
    await ship(world, a_line("SN-1"))

    await world.settle(2 * HOUR)

    assert (await world.device("SN-1")).stage is Stage.READY
    assert await world.parked() == ()


async def test_an_import_that_met_a_busy_service_is_made_again_within_a_minute() -> None:
    world = a_world(sweeps=False)
    world.tenant.script.add(Rule(fault=Outage(), operation=Operation.IMPORT_DEVICES))
    await ship(world, a_line("SN-1"), a_line("SN-2"))

    await world.settle(timedelta(minutes=1))

    assert RegisterDevices.__name__ not in (await world.device("SN-1")).planned
    assert world.tenant.counts.by_operation[Operation.IMPORT_DEVICES] == 2


async def test_an_import_whose_device_could_not_be_looked_for_is_not_made_again() -> None:
    world = a_world(sweeps=False)
    world.tenant.script.add(Rule(fault=LostAnswer(), operation=Operation.IMPORT_DEVICES))
    unseen = Rule(fault=Outage(), operation=Operation.IDENTITIES, about="SN-1", first=2)
    world.tenant.script.add(unseen)
    await ship(world, a_line("SN-1"), a_line("SN-2"))

    await world.settle(HOUR)

    assert world.tenant.counts.by_operation[Operation.IMPORT_DEVICES] == 1
    assert (await world.device("SN-1")).stage is Stage.READY

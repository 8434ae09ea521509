"""Import records are deleted once they have done their work, and only our own.

Deleting one deregisters nothing (Microsoft Graph's page of the deletion).
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from handlers.confirmation import confirm_registration
from handlers.registration import register_devices
from handlers.shipping import shipment
from shared.domain.commands import ConfirmRegistration, RegisterDevices, Shipment
from shared.domain.shipment import ShipmentEvent
from shared.domain.stages import Stage
from simulator.tenant import Operation, Outage, Refusal, Rule
from simulator.world import World
from tests.journeys import a_hash, a_line, a_world, befallen, ship
from tests.meanwhile import Meanwhile

SECONDS = timedelta(seconds=1)


def records(world: World) -> list[str]:
    return [record["serialNumber"] for record in world.tenant.imports()]


def deletions(world: World) -> int:
    return world.tenant.counts.by_operation[Operation.DELETE_IMPORT]


async def test_the_record_of_a_device_that_was_seen_is_deleted() -> None:
    world = a_world()
    await ship(world, a_line("SN-1"), a_line("SN-2"))

    await world.settle()

    assert records(world) == []
    assert deletions(world) == 2


async def test_the_record_of_a_device_that_was_not_seen_yet_is_kept() -> None:
    world = a_world()
    world.tenant.model.imports.will_end["SN-1"] = "ZtdDeviceAlreadyAssigned"
    await ship(world, a_line("SN-1"))

    await world.settle(timedelta(hours=2))

    assert records(world) == ["SN-1"]


async def test_the_record_of_a_failure_is_deleted_after_it_was_parked() -> None:
    world = a_world()
    world.tenant.owned_elsewhere("SN-1")
    await ship(world, a_line("SN-1"))

    await world.settle()

    (parked,) = await world.parked()
    assert parked.reason.evidence["importRecord"]
    assert records(world) == []


async def test_the_record_of_an_import_that_is_made_again_is_deleted() -> None:
    world = befallen(a_world(), storage_error=1)
    await ship(world, a_line("SN-1"))

    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.READY
    assert records(world) == []
    assert deletions(world) == 2


async def test_the_record_of_somebody_elses_import_is_kept() -> None:
    world = a_world()
    line = {"serialNumber": "SN-1", "hardwareIdentifier": a_hash("SN-1").text}
    world.tenant.import_devices([line | {"importId": "theirs"}])
    await ship(world, a_line("SN-1"))

    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.READY
    assert records(world) == ["SN-1"]
    assert deletions(world) == 0


@pytest.mark.parametrize(
    "fault",
    [
        Outage(),
        Refusal(status=403, code="Forbidden", message=""),
        Refusal(status=404, code="ResourceNotFound", message=""),
    ],
)
async def test_a_record_that_cannot_be_deleted_holds_no_device_up(
    fault: Outage | Refusal,
) -> None:
    world = a_world()
    world.tenant.script.add(Rule(fault=fault, operation=Operation.DELETE_IMPORT, times=None))
    world.tenant.owned_elsewhere("SN-2")
    await ship(world, a_line("SN-1"), a_line("SN-2"))

    await world.settle(timedelta(hours=1))

    assert (await world.device("SN-1")).stage is Stage.READY
    assert (await world.device("SN-2")).stage is Stage.PARKED
    assert deletions(world) == 2


async def test_a_look_that_is_refused_deletes_nothing() -> None:
    world = a_world()
    refusal = Refusal(status=400, code="BadRequest", message="no")
    rule = Rule(fault=refusal, operation=Operation.IDENTITIES, first=3, times=2)
    world.tenant.script.add(rule)
    await ship(world, a_line("SN-1"))

    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.PARKED
    assert records(world) == ["SN-1"]


async def it_is_announced(world: World) -> None:
    await world.keeps_hash("SN-1", a_hash("SN-1"))
    notice = Shipment(event=ShipmentEvent.DISPATCHED, shipment_id="SHP-1", lines=(a_line("SN-1"),))
    await shipment(notice, world.services)
    world.ask(RegisterDevices(serials=("SN-1",)), origin="shipment")


async def it_is_under_way(world: World) -> None:
    await ship(world, a_line("SN-1"))
    await world.settle(50 * SECONDS)


@pytest.mark.parametrize("setting", [it_is_announced, it_is_under_way])
@pytest.mark.parametrize("call", range(1, 12))
async def test_a_device_that_is_seen_while_it_is_registered_anew_is_imported_once(
    setting: Callable[[World], Awaitable[None]], call: int
) -> None:
    world = a_world(sweeps=False)
    await setting(world)

    async def it_is_seen() -> None:
        # Shorter than a request may be on its way.
        await world.settle(timedelta(minutes=4))

    late = Meanwhile(world, call, it_is_seen)
    await register_devices(RegisterDevices(serials=("SN-1",)), late.services)

    await world.settle()

    assert world.tenant.counts.by_operation[Operation.IMPORT_DEVICES] == 1
    assert (await world.device("SN-1")).stage is Stage.READY


async def test_a_step_that_comes_again_deletes_what_was_left() -> None:
    world = a_world()
    world.tenant.script.add(Rule(fault=Outage(), operation=Operation.DELETE_IMPORT))
    await ship(world, a_line("SN-1"))
    await world.settle()
    before = records(world)

    await confirm_registration(ConfirmRegistration(serials=("SN-1",)), world.services)

    assert (before, records(world)) == (["SN-1"], [])

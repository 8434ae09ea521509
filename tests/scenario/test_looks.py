"""Looks that find nothing, find too much, or come too late."""

from datetime import timedelta

import pytest

from handlers.redriving import redrive
from handlers.routes import ROUTES
from shared.domain.commands import (
    AddToGroup,
    AssignUser,
    CheckDeployment,
    Command,
    ConfirmRegistration,
)
from shared.domain.shipment import ShipmentEvent
from shared.domain.stages import Stage
from simulator.tenant import Operation, Refusal, Rule
from simulator.world import World
from tests.journeys import ADELE, a_line, a_world, ship
from tests.operating import said

SECONDS = timedelta(seconds=1)
MINUTES = timedelta(minutes=1)
REFUSAL = Refusal(status=400, code="BadRequest", message="no")


async def stages(world: World) -> dict[str, Stage]:
    return {device.serial: device.stage for device in await world.devices()}


async def test_one_refused_look_does_not_take_the_other_devices_down() -> None:
    world = a_world()
    rule = Rule(fault=REFUSAL, operation=Operation.IMPORTED, about="SN-2", times=None)
    world.tenant.script.add(rule)
    await ship(world, a_line("SN-1"), a_line("SN-2"))

    await world.settle()

    assert await stages(world) == {"SN-1": Stage.READY, "SN-2": Stage.PARKED}


async def test_an_import_record_that_somebody_deleted_is_not_missed() -> None:
    world = a_world()
    await ship(world, a_line("SN-1"))
    await world.settle(50 * SECONDS)
    (record,) = world.tenant.imports("SN-1")
    world.tenant.delete_import(record["id"])

    await world.settle()

    assert await stages(world) == {"SN-1": Stage.READY}


async def test_a_device_that_never_appears_is_parked_after_half_a_day() -> None:
    world = a_world()
    await ship(world, a_line("SN-1"))
    await world.settle(50 * SECONDS)
    (record,) = world.tenant.model.imports.containing("SN-1")
    record.twice = True

    await world.settle()

    (parked,) = await world.parked()
    assert parked.reason.code == "identity-never-seen"
    assert (await world.device("SN-1")).stage is Stage.PARKED


async def test_a_step_of_a_device_that_is_not_registered_yet_leaves_it_to_the_registration() -> (
    None
):
    world = a_world()
    await ship(world, a_line("SN-1"))
    await world.settle(50 * SECONDS)

    looks: list[Command] = [AssignUser(serials=("SN-1",)), CheckDeployment(serials=("SN-1",))]

    for command in looks:
        assert await ROUTES.handlers[type(command)](command, world.services) == []


@pytest.mark.parametrize(
    "command",
    [
        AddToGroup(serials=("SN-1",)),
        AssignUser(serials=("SN-1",)),
        CheckDeployment(serials=("SN-1",)),
        ConfirmRegistration(serials=("SN-1",)),
    ],
)
async def test_a_step_that_comes_to_a_cancelled_device_asks_nothing(command: Command) -> None:
    world = a_world()
    await ship(world, a_line("SN-1"))
    await world.settle()
    await ship(world, a_line("SN-1"), event=ShipmentEvent.CANCELLED)
    await world.settle()
    before = sum(world.tenant.counts.by_operation.values())

    follow_ups = await ROUTES.handlers[type(command)](command, world.services)

    assert follow_ups == []
    assert sum(world.tenant.counts.by_operation.values()) == before


async def test_an_assignment_that_comes_while_the_device_deploys_changes_nothing() -> None:
    world = a_world()
    await ship(world, a_line("SN-1", person=ADELE))
    while (await stages(world)).get("SN-1") is not Stage.DEPLOYING:
        await world.settle(MINUTES)

    command = AssignUser(serials=("SN-1",))
    (follow_up,) = await ROUTES.handlers[AssignUser](command, world.services)

    assert follow_up.command == CheckDeployment(serials=("SN-1",))
    assert (await world.device("SN-1")).stage is Stage.DEPLOYING


async def test_a_group_that_is_missing_parks_and_is_found_once_it_was_made() -> None:
    world = a_world()
    world.tenant.script.add(Rule(fault=REFUSAL, operation=Operation.GROUPS_NAMED))
    await ship(world, a_line("SN-1"))
    await world.settle()
    (parked,) = await world.parked()
    await redrive(said(parked.id), world.services)

    await world.settle()

    assert parked.queue == "add-to-group"
    assert await stages(world) == {"SN-1": Stage.READY}


async def test_a_parked_device_is_not_helped_by_the_very_same_line() -> None:
    world = a_world()
    world.tenant.owned_elsewhere("SN-1")
    await ship(world, a_line("SN-1"))
    await world.settle()
    await ship(world, a_line("SN-1"), again=True)

    await world.settle()

    assert await stages(world) == {"SN-1": Stage.PARKED}
    assert world.tenant.counts.by_operation[Operation.IMPORT_DEVICES] == 1

"""While one worker takes a step, another changes the device's persona or its line."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from shared.domain.commands import (
    AddToGroup,
    AssignUser,
    Command,
    NewHire,
    RegisterDevices,
    Shipment,
    Step,
    queue_of,
)
from shared.domain.flightplan import WhenRegistered
from shared.domain.shipment import ShipmentEvent
from shared.domain.stages import Milestone, Route
from simulator.world import START, World
from tests.journeys import (
    ADELE,
    VISITORS,
    a_described_line,
    a_hash,
    a_hire,
    a_preparing_plan,
    a_preparing_world,
    hired,
    identifiers,
    is_in_group,
    ship,
)
from tests.meanwhile import at_once, carry_out

HOUR = timedelta(hours=1)
# No step below makes as many calls; a later call number lets them run one after the other.
CALLS = range(1, 24)
NESTOR = "nestor.wilke@contoso.com"


async def a_world_before(step: type[Step], persona: str) -> World:
    """A device of Adele's, whose persona this is, just before a step finds what it has done."""
    plan = a_preparing_plan(WhenRegistered.DEREGISTER)
    world = a_preparing_world(plan, sweeps=False)
    world.tenant.people_stay_away()
    world.tenant.user_appears(NESTOR)
    hired(world, a_hire(persona=persona))
    line = a_described_line("SN-1", fingerprint=a_hash("SN-1").fingerprint, order_reference="PO-1")
    await ship(world, line)
    world.loses(lambda delivery: delivery.queue == queue_of(step))
    await world.settle(HOUR)
    if step is not RegisterDevices:
        await carry_out(step(serials=("SN-1",)), world.services, world)
        world.loses(lambda delivery: delivery.queue == queue_of(step))
        await world.settle(HOUR)
    return world


def moved(persona: str) -> NewHire:
    return a_hire(said_at=START + 2 * HOUR, persona=persona)


def corrected() -> Shipment:
    line = a_described_line("SN-1", model="Contoso 14", order_reference="PO-1")
    return Shipment(event=ShipmentEvent.DISPATCHED, shipment_id="SHP-2", lines=(line,))


async def each_time(step: type[Step], persona: str, other: Command) -> Sequence[World]:
    """Let *other* happen after each call of the step, and time pass."""
    worlds: list[World] = []
    for call in CALLS:
        world = await a_world_before(step, persona)
        await at_once(world, step(serials=("SN-1",)), other, call)
        await world.settle(3 * HOUR)
        worlds.append(world)
    return worlds


@pytest.mark.parametrize("step", [RegisterDevices, AddToGroup])
async def test_a_persona_that_changes_to_autopilot_in_the_middle_ends_there(
    step: type[Step],
) -> None:
    for world in await each_time(step, "prepared", moved("office")):
        device = await world.device("SN-1")
        parked = {each.reason.code for each in await world.parked()}
        assert device.route is Route.AUTOPILOT
        # Once it was identified, its hash was forgotten.
        assert device.passed(Milestone.ASSIGNED) or parked == {"hash-gone"}


@pytest.mark.parametrize("step", [RegisterDevices, AddToGroup, AssignUser])
async def test_a_persona_that_changes_to_preparation_in_the_middle_ends_there(
    step: type[Step],
) -> None:
    for world in await each_time(step, "office", moved("prepared")):
        device = await world.device("SN-1")
        assert device.route is Route.DEVICE_PREPARATION
        assert device.passed(Milestone.GROUPED)
        assert is_in_group(world, ADELE)
        assert await world.parked() == ()


async def test_what_was_found_on_the_old_route_does_not_make_the_new_one_forget_its_beginning() -> (
    None
):
    for call in CALLS:
        world = a_preparing_world(a_preparing_plan(WhenRegistered.DEREGISTER))
        world.tenant.people_stay_away()
        world.tenant.oem_registers("SN-1")
        world.clock.advance(HOUR)
        hired(world, a_hire(persona="office"))
        await ship(world, a_described_line("SN-1", order_reference="PO-1"))
        world.loses(lambda delivery: delivery.queue == "register-devices")
        await world.settle(timedelta(minutes=1))
        await at_once(world, RegisterDevices(serials=("SN-1",)), moved("prepared"), call)
        world.loses(lambda delivery: delivery.queue == "register-devices")

        await world.settle(3 * HOUR)

        assert (await world.device("SN-1")).passed(Milestone.GROUPED), f"after call {call}"


@pytest.mark.parametrize("step", [RegisterDevices, AddToGroup])
async def test_a_model_that_is_corrected_in_the_middle_is_identified(step: type[Step]) -> None:
    for world in await each_time(step, "prepared", corrected()):
        device = await world.device("SN-1")
        assert identifiers(world)[-1] == "Contoso,Contoso 14,SN-1"
        assert device.passed(Milestone.IDENTIFIED)
        assert device.passed(Milestone.GROUPED)
        assert await world.parked() == ()


async def test_another_person_in_the_middle_is_grouped_instead() -> None:
    other = a_hire(said_at=START + 2 * HOUR, upn=NESTOR, persona="prepared")
    for world in await each_time(AddToGroup, "prepared", other):
        assert (await world.device("SN-1")).assigned_to == NESTOR
        assert is_in_group(world, NESTOR)


async def test_a_persona_with_another_user_group_in_the_middle_groups_there() -> None:
    for world in await each_time(AddToGroup, "prepared", moved("visitor")):
        assert (await world.device("SN-1")).passed(Milestone.GROUPED)
        assert is_in_group(world, ADELE, VISITORS)

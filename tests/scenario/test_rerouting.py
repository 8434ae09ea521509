"""A device takes the route of its persona, and follows when its persona changes."""

from datetime import timedelta

import pytest

from handlers.grouping import add_to_group
from handlers.hiring import new_hire
from shared.domain.commands import AddToGroup, HireEvent
from shared.domain.flightplan import FlightPlan, WhenRegistered
from shared.domain.shipment import ManifestLine
from shared.domain.stages import Milestone, Route, Stage
from simulator.tenant import Operation, Rule, Throttle
from simulator.world import START, World
from tests.journeys import (
    ADELE,
    GROUP,
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

HOUR = timedelta(hours=1)


def a_quiet_world(plan: FlightPlan | None = None, *, sweeps: bool = True) -> World:
    """Nobody switches anything on, so that personas may still change."""
    world = a_preparing_world(plan, sweeps=sweeps)
    world.tenant.people_stay_away()
    return world


def a_hashed_line(**told: str) -> ManifestLine:
    return a_described_line("SN-1", fingerprint=a_hash("SN-1").fingerprint, **told)


def in_the_office(world: World, object_id: str) -> bool:
    (group,) = world.tenant.groups_named(GROUP)
    return world.tenant.is_member(group["id"], object_id)


@pytest.mark.parametrize(
    ("persona", "route"),
    [("office", Route.AUTOPILOT), ("prepared", Route.DEVICE_PREPARATION)],
)
async def test_the_lines_persona_decides_the_route(persona: str, route: Route) -> None:
    world = a_quiet_world()
    await ship(world, a_hashed_line(persona=persona))

    await world.settle(HOUR)

    assert (await world.device("SN-1")).route is route


async def test_a_person_of_another_persona_brings_a_stock_device_to_autopilot() -> None:
    world = a_quiet_world(sweeps=False)
    await ship(world, a_described_line("SN-1", order_reference="PO-1"))
    await world.settle(HOUR)
    world.tenant.oem_registers("SN-1")
    before = (await world.device("SN-1")).route
    hired(world, a_hire(persona="office"))

    await world.settle(HOUR)

    device = await world.device("SN-1")
    assert before is Route.DEVICE_PREPARATION
    assert device.route is Route.AUTOPILOT
    assert device.passed(Milestone.ASSIGNED)
    assert in_the_office(world, device.object_id)


async def test_a_person_of_another_persona_takes_a_registered_device_to_preparation() -> None:
    plan = a_preparing_plan(WhenRegistered.DEREGISTER)
    world = a_quiet_world(plan, sweeps=False)
    hired(world, a_hire(persona="office"))
    await ship(world, a_hashed_line(order_reference="PO-1"))
    await world.settle(HOUR)
    before = await world.device("SN-1")
    hired(world, a_hire(HireEvent.CHANGED, said_at=START + 2 * HOUR, persona="prepared"))

    await world.settle(2 * HOUR)

    device = await world.device("SN-1")
    assert before.stage is Stage.READY
    assert world.tenant.identities("SN-1") == []
    assert device.passed(Milestone.IDENTIFIED)
    assert is_in_group(world, ADELE)


async def test_a_registered_device_whose_persona_changes_is_parked_if_the_plan_says_so() -> None:
    world = a_quiet_world(sweeps=False)
    await ship(world, a_hashed_line(persona="office"))
    await world.settle(HOUR)
    await ship(world, a_hashed_line(persona="prepared"), again=True)

    await world.settle(HOUR)

    (parked,) = await world.parked()
    assert parked.reason.code == "registered-with-autopilot"
    assert len(world.tenant.identities("SN-1")) == 1


async def test_a_corrected_persona_takes_a_parked_device_back_to_its_old_route() -> None:
    world = a_quiet_world(sweeps=False)
    await ship(world, a_hashed_line(persona="office"))
    await world.settle(HOUR)
    await ship(world, a_hashed_line(persona="prepared"), again=True)
    await world.settle(HOUR)
    await ship(world, a_hashed_line(persona="office", person=ADELE))

    await world.settle(HOUR)

    device = await world.device("SN-1")
    assert device.route is Route.AUTOPILOT
    assert device.stage is Stage.READY
    assert await world.parked() == ()
    assert world.tenant.counts.by_operation[Operation.IMPORT_DEVICES] == 1


async def test_a_pairing_that_is_undone_leads_back_to_the_default_route() -> None:
    world = a_quiet_world(sweeps=False)
    hired(world, a_hire(persona="office"))
    await ship(world, a_described_line("SN-1", order_reference="PO-1"))
    await world.settle(HOUR)
    before = (await world.device("SN-1")).route
    hired(world, a_hire(HireEvent.CANCELLED, said_at=START + 2 * HOUR))

    await world.settle(HOUR)

    device = await world.device("SN-1")
    assert before is Route.AUTOPILOT
    assert device.route is Route.DEVICE_PREPARATION
    assert device.passed(Milestone.IDENTIFIED)


async def test_a_device_that_is_deploying_keeps_its_route() -> None:
    world = a_preparing_world()
    hired(world, a_hire(persona="office"))
    await ship(world, a_hashed_line(order_reference="PO-1"))
    await world.settle()
    hired(world, a_hire(HireEvent.CHANGED, said_at=START + HOUR, persona="prepared"))

    await world.settle()

    device = await world.device("SN-1")
    assert (device.route, device.stage) == (Route.AUTOPILOT, Stage.DEPLOYED)


async def test_a_persona_with_another_user_group_moves_the_person_there() -> None:
    world = a_quiet_world(sweeps=False)
    await ship(world, a_described_line("SN-1", person=ADELE))
    await world.settle(HOUR)
    await ship(world, a_described_line("SN-1", persona="visitor", person=ADELE), again=True)

    await world.settle(HOUR)

    assert is_in_group(world, ADELE, VISITORS)
    assert (await world.device("SN-1")).passed(Milestone.GROUPED)


async def test_a_line_that_tells_another_model_brings_another_identifier() -> None:
    world = a_quiet_world(sweeps=False)
    await ship(world, a_described_line("SN-1", person=ADELE))
    await world.settle(HOUR)
    await ship(world, a_described_line("SN-1", person=ADELE, model="Contoso 14"), again=True)

    await world.settle(HOUR)

    device = await world.device("SN-1")
    assert identifiers(world) == ["Contoso,Contoso 13,SN-1", "Contoso,Contoso 14,SN-1"]
    assert device.passed(Milestone.IDENTIFIED)
    assert device.passed(Milestone.GROUPED)


async def test_another_hash_is_no_correction_where_none_is_needed() -> None:
    world = a_quiet_world(sweeps=False)
    await ship(world, a_hashed_line(model=""))
    await world.settle(HOUR)
    before = (await world.device("SN-1")).timeline
    await ship(world, a_described_line("SN-1", model="", fingerprint=a_hash("SN-1", 1).fingerprint))

    await world.settle(HOUR)

    assert (await world.device("SN-1")).timeline == before


async def test_a_person_who_comes_while_a_device_is_waited_for_begins_nothing() -> None:
    world = a_quiet_world(sweeps=False)
    await ship(world, a_described_line("SN-1", persona="office", order_reference="PO-1"))
    await world.settle(HOUR)

    assert await new_hire(a_hire(), world.services) == []


async def test_a_person_who_comes_while_a_registration_is_put_off_does_not_hurry_it() -> None:
    world = a_quiet_world(sweeps=False)
    world.tenant.script.add(
        Rule(fault=Throttle(retry_after=600), operation=Operation.SEARCH_IDENTIFIERS)
    )
    await ship(world, a_described_line("SN-1", order_reference="PO-1"))
    await world.settle(HOUR / 60)

    assert await new_hire(a_hire(), world.services) == []


async def test_a_message_of_the_old_route_leaves_a_device_to_its_registration() -> None:
    world = a_quiet_world(sweeps=False)
    await ship(world, a_described_line("SN-1", order_reference="PO-1"))
    await world.settle(HOUR)
    hired(world, a_hire(persona="office"))
    await world.settle(HOUR)

    assert await add_to_group(AddToGroup(serials=("SN-1",)), world.services) == []
    assert await world.parked() == ()


async def test_the_same_line_again_uploads_nothing() -> None:
    world = a_quiet_world(sweeps=False)
    await ship(world, a_described_line("SN-1"))
    await world.settle(HOUR)
    await ship(world, a_described_line("SN-1"), again=True)

    await world.settle(HOUR)

    assert world.tenant.counts.by_operation[Operation.IMPORT_IDENTIFIERS] == 1
    assert world.tenant.counts.by_operation[Operation.SEARCH_IDENTIFIERS] == 2

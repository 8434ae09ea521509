"""Route ``device-preparation``: from a shipment notice to a person who may switch on."""

from datetime import timedelta

import pytest

from handlers.inquiry import device_json
from shared.domain.flightplan import Membership
from shared.domain.shipment import ShipmentEvent
from shared.domain.stages import Milestone, Route, Stage
from shared.domain.waiting import Wait
from simulator.tenant import Operation, Person
from simulator.world import START, World
from tests.journeys import (
    ADELE,
    PEOPLE,
    a_described_line,
    a_hash,
    a_hire,
    a_line,
    a_preparing_plan,
    a_preparing_world,
    hired,
    identifiers,
    is_in_group,
    ship,
)

NESTOR = "nestor.wilke@contoso.com"
HOUR = timedelta(hours=1)


async def stages_of(world: World, serial: str = "SN-1") -> list[str]:
    """List the stages that a device has been through."""
    device = await world.device(serial)
    return list(dict.fromkeys(entry.stage for entry in device.timeline))


async def wait_of(world: World) -> Wait | None:
    waiting = (await world.device("SN-1")).waiting_for
    return None if waiting is None else waiting.code


async def test_a_device_is_identified_and_then_its_person_grouped() -> None:
    world = a_preparing_world()
    hired(world)
    await ship(world, a_described_line("SN-1", order_reference="PO-1"))

    await world.settle()

    assert (await stages_of(world))[:3] == [Stage.EXPECTED, Stage.IDENTIFIED, Stage.GROUPED]
    assert identifiers(world) == ["Contoso,Contoso 13,SN-1"]
    assert is_in_group(world)
    assert await world.parked() == ()


async def test_nothing_is_imported_into_autopilot_and_nobody_assigned() -> None:
    world = a_preparing_world()
    await ship(world, a_described_line("SN-1", person=ADELE))

    await world.settle()

    assert world.tenant.imports("SN-1") == []
    assert world.tenant.counts.by_operation[Operation.ASSIGN_USER] == 0


async def test_a_device_in_stock_is_identified_and_nobody_grouped() -> None:
    world = a_preparing_world()
    await ship(world, a_described_line("SN-1"))

    await world.settle()

    device = await world.device("SN-1")
    assert device.passed(Milestone.IDENTIFIED)
    assert Stage.GROUPED not in await stages_of(world)
    assert world.tenant.counts.by_operation[Operation.ADD_MEMBER] == 0


async def test_a_person_who_appears_later_is_grouped_then() -> None:
    world = a_preparing_world()
    await ship(world, a_described_line("SN-1", order_reference="PO-1"))
    await world.settle()
    before = is_in_group(world)
    hired(world)

    await world.settle()

    assert not before
    assert is_in_group(world)
    assert (await world.device("SN-1")).passed(Milestone.GROUPED)


async def test_the_next_person_is_grouped_and_the_former_one_stays() -> None:
    world = a_preparing_world()
    world.tenant.people_stay_away()
    world.tenant.user_appears(NESTOR)
    await ship(world, a_described_line("SN-1", person=ADELE))
    await world.settle(HOUR)
    await ship(world, a_described_line("SN-1", person=NESTOR))

    await world.settle(HOUR)

    assert is_in_group(world, NESTOR)
    assert is_in_group(world, ADELE)
    assert (await world.device("SN-1")).assigned_to == NESTOR


async def test_another_start_date_groups_nobody_again() -> None:
    world = a_preparing_world()
    world.tenant.people_stay_away()
    hired(world)
    await ship(world, a_described_line("SN-1", order_reference="PO-1"))
    await world.settle(HOUR)
    before = world.tenant.counts.by_operation[Operation.MEMBERS]
    hired(world, a_hire(said_at=START + 2 * HOUR, persona="prepared"))

    await world.settle(HOUR)

    assert (await world.device("SN-1")).passed(Milestone.GROUPED)
    assert world.tenant.counts.by_operation[Operation.ADD_MEMBER] == 1
    assert before > 0


@pytest.mark.parametrize(
    ("person", "wait"),
    [
        (Person(licence=None), Wait.LICENCE),
        (Person(enabled=False), Wait.USER_ENABLED),
    ],
)
async def test_a_person_who_may_not_yet_is_waited_for(person: Person, wait: Wait) -> None:
    world = a_preparing_world()
    world.tenant.user_appears(NESTOR, person=person)
    await ship(world, a_described_line("SN-1", person=NESTOR))
    await world.settle(HOUR)
    during = await wait_of(world)
    world.tenant.user_changes(NESTOR, Person())

    await world.settle(HOUR)

    assert during is wait
    assert is_in_group(world, NESTOR)


async def test_a_dynamic_user_group_is_looked_at_and_never_written() -> None:
    world = a_preparing_world(a_preparing_plan(membership=Membership.DYNAMIC))
    await ship(world, a_described_line("SN-1", person=ADELE))
    await world.settle(HOUR)
    during = await wait_of(world)
    (group,) = world.tenant.groups_named(PEOPLE)
    world.tenant.add_member(group["id"], world.tenant.user(ADELE)["id"])

    await world.settle(HOUR)

    assert during is Wait.USER_GROUP
    assert (await world.device("SN-1")).passed(Milestone.GROUPED)
    assert world.tenant.counts.by_operation[Operation.ADD_MEMBER] == 1


async def test_a_wave_of_devices_costs_one_search_each_way_and_one_upload() -> None:
    world = a_preparing_world()
    await ship(world, *(a_described_line(f"SN-{number}") for number in range(50)))

    await world.settle(timedelta(minutes=1))

    counts = world.tenant.counts.by_operation
    assert len(identifiers(world)) == 50
    assert counts[Operation.SEARCH_IDENTIFIERS] == 2
    assert counts[Operation.IMPORT_IDENTIFIERS] == 1


async def test_an_identifier_that_is_there_already_is_not_sent_again() -> None:
    world = a_preparing_world()
    known = {
        "importedDeviceIdentifier": "Contoso,Contoso 13,SN-1",
        "importedDeviceIdentityType": "manufacturerModelSerial",
        "platform": "windows",
    }
    world.tenant.import_identifiers([known])
    await ship(world, a_described_line("SN-1"))

    await world.settle()

    assert (await world.device("SN-1")).passed(Milestone.IDENTIFIED)
    assert world.tenant.counts.by_operation[Operation.IMPORT_IDENTIFIERS] == 1


async def test_a_hash_that_came_along_is_forgotten() -> None:
    world = a_preparing_world()
    line = a_line("SN-1", manufacturer="Contoso", model="Contoso 13")
    await ship(world, line)

    await world.settle()

    assert await world.stored_hash("SN-1", a_hash("SN-1").fingerprint) is None


async def test_a_cancelled_device_is_left_alone() -> None:
    world = a_preparing_world()
    world.tenant.people_stay_away()
    await ship(world, a_described_line("SN-1", person=ADELE))
    await world.settle(HOUR)
    await ship(world, a_described_line("SN-1"), event=ShipmentEvent.CANCELLED)

    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.CANCELLED
    assert identifiers(world) == ["Contoso,Contoso 13,SN-1"]


async def test_route_and_stage_are_shown() -> None:
    world = a_preparing_world()
    await ship(world, a_described_line("SN-1", person=ADELE))
    await world.settle()

    shown = device_json(await world.device("SN-1"))

    assert shown["route"] == Route.DEVICE_PREPARATION
    assert {"identified", "grouped"} <= {each["stage"] for each in shown["timeline"]}

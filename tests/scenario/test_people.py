"""Hires that come late, change, are cancelled, or cannot be assigned."""

from datetime import timedelta

import pytest

from shared.domain.commands import HireEvent
from shared.domain.device import Device
from shared.domain.stages import Stage
from simulator.tenant import Operation, Person
from simulator.world import START, World
from tests.journeys import ADELE, a_hire, a_line, a_world, hired, ship, waits

LATER = timedelta(hours=6)
NESTOR = "nestor.wilke@contoso.com"


async def a_waiting_device(person: str) -> tuple[World, Device]:
    world = a_world()
    await ship(world, a_line("SN-1", person=person))
    await world.settle(timedelta(hours=2))
    return world, await world.device("SN-1")


async def test_a_user_who_does_not_exist_yet_is_waited_for() -> None:
    world, device = await a_waiting_device(NESTOR)
    waited_for = await waits(world)
    world.tenant.user_appears(NESTOR)

    await world.settle()

    assert device.stage is Stage.GROUPED
    assert waited_for == "user"
    assert (await world.device("SN-1")).stage is Stage.DEPLOYED


@pytest.mark.parametrize(
    ("person", "code"),
    [
        (Person(enabled=False), "user-enabled"),
        (Person(licence=None), "licence"),
        (Person(licence="PendingActivation"), "licence"),
    ],
)
async def test_a_person_who_may_not_be_assigned_yet_is_waited_for(
    person: Person, code: str
) -> None:
    world = a_world()
    world.tenant.user_appears(NESTOR, person=person)
    await ship(world, a_line("SN-1", person=NESTOR))
    await world.settle(timedelta(hours=2))
    waited_for = await waits(world)
    world.tenant.user_changes(NESTOR, Person())

    await world.settle()

    assert waited_for == code
    assert (await world.device("SN-1")).stage is Stage.DEPLOYED


async def test_a_guest_parks_the_device() -> None:
    world = a_world()
    world.tenant.user_appears(NESTOR, person=Person(user_type="Guest"))
    await ship(world, a_line("SN-1", person=NESTOR))

    await world.settle()

    (parked,) = await world.parked()
    assert (await world.device("SN-1")).stage is Stage.PARKED
    assert parked.reason.code == "guest"
    assert parked.serial == "SN-1"


async def test_a_hire_without_a_name_is_assigned_when_hr_sends_one() -> None:
    world = a_world()
    hired(world, a_hire(upn=""))
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle(timedelta(hours=2))
    waited_for = await waits(world)
    hired(world, a_hire(HireEvent.CHANGED, said_at=START + LATER))

    await world.settle()

    assert waited_for == "user-name"
    assert (await world.device("SN-1")).assigned_to == ADELE


async def test_a_device_in_stock_is_given_to_a_hire_of_its_order() -> None:
    world = a_world()
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle()
    before = (await world.device("SN-1")).stage
    hired(world)

    await world.settle()

    assert before is Stage.READY
    assert (await world.device("SN-1")).stage is Stage.DEPLOYED


async def test_a_cancelled_hire_gives_the_device_back_to_stock() -> None:
    world = a_world()
    hired(world)
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle(timedelta(minutes=25))
    assigned = (await world.device("SN-1")).assigned_to
    hired(world, a_hire(HireEvent.CANCELLED, said_at=START + LATER))

    await world.settle()

    device = await world.device("SN-1")
    (hire,) = await world.hires()
    assert assigned == ADELE
    assert device.stage is Stage.READY
    assert device.pairing is None
    assert device.assigned_to == ""
    assert hire.device == ""
    assert world.tenant.counts.by_operation[Operation.UNASSIGN_USER] == 1


async def test_an_older_word_of_hr_does_not_undo_a_newer_one() -> None:
    world = a_world()
    hired(world, a_hire(HireEvent.CANCELLED, said_at=START + LATER))
    await world.settle()
    hired(world, a_hire(HireEvent.CREATED, said_at=START))

    await world.settle()

    (hire,) = await world.hires()
    assert hire.state == "cancelled"


async def test_a_change_alone_brings_nobody_back_who_was_cancelled() -> None:
    world = a_world()
    hired(world)
    hired(world, a_hire(HireEvent.CANCELLED, said_at=START + LATER))
    await world.settle()
    hired(world, a_hire(HireEvent.CHANGED, said_at=START + 2 * LATER))

    await world.settle()

    (hire,) = await world.hires()
    assert hire.state == "cancelled"


async def test_somebody_who_is_hired_again_is_expected_again() -> None:
    world = a_world()
    hired(world, a_hire(HireEvent.CANCELLED))
    await world.settle()
    hired(world, a_hire(HireEvent.CREATED, said_at=START + LATER))

    await world.settle()

    (hire,) = await world.hires()
    assert hire.state == "starting"


async def test_a_changed_name_moves_the_assignment() -> None:
    world = a_world()
    world.tenant.user_appears(NESTOR)
    hired(world)
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle(timedelta(minutes=25))
    hired(world, a_hire(HireEvent.CHANGED, said_at=START + LATER, upn=NESTOR))

    await world.settle()

    assert (await world.device("SN-1")).assigned_to == NESTOR


async def test_two_devices_of_one_order_do_not_share_a_person() -> None:
    world = a_world()
    await ship(world, *(a_line(f"SN-{n}", order_reference="PO-1") for n in (1, 2)))
    hired(world)

    await world.settle()

    pairings = [device.pairing for device in await world.devices()]
    assert len([pairing for pairing in pairings if pairing]) == 1


async def test_two_hires_of_one_order_get_a_device_each() -> None:
    world = a_world()
    world.tenant.user_appears(NESTOR)
    hired(world)
    hired(world, a_hire(upn=NESTOR, employee_id="E-2"))
    await ship(world, *(a_line(f"SN-{n}", order_reference="PO-1") for n in (1, 2)))

    await world.settle()

    assert {device.assigned_to for device in await world.devices()} == {ADELE, NESTOR}

"""What was said last counts, whenever it comes; whoever begins anew has nothing of before."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.domain.commands import HireEvent
from shared.domain.shipment import ShipmentEvent
from shared.domain.stages import Milestone, Stage
from simulator.world import START
from tests.journeys import ADELE, a_hire, a_line, a_world
from tests.pairings import disagreements
from tests.stocks import HOUR, NESTOR, a_stocked_line, a_stocked_world, hear, noticed

DISPATCHED, CANCELLED = ShipmentEvent.DISPATCHED, ShipmentEvent.CANCELLED
DELIVERED, RETURNED = ShipmentEvent.DELIVERED, ShipmentEvent.RETURNED
ONE = a_stocked_line("SN-1", order="PO-1")


@pytest.mark.parametrize("event", [CANCELLED, RETURNED])
@pytest.mark.parametrize("hours", [1, 0])
async def test_a_dispatch_that_comes_late_brings_no_device_back(
    event: ShipmentEvent, hours: int
) -> None:
    world = a_stocked_world()

    await hear(world, noticed(ONE, event=event, hours=hours), noticed(ONE))

    device = await world.device("SN-1")
    assert device.stage is Stage.CANCELLED
    assert device.line.order_reference == "PO-1"
    assert device.told_at == START + hours * HOUR


async def test_a_later_dispatch_brings_a_device_back_whatever_comes_last() -> None:
    world = a_stocked_world()

    await hear(world, noticed(ONE, hours=2), noticed(ONE, event=CANCELLED, hours=1))

    assert (await world.device("SN-1")).stage is Stage.READY


async def test_a_device_that_comes_back_is_not_for_whom_it_was_before() -> None:
    world = a_stocked_world()
    first = a_stocked_line("SN-1", person=NESTOR)
    again = replace(ONE, order_reference="")

    await hear(
        world, noticed(first), noticed(again, hours=2), noticed(ONE, event=RETURNED, hours=1)
    )

    device = await world.device("SN-1")
    assert (device.pairing, device.line.person) == (None, "")


async def test_an_older_line_does_not_overwrite_a_newer_one() -> None:
    world = a_stocked_world()
    newer = replace(ONE, order_reference="PO-2")

    await hear(world, noticed(newer, hours=1), noticed(replace(ONE, model="Contoso 13")))

    line = (await world.device("SN-1")).line
    assert (line.order_reference, line.model) == ("PO-2", "Contoso 13")


async def test_a_return_is_told_with_what_is_left_to_do() -> None:
    world = a_stocked_world()

    await hear(world, noticed(ONE), noticed(ONE, event=RETURNED, hours=1))

    device = await world.device("SN-1")
    assert device.stage is Stage.CANCELLED
    assert "Autopilot registration" in device.timeline[-1].what


async def test_the_return_of_a_device_in_use_is_only_noted() -> None:
    world = a_world()
    line = a_line("SN-1", person=ADELE)

    await hear(world, noticed(line))
    await world.settle()
    await hear(world, noticed(line, event=RETURNED, hours=60))

    device = await world.device("SN-1")
    assert device.stage is Stage.DEPLOYED
    assert device.timeline[-1].what == "The supplier says it was returned; it is in use."


async def test_a_delivery_is_noted_once() -> None:
    world = a_stocked_world()
    delivered = [noticed(ONE, event=DELIVERED, hours=hours) for hours in (2, 1, 3)]

    await hear(world, noticed(ONE), *delivered)

    told = [entry.what for entry in (await world.device("SN-1")).timeline]
    assert told.count("The supplier says it was delivered.") == 1


@pytest.mark.parametrize("by_hr", [True, False])
async def test_a_pairing_by_an_order_that_holds_no_longer_is_undone(*, by_hr: bool) -> None:
    world = a_stocked_world()
    hire = a_hire()
    changed = (
        a_hire(HireEvent.CHANGED, said_at=START + HOUR, order_reference="PO-2")
        if by_hr
        else noticed(replace(ONE, order_reference="PO-2"), hours=1)
    )

    await hear(world, noticed(ONE), hire, changed)

    (person,) = await world.hires()
    assert (person.device, (await world.device("SN-1")).pairing) == ("", None)
    assert await disagreements(world) == []


async def test_a_person_with_a_new_name_keeps_the_device_that_their_old_name_gave_them() -> None:
    world = a_stocked_world()
    line = a_stocked_line("SN-1", person=ADELE)
    renamed = a_hire(HireEvent.CHANGED, said_at=START + HOUR, upn=NESTOR, order_reference="")

    await hear(world, noticed(line), a_hire(order_reference=""), renamed)

    assert (await world.device("SN-1")).assigned_to == NESTOR


async def test_who_is_hired_again_gets_another_device_than_the_deployed_one() -> None:
    world = a_world()
    await hear(world, noticed(a_line("SN-1", order_reference="PO-1")), a_hire())
    await world.settle()
    assert (await world.device("SN-1")).passed(Milestone.DEPLOYED)
    later = timedelta(days=30)

    await hear(
        world,
        a_hire(HireEvent.CANCELLED, said_at=START + later),
        a_hire(said_at=START + later + HOUR),
        noticed(a_line("SN-2", order_reference="PO-1"), hours=24 * 31),
    )

    (hire,) = await world.hires()
    assert hire.device == "SN-2"
    assert await disagreements(world) == []

"""Hires and requests draw from stock, and give way to whom a device was meant for."""

from dataclasses import replace

import pytest

from shared.domain.commands import HireEvent
from shared.domain.shipment import ShipmentEvent
from shared.domain.stages import Stage
from simulator.world import World
from tests.journeys import ADELE
from tests.pairings import disagreements, missed
from tests.stocks import NESTOR, a_stocked_line, a_stocked_world, asked, hear, in_oslo, noticed

RETURNED, CANCELLED = ShipmentEvent.RETURNED, ShipmentEvent.CANCELLED
ONE, TWO = a_stocked_line("SN-1"), a_stocked_line("SN-2")


async def devices_of(world: World) -> dict[str, str]:
    assert await disagreements(world) == []
    assert await missed(world) == []
    return {hire.employee_id: hire.device for hire in await world.hires()}


async def test_a_hire_draws_the_oldest_device_of_the_persona_at_the_location() -> None:
    world = a_stocked_world()

    await hear(world, noticed(TWO), noticed(ONE, hours=1), in_oslo(hours=2))

    assert await devices_of(world) == {"E-1": "SN-2"}
    pairing = (await world.device("SN-2")).pairing
    assert pairing is not None
    assert pairing.rule == "oldest in stock"


async def test_a_device_goes_to_whoever_starts_first() -> None:
    world = a_stocked_world()
    later = replace(in_oslo(1), start_date=None)

    await hear(world, later, in_oslo(2), noticed(ONE, hours=1))

    assert await devices_of(world) == {"E-1": "", "E-2": "SN-1"}


@pytest.mark.parametrize(("persona", "location"), [("engineer", "Oslo"), ("office", "")])
async def test_another_persona_or_an_unknown_location_is_no_match(
    persona: str, location: str
) -> None:
    world = a_stocked_world()
    hire = replace(in_oslo(), persona=persona, location=location)

    await hear(world, noticed(ONE), hire)

    assert await devices_of(world) == {"E-1": ""}


async def test_who_waits_for_an_order_draws_nothing() -> None:
    world = a_stocked_world()

    await hear(world, noticed(ONE), in_oslo(order="PO-1"))

    assert (await world.device("SN-1")).pairing is None


async def test_a_device_that_is_meant_for_somebody_unknown_is_no_stock() -> None:
    world = a_stocked_world()

    await hear(world, noticed(replace(ONE, employee_id="E-9")), in_oslo())

    assert (await world.device("SN-1")).pairing is None


async def test_whoever_the_order_is_for_takes_a_device_that_was_drawn() -> None:
    world = a_stocked_world()
    line = a_stocked_line("SN-1", order="PO-1")

    await hear(world, noticed(line), in_oslo(1), noticed(TWO, hours=1), in_oslo(2, order="PO-1"))

    assert await devices_of(world) == {"E-1": "SN-2", "E-2": "SN-1"}
    assert (await world.device("SN-1")).assigned_to == NESTOR
    assert (await world.device("SN-2")).assigned_to == ADELE


async def test_a_corrected_line_that_names_somebody_takes_the_device_along() -> None:
    world = a_stocked_world()
    named = a_stocked_line("SN-1", person=NESTOR)

    await hear(world, noticed(ONE), in_oslo(1), in_oslo(2, order="PO-1"), noticed(named, hours=1))

    assert await devices_of(world) == {"E-1": "", "E-2": "SN-1"}


@pytest.mark.parametrize("event", [RETURNED, CANCELLED])
async def test_whose_device_goes_back_gets_another_one(event: ShipmentEvent) -> None:
    world = a_stocked_world()

    await hear(world, noticed(ONE, TWO), in_oslo())
    first = (await devices_of(world))["E-1"]
    await hear(world, noticed(a_stocked_line(first), event=event, hours=1))

    gone = await world.device(first)
    assert gone.stage is Stage.CANCELLED
    assert {first, (await devices_of(world))["E-1"]} == {"SN-1", "SN-2"}


async def test_a_request_and_the_hire_of_its_person_share_one_device() -> None:
    world = a_stocked_world()

    await hear(world, noticed(ONE, TWO), asked(), in_oslo(hours=1))

    (paired,) = [each for each in await world.devices() if each.pairing is not None]
    assert paired.pairing is not None
    assert (paired.pairing.request, paired.pairing.employee_id) == ("R-1", "E-1")
    assert await devices_of(world) == {"E-1": paired.serial}


async def test_a_request_for_somebody_who_has_drawn_a_device_is_for_that_one() -> None:
    world = a_stocked_world()

    await hear(world, noticed(ONE, TWO), in_oslo(), asked(hours=1))

    (paired,) = [each for each in await world.devices() if each.pairing is not None]
    assert paired.pairing is not None
    assert (paired.pairing.request, paired.pairing.employee_id) == ("R-1", "E-1")


async def test_a_request_for_somebody_with_a_device_of_their_own_is_for_a_second_one() -> None:
    world = a_stocked_world()
    own = a_stocked_line("SN-1", order="PO-1")

    await hear(world, noticed(own, TWO), in_oslo(order="PO-1"), asked(hours=1))

    assert await devices_of(world) == {"E-1": "SN-1"}
    second = (await world.device("SN-2")).pairing
    assert second is not None
    assert (second.request, second.employee_id) == ("R-1", "")


async def test_a_contractor_gives_the_device_back_and_gets_one_when_hr_thinks_again() -> None:
    world = a_stocked_world()
    changed = replace(in_oslo(hours=1, event=HireEvent.CHANGED), needs_device=False)

    await hear(world, noticed(ONE), in_oslo(), changed)
    (hire,) = await world.hires()
    assert (hire.device, hire.waiting_for) == ("", None)
    await hear(world, replace(changed, said_at=changed.said_at.replace(hour=11), needs_device=True))

    assert await devices_of(world) == {"E-1": "SN-1"}

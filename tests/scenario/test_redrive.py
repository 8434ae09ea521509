"""Out of the park: redriven by an operator, corrected by the supplier, or cancelled."""

from datetime import timedelta

import pytest

from handlers.redriving import redrive
from shared.domain.parked import Parked
from shared.domain.shipment import ShipmentEvent
from shared.domain.stages import Stage
from shared.runtime.http import Problem
from simulator.tenant import Operation, Person, Refusal, Rule
from simulator.world import World
from tests.journeys import a_line, a_world, ship
from tests.operating import said

NESTOR = "nestor.wilke@contoso.com"
REFUSAL = Refusal(status=400, code="BadRequest", message="no")


async def the_parked(world: World) -> Parked:
    (parked,) = await world.parked()
    return parked


async def redriven(world: World, parked: Parked) -> None:
    await redrive(said(parked.id), world.services)


async def a_parked_device() -> tuple[World, Parked]:
    """Graph refuses the first import of SN-1, whatever for."""
    world = a_world()
    world.tenant.script.add(Rule(fault=REFUSAL, operation=Operation.IMPORT_DEVICES))
    await ship(world, a_line("SN-1"))
    await world.settle()
    return world, await the_parked(world)


async def test_a_redriven_device_goes_on_and_leaves_no_record() -> None:
    world, parked = await a_parked_device()
    before = (await world.device("SN-1")).stage
    await redriven(world, parked)

    await world.settle()

    assert before is Stage.PARKED
    assert (await world.device("SN-1")).stage is Stage.READY
    assert await world.parked() == ()


async def test_an_import_that_was_refused_for_its_tenant_is_made_anew_when_redriven() -> None:
    world = a_world()
    world.tenant.owned_elsewhere("SN-1")
    await ship(world, a_line("SN-1"))
    await world.settle()
    parked = await the_parked(world)
    world.tenant.given_up_elsewhere("SN-1")
    await redriven(world, parked)

    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.READY


async def test_a_device_that_cannot_go_on_is_parked_again_with_a_new_time() -> None:
    world = a_world()
    world.tenant.user_appears(NESTOR, person=Person(user_type="Guest"))
    await ship(world, a_line("SN-1", person=NESTOR))
    await world.settle()
    first = await the_parked(world)
    world.clock.advance(timedelta(hours=1))
    await redriven(world, first)

    await world.settle()

    again = await the_parked(world)
    assert (await world.device("SN-1")).stage is Stage.PARKED
    assert again.at > first.at


async def test_a_correction_removes_the_park_record() -> None:
    world, _ = await a_parked_device()
    await ship(world, a_line("SN-1", seed=1))

    await world.settle()

    assert await world.parked() == ()


async def test_a_cancellation_removes_the_park_record() -> None:
    world, _ = await a_parked_device()
    await ship(world, a_line("SN-1"), event=ShipmentEvent.CANCELLED)

    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.CANCELLED
    assert await world.parked() == ()


async def test_bytes_that_are_no_command_cannot_be_redriven() -> None:
    world = a_world()
    world.ask_bytes("shipment", b"{", "m-1")
    await world.settle()
    parked = await the_parked(world)

    with pytest.raises(Problem) as refused:
        await redriven(world, parked)

    assert refused.value.code == "not-redrivable"


async def test_an_unknown_park_record_is_not_found() -> None:
    world = a_world()

    with pytest.raises(Problem) as refused:
        await redrive(said("nothing"), world.services)

    assert refused.value.status == 404

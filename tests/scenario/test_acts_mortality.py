"""The process may die after any call of an operator's act: repeated, it is done, and done once."""

from collections.abc import Awaitable, Callable
from contextlib import suppress

import pytest

from handlers import dismissing, mending, redriving
from shared.domain.parked import Parked
from shared.domain.stages import Stage
from shared.runtime.http import Problem, Reply, Request
from shared.runtime.services import Services
from simulator.hardware import hardware_hash
from simulator.mortality import Crash
from simulator.tenant import Operation
from simulator.world import World
from tests.journeys import ADELE, a_line, a_world, hired, ship
from tests.operating import acts_done, said, the_parked

HASH = hardware_hash("SN-8", "Contoso", "Contoso 13")
# An act makes fewer calls than this; the last test says so.
MOST_CALLS = 40


async def a_parked_world() -> tuple[World, Parked]:
    world = a_world()
    world.tenant.owned_elsewhere("SN-1")
    hired(world)
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle()
    return world, await the_parked(world)


async def dies_and_is_repeated(
    world: World, act: Callable[[Request, Services], Awaitable[Reply]], request: Request, call: int
) -> None:
    """Do an act whose process dies after so many calls, and do it again, as people do."""
    world.mortality.dies_after(call)
    try:
        await act(request, world.services)
    except Crash:
        world.mortality.dies_after(0)
        # When all of it had been done, there is nothing any more to do it to.
        with suppress(Problem):
            await act(request, world.services)


async def imports(world: World) -> int:
    return world.tenant.counts.by_operation[Operation.IMPORT_DEVICES]


@pytest.mark.parametrize("call", range(1, MOST_CALLS))
async def test_a_redrive(call: int) -> None:
    world, parked = await a_parked_world()
    world.tenant.given_up_elsewhere("SN-1")

    await dies_and_is_repeated(world, redriving.redrive, said(parked.id), call)
    await world.settle()

    device = await world.device("SN-1")
    assert (device.stage, device.assigned_to) == (Stage.DEPLOYED, ADELE)
    assert await imports(world) == 2
    assert await world.parked() == ()
    assert len(await acts_done(world)) == 1


@pytest.mark.parametrize("call", range(1, MOST_CALLS))
async def test_a_redrive_of_all(call: int) -> None:
    world, _ = await a_parked_world()
    world.tenant.given_up_elsewhere("SN-1")

    await dies_and_is_repeated(world, redriving.redrive_many, said(all=True), call)
    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.DEPLOYED
    assert await imports(world) == 2
    assert await world.parked() == ()


@pytest.mark.parametrize("call", range(1, MOST_CALLS))
async def test_a_correction(call: int) -> None:
    world, parked = await a_parked_world()
    request = said(parked.id, serial="SN-8", hardware_hash=HASH)

    await dies_and_is_repeated(world, mending.correct, request, call)
    await world.settle()

    device = await world.device("SN-8")
    assert (device.stage, device.assigned_to) == (Stage.DEPLOYED, ADELE)
    assert (await world.device("SN-1")).stage is Stage.CANCELLED
    assert await imports(world) == 2
    assert await world.parked() == ()


@pytest.mark.parametrize("call", range(1, MOST_CALLS))
async def test_a_dismissal(call: int) -> None:
    world, parked = await a_parked_world()
    await ship(world, a_line("SN-2", order_reference="PO-1"))

    await dies_and_is_repeated(world, dismissing.dismiss, said(parked.id), call)
    await world.settle()

    device = await world.device("SN-2")
    assert (device.stage, device.assigned_to) == (Stage.DEPLOYED, ADELE)
    assert (await world.device("SN-1")).stage is Stage.CANCELLED
    assert await world.parked() == ()


async def test_every_call_of_an_act_was_tried() -> None:
    world, parked = await a_parked_world()
    world.mortality.dies_after(0)
    await mending.correct(said(parked.id, serial="SN-8", hardware_hash=HASH), world.services)
    corrected = world.mortality.calls
    world, _ = await a_parked_world()
    world.mortality.dies_after(0)

    await redriving.redrive_many(said(all=True), world.services)

    assert max(corrected, world.mortality.calls) < MOST_CALLS
    assert min(corrected, world.mortality.calls) > 10

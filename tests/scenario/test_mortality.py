"""The process may die after any call it makes, and the device arrives all the same."""

import pytest

from shared.domain.stages import Stage
from simulator.tenant import Operation
from tests.journeys import ADELE, a_line, a_world, hired, ship


async def calls_of_a_journey() -> int:
    world = a_world()
    hired(world)
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle()
    return world.mortality.calls


# A journey makes fewer calls than this; the last test says so.  No sweep comes to the rescue.
MOST_CALLS = 460


@pytest.mark.parametrize("call", range(1, MOST_CALLS))
async def test_the_process_may_die_after_any_call(call: int) -> None:
    world = a_world(dies_after=call, sweeps=False)
    hired(world)
    await ship(world, a_line("SN-1", order_reference="PO-1"))

    await world.settle()

    device = await world.device("SN-1")
    assert device.stage is Stage.DEPLOYED
    assert device.assigned_to == ADELE
    assert world.tenant.counts.by_operation[Operation.IMPORT_DEVICES] == 1
    assert world.tenant.counts.by_operation[Operation.ASSIGN_USER] == 1
    assert world.tenant.counts.by_operation[Operation.ADD_MEMBER] == 1
    assert await world.parked() == ()


async def test_every_call_of_a_journey_was_tried() -> None:
    assert 200 < await calls_of_a_journey() < MOST_CALLS

"""The process may die after any call that an erasure makes, and the person is gone all the same."""

from datetime import timedelta

import pytest

from shared.domain.erasure import ForgetPerson
from shared.domain.stages import Stage
from simulator.tenant import Operation
from simulator.world import START, World
from tests.erasing import EMPLOYEE, left_of
from tests.journeys import ADELE, a_hire, a_line, a_world, hired, ship

HOUR = timedelta(hours=1)


async def a_ready_world() -> World:
    world = a_world()
    hired(world, a_hire(employee_id=EMPLOYEE))
    await ship(world, a_line("SN-1", order_reference="PO-1", person=ADELE))
    await world.settle(HOUR)
    return world


async def forgets(world: World, times: int = 1, within: timedelta = 3 * HOUR) -> None:
    command = ForgetPerson(employee_id=EMPLOYEE, asked_at=START + HOUR, act="A-1")
    world.ask(command, origin="forget", times=times)
    await world.settle(within)


# An erasure and what its device does within the hour make fewer calls; the last test says so.
MOST_CALLS = 195


@pytest.mark.parametrize("call", range(1, MOST_CALLS))
async def test_the_process_may_die_after_any_call(call: int) -> None:
    world = await a_ready_world()
    world.mortality.dies_after(call)

    await forgets(world)

    world.mortality.dies_after(0)
    device = await world.device("SN-1")
    assert await left_of(world, EMPLOYEE, ADELE) == []
    assert (device.stage, device.pairing) == (Stage.READY, None)
    assert world.tenant.counts.by_operation[Operation.UNASSIGN_USER] == 1
    assert world.tenant.counts.by_operation[Operation.IMPORT_DEVICES] == 1
    assert await world.parked() == ()


async def test_every_call_of_an_erasure_was_tried() -> None:
    world = await a_ready_world()
    world.mortality.dies_after(0)

    await forgets(world, within=HOUR)

    assert 150 < world.mortality.calls < MOST_CALLS


async def test_the_message_may_come_twice() -> None:
    world = await a_ready_world()

    await forgets(world, times=2)

    assert await left_of(world, EMPLOYEE, ADELE) == []
    assert world.tenant.counts.by_operation[Operation.UNASSIGN_USER] == 1

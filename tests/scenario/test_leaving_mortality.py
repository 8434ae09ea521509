"""The process may die after a call of an act, and it ends the same, each effect once."""

from datetime import timedelta

import pytest

from shared.domain.changes import DeviceEvent
from shared.domain.stages import Stage
from simulator.tenant import Operation
from simulator.world import World
from tests.journeys import ADELE, a_line, a_world, hired, ship
from tests.leaving import (
    NESTOR,
    a_deployed_device,
    counted,
    is_managed,
    is_registered,
    person_on,
    repaired,
    says,
)

# An act makes fewer calls than this; the last test says so.  No sweep comes to the rescue.
MOST_CALLS = 190
# Who dies after the answer asks again: the same is deleted twice, which changes nothing.
TWICE = 2


async def retires(dies_after: int = 0) -> World:
    world = await a_deployed_device(dies_after=dies_after, sweeps=False)
    says(world, DeviceEvent.RETIRE)
    await world.settle()
    return world


async def is_released(dies_after: int = 0) -> World:
    world = await a_deployed_device(dies_after=dies_after, sweeps=False)
    world.tenant.people_stay_away()
    says(world, DeviceEvent.RELEASE)
    await world.settle()
    return world


async def is_repaired(dies_after: int = 0) -> World:
    world = await a_deployed_device(dies_after=dies_after, sweeps=False)
    world.tenant.people_stay_away()
    await repaired(world)
    await world.settle(timedelta(hours=3))
    return world


async def is_reassigned(dies_after: int = 0) -> World:
    world = a_world(sweeps=False)
    world.tenant.people_stay_away()
    world.tenant.user_appears(NESTOR)
    hired(world)
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle()
    world.mortality.dies_after(dies_after)
    says(world, DeviceEvent.REASSIGN, person=NESTOR)
    await world.settle(timedelta(minutes=20))
    return world


@pytest.mark.parametrize("call", range(1, MOST_CALLS, 3))
async def test_whoever_dies_retires_the_device_all_the_same(call: int) -> None:
    world = await retires(call)

    device = await world.device("SN-1")
    assert (device.stage, device.leaving, device.pairing) == (Stage.RETIRED, None, None)
    assert (is_managed(world), is_registered(world)) == (False, False)
    assert [hire.device for hire in await world.hires()] == [""]
    assert counted(world, Operation.DELETE_IDENTITY) <= TWICE
    assert counted(world, Operation.IMPORT_DEVICES) == 1
    assert await world.parked() == ()


@pytest.mark.parametrize("call", range(1, MOST_CALLS, 3))
async def test_whoever_dies_gives_the_device_back_to_stock_all_the_same(call: int) -> None:
    world = await is_released(call)

    device = await world.device("SN-1")
    assert (device.stage, device.leaving, device.pairing) == (Stage.READY, None, None)
    assert (is_managed(world), is_registered(world), person_on(world)) == (False, True, "")
    assert [hire.device for hire in await world.hires()] == [""]
    assert counted(world, Operation.IMPORT_DEVICES) == 1
    assert counted(world, Operation.ADD_MEMBER) == 1
    assert counted(world, Operation.DELETE_IDENTITY) == 0


@pytest.mark.parametrize("call", range(1, 2 * MOST_CALLS, 5))
async def test_whoever_dies_registers_a_repaired_device_once_all_the_same(call: int) -> None:
    world = await is_repaired(call)

    device = await world.device("SN-1")
    assert (device.stage, device.leaving, device.assigned_to) == (Stage.READY, None, ADELE)
    assert person_on(world) == ADELE
    assert counted(world, Operation.IMPORT_DEVICES) == 2
    assert counted(world, Operation.DELETE_IDENTITY) <= TWICE
    assert await world.parked() == ()


@pytest.mark.parametrize("call", range(1, MOST_CALLS, 3))
async def test_whoever_dies_gives_the_device_to_somebody_else_all_the_same(call: int) -> None:
    world = await is_reassigned(call)

    device = await world.device("SN-1")
    assert device.pairing is not None
    assert (device.stage, device.pairing.user_principal_name) == (Stage.READY, NESTOR)
    assert person_on(world) == NESTOR
    assert [hire.device for hire in await world.hires()] == [""]
    assert counted(world, Operation.ASSIGN_USER) == TWICE


async def test_the_calls_of_an_act_were_tried_to_the_last() -> None:
    calls = {act.__name__: (await act()).mortality.calls for act in (retires, is_released)}
    calls |= {"is_reassigned": (await is_reassigned()).mortality.calls}

    assert {name: n for name, n in calls.items() if n >= MOST_CALLS} == {}
    assert (await is_repaired()).mortality.calls < 2 * MOST_CALLS

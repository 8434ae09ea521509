"""A task of a lifecycle workflow that waits for a hire's device hears how it fared, once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.hiring import new_hire
from shared.domain.commands import HireEvent
from shared.domain.hire import Hire
from shared.domain.lifecycle import WorkflowTask
from shared.domain.stages import Stage
from simulator.tenant import Operation, Outage, Rule
from simulator.tenant.workflows import TaskKey
from simulator.world import START, World
from tests.journeys import DAY, a_hire, a_line, a_world, hired, ship

TASK = WorkflowTask(workflow="W-1", task="T-1", result="R-1")
KEY = TaskKey("W-1", "T-1", "R-1")
HOUR = timedelta(hours=1)
# So far a device gets within an hour in fewer calls than this; the last test says so.
MOST_CALLS = 280


async def awaited(world: World, task: WorkflowTask = TASK) -> None:
    """Have a task wait for Adele's device, as HR's word of her says."""
    world.tenant.task_waits(TaskKey(task.workflow, task.task, task.result), DAY)

    def waiting(hire: Hire) -> Hire:
        return replace(hire, task=task)

    await world.services.hires.update("E-1", waiting)


async def a_world_that_waits(*, dies_after: int = 0) -> World:
    world = a_world(dies_after=0)
    world.tenant.people_stay_away()
    await new_hire(a_hire(), world.services)
    await awaited(world)
    world.mortality.dies_after(dies_after)
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    return world


def answers(world: World) -> int:
    return world.tenant.counts.by_operation[Operation.RESUME_TASK]


async def test_a_task_is_completed_when_the_device_is_ready() -> None:
    world = await a_world_that_waits()

    await world.settle(DAY / 2)

    assert (await world.device("SN-1")).stage is Stage.READY
    assert world.tenant.task_status(KEY) == "completed"
    assert [hire.task for hire in await world.hires()] == [None]


async def test_a_task_fails_when_the_device_is_parked() -> None:
    world = await a_world_that_waits()
    world.roles["add-to-group"] = ()

    await world.settle(DAY / 2)

    assert (await world.device("SN-1")).stage is Stage.PARKED
    assert world.tenant.task_status(KEY) == "failed"
    assert [hire.task for hire in await world.hires()] == [None]


async def test_a_task_is_answered_by_one_request_whatever_becomes_of_the_device() -> None:
    world = await a_world_that_waits()
    await world.settle(DAY / 2)

    world.tenant.delete_identity((await world.device("SN-1")).identity_id)
    await world.settle(DAY / 2)

    assert (await world.device("SN-1")).stage is Stage.PARKED
    assert answers(world) == 1
    assert world.tenant.task_status(KEY) == "completed"


async def test_a_task_that_hr_tells_of_again_is_not_answered_again() -> None:
    world = await a_world_that_waits()
    await world.settle(DAY / 2)
    world.tenant.delete_identity((await world.device("SN-1")).identity_id)
    await world.settle(DAY / 2)

    await awaited(world)
    await world.settle(HOUR)

    assert answers(world) == 1
    assert [hire.task for hire in await world.hires()] == [None]


async def test_a_task_that_begins_to_wait_when_the_device_is_ready_is_completed() -> None:
    world = a_world()
    world.tenant.people_stay_away()
    hired(world)
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle(DAY / 2)

    await awaited(world)
    await world.settle(HOUR)

    assert world.tenant.task_status(KEY) == "completed"
    assert [hire.task for hire in await world.hires()] == [None]


async def test_another_word_of_hr_does_not_forget_the_task() -> None:
    world = await a_world_that_waits()
    hired(world, a_hire(HireEvent.CHANGED, said_at=START + timedelta(minutes=1)))

    await world.settle(DAY / 2)

    assert world.tenant.task_status(KEY) == "completed"


async def test_the_device_of_somebody_else_completes_no_task() -> None:
    world = await a_world_that_waits()
    await ship(world, a_line("SN-2", order_reference="PO-2"))

    await world.settle(timedelta(minutes=5))

    assert world.tenant.task_status(KEY) == "inProgress"
    assert answers(world) == 0


async def test_a_task_that_has_timed_out_parks_nothing() -> None:
    world = await a_world_that_waits()
    world.tenant.task_waits(KEY, timedelta(minutes=5))

    await world.settle(DAY / 2)

    assert answers(world) == 1
    assert world.tenant.task_status(KEY) == "failed"
    assert await world.parked() == ()


async def test_a_task_is_answered_although_graph_was_down_for_an_hour() -> None:
    world = await a_world_that_waits()
    outage = Rule(fault=Outage(), operation=Operation.RESUME_TASK, times=6)
    world.tenant.script.add(outage)

    await world.settle(DAY / 2)

    assert answers(world) == 7
    assert world.tenant.task_status(KEY) == "completed"


async def test_without_its_permission_an_answer_is_parked_and_no_device_is() -> None:
    world = await a_world_that_waits()
    world.roles["notify"] = ()

    await world.settle(DAY / 2)

    (parked,) = await world.parked()
    assert (parked.reason.code, parked.queue, parked.serial) == ("forbidden", "notify", "")
    assert (await world.device("SN-1")).stage is Stage.READY


@pytest.mark.parametrize("call", range(1, MOST_CALLS))
async def test_whenever_the_process_dies_a_task_is_answered_once(call: int) -> None:
    world = await a_world_that_waits(dies_after=call)

    await world.settle(HOUR)

    assert world.tenant.task_status(KEY) == "completed"
    assert answers(world) <= 2


async def test_every_call_was_tried() -> None:
    world = await a_world_that_waits()

    await world.settle(HOUR)

    assert 180 < world.mortality.calls < MOST_CALLS

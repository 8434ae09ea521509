"""What every ``LifecycleWorkflows`` must do with tasks that wait for an answer."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from shared.domain.errors import Refused, Throttled, Unavailable
from shared.domain.lifecycle import WorkflowTask
from simulator.tenant import LostAnswer, Operation, Outage, Throttle
from simulator.tenant.answers import NIL_GUID
from simulator.tenant.script import Refusal
from simulator.tenant.workflows import TaskKey
from tests.contract.tenants import FACES, World, a_world

TASK = WorkflowTask(workflow="W-1", task="T-1", result="R-1")
KEY = TaskKey("W-1", "T-1", "R-1")


@pytest.fixture(params=FACES)
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async with a_world(request.param) as made:
        made.tenant.task_waits(KEY)
        yield made


@pytest.mark.parametrize(("completed", "status"), [(True, "completed"), (False, "failed")])
async def test_a_task_ends_as_it_is_told(world: World, completed: bool, status: str) -> None:  # noqa: FBT001  a parameter
    await world.workflows.resume(TASK, completed=completed)

    assert world.tenant.task_status(KEY) == status


async def test_an_answer_costs_one_request(world: World) -> None:
    await world.workflows.resume(TASK, completed=True)

    assert world.requests == 1


async def test_a_task_that_was_answered_keeps_to_its_first_answer(world: World) -> None:
    await world.workflows.resume(TASK, completed=True)
    await world.workflows.resume(TASK, completed=False)

    assert world.tenant.task_status(KEY) == "completed"


async def test_a_task_that_waits_no_longer_is_no_error(world: World) -> None:
    world.clock.advance(timedelta(hours=3))

    await world.workflows.resume(TASK, completed=True)

    assert world.tenant.task_status(KEY) == "failed"


async def test_a_task_that_nobody_knows_is_no_error(world: World) -> None:
    unknown = WorkflowTask(workflow=NIL_GUID, task=NIL_GUID, result=NIL_GUID)

    await world.workflows.resume(unknown, completed=True)


async def test_an_answer_that_got_lost_may_be_given_again(world: World) -> None:
    world.goes_wrong(LostAnswer(), Operation.RESUME_TASK)
    with pytest.raises(Unavailable):
        await world.workflows.resume(TASK, completed=True)

    await world.workflows.resume(TASK, completed=True)

    assert world.tenant.task_status(KEY) == "completed"


async def test_what_is_throttled_says_how_long(world: World) -> None:
    world.goes_wrong(Throttle(retry_after=60))

    with pytest.raises(Throttled) as raised:
        await world.workflows.resume(TASK, completed=True)

    assert raised.value.after == timedelta(seconds=60)


async def test_an_outage_may_be_tried_again(world: World) -> None:
    world.goes_wrong(Outage())

    with pytest.raises(Unavailable):
        await world.workflows.resume(TASK, completed=True)


async def test_who_may_not_is_refused(world: World) -> None:
    world.goes_wrong(Refusal(status=403, code="Forbidden", message="No."))

    with pytest.raises(Refused) as raised:
        await world.workflows.resume(TASK, completed=True)

    assert raised.value.reason.code == "forbidden"

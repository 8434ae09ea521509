"""The port ``LifecycleWorkflows`` on the simulated tenant."""

from functools import partial

from shared.domain.answers import Answer, is_not_waiting
from shared.domain.lifecycle import WorkflowTask, resumption
from shared.domain.operations import Operation
from shared.domain.telling import settled
from simulator.tenant.workflows import TaskKey
from simulator.twins.requests import Requests


class TwinLifecycleWorkflows:
    """Answers as ``GraphLifecycleWorkflows`` does, with the same request of the tenant."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests

    async def resume(self, task: WorkflowTask, *, completed: bool) -> None:
        """Tell a waiting task how it ended."""
        key = TaskKey(task.workflow, task.task, task.result)
        status = resumption(completed=completed)["data"]["operationStatus"]
        resume = partial(self._requests.tenant.resume_task, key, status)
        got = await self._requests.ask(Operation.RESUME, resume)
        if not (isinstance(got, Answer) and is_not_waiting(got)):
            settled(got)

"""Answering the tasks of lifecycle workflows, through the gate."""

from datetime import timedelta

from simulator.tenant.face import Face
from simulator.tenant.operations import Operation, Request
from simulator.tenant.workflows import LONGEST_WAIT, TaskKey

_WORKFLOWS = "/v1.0/identityGovernance/lifecycleWorkflows/workflows"


class WorkflowOperations(Face):
    """What Groundcrew asks of lifecycle workflows, and what a story arranges of them."""

    def resume_task(self, key: TaskKey, status: str) -> None:
        """Say how a task ended: ``completed`` or ``failed``."""
        url = f"{_WORKFLOWS}/{key.workflow}/tasks/{key.task}/taskProcessingResults/{key.result}"
        request = Request(operation=Operation.RESUME_TASK, url=f"{url}/resume")
        self.gate.run(request, lambda: self.model.workflows.resume(key, status))

    def task_waits(self, key: TaskKey, time: timedelta = LONGEST_WAIT) -> None:
        """Have a task of a workflow wait for an answer, for so long."""
        self.model.workflows.waits(key, time)

    def task_status(self, key: TaskKey) -> str:
        """See how a task ended; ``inProgress`` while it waits."""
        return self.model.workflows.status(key)

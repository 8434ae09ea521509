"""Lifecycle workflows of Entra ID Governance behind their port, by v1.0."""

from urllib.parse import quote

from shared.domain.answers import Answer, is_not_waiting
from shared.domain.lifecycle import WorkflowTask, resumption
from shared.domain.operations import Operation
from shared.domain.telling import settled
from shared.graph.batch import posting
from shared.graph.requests import Requests


class GraphLifecycleWorkflows:
    """The port ``LifecycleWorkflows`` over Microsoft Graph."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests

    async def resume(self, task: WorkflowTask, *, completed: bool) -> None:
        """Tell a waiting task how it ended: one request ("taskProcessingResult: resume")."""
        workflow, step, result = (
            quote(each, safe="") for each in (task.workflow, task.task, task.result)
        )
        root = f"{self._requests.base_url}/v1.0/identityGovernance/lifecycleWorkflows"
        url = f"{root}/workflows/{workflow}/tasks/{step}/taskProcessingResults/{result}/resume"
        got = await self._requests.ask(
            Operation.RESUME, posting(url, resumption(completed=completed))
        )
        if not (isinstance(got, Answer) and is_not_waiting(got)):
            settled(got)

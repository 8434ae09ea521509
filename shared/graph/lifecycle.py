"""Lifecycle workflows over Graph."""

from shared.domain.lifecycle import WorkflowTask
from shared.graph.requests import Requests


class GraphLifecycleWorkflows:
    """The port ``LifecycleWorkflows`` over Graph."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests

    async def resume(self, task: WorkflowTask, *, completed: bool) -> None:
        """Tell a waiting task how it ended."""
        raise NotImplementedError

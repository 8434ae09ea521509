"""Lifecycle workflows, straight onto the simulated tenant."""

from shared.domain.lifecycle import WorkflowTask
from simulator.twins.requests import Requests


class TwinLifecycleWorkflows:
    """The port ``LifecycleWorkflows`` in one process."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests

    async def resume(self, task: WorkflowTask, *, completed: bool) -> None:
        """Tell a waiting task how it ended."""
        raise NotImplementedError

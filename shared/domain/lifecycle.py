"""A task of an Entra lifecycle workflow that waits to hear how a hire's device fared."""

from dataclasses import dataclass
from typing import Any

from shared.domain.news import NewsType
from shared.domain.stages import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkflowTask:
    """Which run of which task waits, by the ids of Graph's lifecycle workflows.

    See "Custom task extensions in lifecycle workflows" (learn.microsoft.com/entra).
    """

    workflow: str
    task: str
    result: str


# The news of a device that ends its person's task, and whether the task was completed.
ENDS: dict[NewsType, bool] = {
    NewsType.DEVICE_READY: True,
    NewsType.DEVICE_DEPLOYED: True,
    NewsType.DEVICE_PARKED: False,
}
# For a device that got this far before the task was heard of: the news that it was then.
ENDS_AT: dict[Stage, NewsType] = {
    Stage.READY: NewsType.DEVICE_READY,
    Stage.DEPLOYING: NewsType.DEVICE_READY,
    Stage.DEPLOYED: NewsType.DEVICE_DEPLOYED,
    Stage.PARKED: NewsType.DEVICE_PARKED,
}


def resumption(*, completed: bool) -> dict[str, Any]:
    """Write what a task is resumed with; the status is all that it can be told.

    See "customTaskExtensionCallbackData resource type" (Microsoft Graph).
    """
    return {
        "source": "groundcrew",
        "type": "lifecycleEvent",
        "data": {
            "@odata.type": "microsoft.graph.identityGovernance.customTaskExtensionCallbackData",
            "operationStatus": "completed" if completed else "failed",
        },
    }

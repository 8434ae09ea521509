"""A task of an Entra lifecycle workflow that waits to hear how a hire's device fared."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkflowTask:
    """Which run of which task waits, by the ids of Graph's lifecycle workflows.

    See "Custom task extensions in lifecycle workflows" (learn.microsoft.com/entra).
    """

    workflow: str
    task: str
    result: str

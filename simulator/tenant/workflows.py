"""Tasks of lifecycle workflows that wait for somebody outside to say how they ended.

Sources: "Custom task extensions in lifecycle workflows" and
"customTaskExtensionCallbackConfiguration resource type": a task waits from five
minutes to three hours, and fails when nobody has answered by then.  What Graph
says of a task that waits no longer stands on no page; 400 is assumed.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import bad_request, no_such_record

LONGEST_WAIT = timedelta(hours=3)
STATUSES = frozenset({"completed", "failed"})


@dataclass(frozen=True, slots=True)
class TaskKey:
    """One run of one task of one workflow."""

    workflow: str
    task: str
    result: str


@dataclass(slots=True)
class _Task:
    until: datetime
    told: list[str] = field(default_factory=list[str])


class Workflows:
    """The tasks that wait, or have waited."""

    def __init__(self, agenda: Agenda) -> None:
        self._agenda = agenda
        self._tasks: dict[TaskKey, _Task] = {}

    def waits(self, key: TaskKey, time: timedelta) -> None:
        """Have a task wait for an answer."""
        self._tasks[key] = _Task(self._agenda.now() + time)

    def resume(self, key: TaskKey, status: str) -> None:
        """Answer a task; ``GraphFault`` when there is none, or it waits no longer."""
        task = self._tasks.get(key)
        if task is None:
            raise no_such_record(key.result)
        if status not in STATUSES:
            message = f"The operation status {status!r} is not supported."
            raise bad_request(message)
        if task.told or self._agenda.now() >= task.until:
            message = "The task processing result is not in progress."
            raise bad_request(message)
        task.told.append(status)

    def status(self, key: TaskKey) -> str:
        """Tell how a task ended, as ``taskProcessingResult`` does."""
        task = self._tasks[key]
        if task.told:
            return task.told[0]
        return "failed" if self._agenda.now() >= task.until else "inProgress"

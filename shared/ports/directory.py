"""Entra ID: devices, groups, people, and the workflows around them."""

from collections.abc import Collection
from typing import Protocol

from shared.domain.directory import User
from shared.domain.lifecycle import WorkflowTask
from shared.domain.outcomes import Told
from shared.ports.failed import Failed


class Directory(Protocol):
    """Entra ID: devices, groups and people.  Answers like ``Autopilot``."""

    async def devices(self, device_ids: Collection[str]) -> Told[str]:
        """Find the object ids of devices by their ``deviceId``."""

    async def group(self, name_or_id: str) -> str:
        """Find a group's object id.

        Raises ``Misconfigured`` when no group, or several, answer, and what
        ``shared.domain.faults`` says of a refusal.
        """

    async def members(self, group_id: str, object_ids: Collection[str]) -> Told[bool]:
        """See which objects a group contains directly."""

    async def add_members(self, group_id: str, object_ids: Collection[str]) -> Failed:
        """Add objects to an assigned group; one that is in already is no error."""

    async def users(self, user_principal_names: Collection[str]) -> Told[User]:
        """Find people by user principal name."""

    async def managers(self, user_principal_names: Collection[str]) -> Told[User]:
        """Find people's managers, by the people's names.

        Whoever has none, or is not there, is left out: Graph answers both with 404.
        """

    async def licensed(
        self, user_ids: Collection[str], service_plans: Collection[str]
    ) -> Told[bool]:
        """See for whom one of these service plans is provisioned."""


class LifecycleWorkflows(Protocol):
    """The lifecycle workflows of one tenant."""

    async def resume(self, task: WorkflowTask, *, completed: bool) -> None:
        """Tell a waiting task how it ended; one that waits no longer is no error.

        Raises ``Refused``, ``Throttled`` or ``Unavailable``.
        """

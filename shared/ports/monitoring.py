"""What Intune reports."""

from collections.abc import Collection
from typing import Protocol

from shared.domain.monitoring import Events, Export, FailedItem, ManagedDevice, Report
from shared.domain.outcomes import Told
from shared.ports.failed import Failed


class Monitoring(Protocol):
    """What Intune reports of enrolments and deployments, and an end of both.

    Answers like ``Autopilot``.
    """

    async def managed_devices(self, serials: Collection[str]) -> Told[ManagedDevice]:
        """Look up the enrolled devices, the latest of each serial number."""

    async def delete_managed_devices(self, ids: Collection[str]) -> Failed:
        """Delete enrolled devices from Intune; one that is gone is no error."""

    async def events(self, serials: Collection[str], pages: int) -> Events:
        """Read up to so many pages of the Autopilot events (beta).

        Raises ``Refused``, ``Throttled`` or ``Unavailable``.
        """

    async def failed_items(self, event_id: str) -> tuple[FailedItem, ...]:
        """Read which tracked apps and policies an attempt failed on (beta); none if untold.

        Raises like ``events``.
        """

    async def begin_export(self, report: Report) -> str:
        """Have a report exported; answers the job's id.  Raises like ``events``."""

    async def export(self, report: Report, job_id: str) -> Export | None:
        """Read an export; ``None`` until it is finished.  Raises like ``events``."""

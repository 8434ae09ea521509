"""The port ``Monitoring`` on the simulated tenant."""

from collections.abc import Collection
from datetime import datetime
from functools import partial

from shared.domain.monitoring import (
    DeploymentEvent,
    DeploymentState,
    Events,
    Export,
    FailedItem,
    ManagedDevice,
    Report,
)
from shared.domain.operations import Operation
from shared.domain.outcomes import Told
from shared.domain.serials import normalised
from simulator.tenant import Entity, Slice, Tenant
from simulator.tenant.answers import NEVER
from simulator.tenant.deployment_operations import EVENTS_PAGE
from simulator.twins.answers import asked


class TwinMonitoring:
    """Answers as ``GraphMonitoring`` does, with the same requests of the tenant."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant

    async def managed_devices(self, serials: Collection[str]) -> Told[ManagedDevice]:
        """Look up the enrolled devices, the latest of each serial number."""
        raise NotImplementedError

    async def events(self, serials: Collection[str], pages: int) -> Events:
        """Read up to so many pages of the Autopilot events."""
        wanted = {normalised(serial) for serial in serials}
        found: dict[str, list[DeploymentEvent]] = {}
        part: int | None = 0
        while part is not None and pages > 0:
            read = partial(self._tenant.autopilot_events_page, Slice(skip=part, top=EVENTS_PAGE))
            page = asked(Operation.EVENTS, read)
            for event in map(_event_of, page.items):
                if event.serial in wanted:
                    found.setdefault(event.serial, []).append(event)
            part, pages = page.next_skip, pages - 1
        of = {serial: tuple(events) for serial, events in found.items()}
        return Events(of=of, complete=part is None)

    async def failed_items(self, event_id: str) -> tuple[FailedItem, ...]:
        """Read which tracked apps and policies an attempt failed on."""
        raise NotImplementedError

    async def begin_export(self, report: Report) -> str:
        """Have a report exported."""
        raise NotImplementedError

    async def export(self, report: Report, job_id: str) -> Export | None:
        """Read an export; ``None`` until it is finished."""
        raise NotImplementedError


def _event_of(entity: Entity) -> DeploymentEvent:
    ended = entity["deploymentEndDateTime"]
    return DeploymentEvent(
        id=entity["id"],
        serial=normalised(entity["deviceSerialNumber"]),
        started_at=datetime.fromisoformat(entity["deploymentStartDateTime"]),
        state=DeploymentState(entity["deploymentState"]),
        device_setup=DeploymentState(entity["deviceSetupStatus"]),
        account_setup=DeploymentState(entity["accountSetupStatus"]),
        failure=entity["enrollmentFailureDetails"] or "",
        ended_at=None if ended == NEVER else datetime.fromisoformat(ended),
    )

"""The tenant's Autopilot settings, and the sync that brings registrations into sight."""

import math
from datetime import datetime, timedelta

from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import NEVER, Entity, GraphFault, stamp
from simulator.tenant.identities import Identities

# As on Microsoft's page of the sync action, for the whole tenant.
WINDOW = timedelta(minutes=10)
RUNNING = "inProgress"


class Settings:
    """When the tenant was synchronised with the device directory service, and how that ended.

    Without a sync an identity comes into sight by itself; how soon Microsoft does not say.
    """

    def __init__(self, agenda: Agenda, identities: Identities) -> None:
        self._agenda = agenda
        self._identities = identities
        self._begun: list[datetime] = []
        self._ended: datetime | None = None
        self._status = "unknown"

    def entity(self) -> Entity:
        """Write the windowsAutopilotSettings (beta)."""
        return {
            "id": self._agenda.draws.guid("autopilot settings"),
            "lastSyncDateTime": stamp(self._ended) if self._ended else NEVER,
            "lastManualSyncTriggerDateTime": stamp(self._begun[-1]) if self._begun else NEVER,
            "syncStatus": self._status,
        }

    def sync(self, at: datetime) -> None:
        """Begin a sync; ``GraphFault`` 409 while one runs, 429 until its window is over."""
        if self._status == RUNNING:
            raise GraphFault(409, "Conflict", "A sync is already in progress.")
        left = self._begun[-1] + WINDOW - at if self._begun else timedelta(0)
        if left > timedelta(0):
            wait = math.ceil(left.total_seconds())
            message = "A sync was requested less than ten minutes ago."
            raise GraphFault(429, "TooManyRequests", message, wait)
        self._begun.append(at)
        self._status = RUNNING
        name = ("sync_runs", str(len(self._begun)))
        self._agenda.plan_within(self._agenda.latencies.sync_runs, at, name, self._end)

    def _end(self, at: datetime) -> None:
        self._status, self._ended = "completed", at
        self._identities.show_all(at)

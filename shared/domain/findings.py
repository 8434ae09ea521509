"""What sources say of a deployment, and what was found by it, as values."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from shared.domain.attempts import Attempt, Source
from shared.domain.monitoring import FailedItem, ManagedDevice


class Standing(StrEnum):
    """How far a deployment is."""

    NOT_SWITCHED_ON = "not-switched-on"
    ENROLLED = "enrolled"
    DEVICE_SETUP = "device-setup"
    ACCOUNT_SETUP = "account-setup"
    RECOVERING = "recovering"
    FAILED = "failed"
    DEPLOYED = "deployed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What each source says of a device; whoever was not asked says nothing.

    *enrolled* is what the identity says; *complete* whether every event was read.
    """

    enrolled: bool = False
    events: tuple[Attempt, ...] = ()
    complete: bool = True
    lines: tuple[Attempt, ...] = ()
    managed: ManagedDevice | None = None

    def spoken(self, since: datetime) -> tuple[Source, ...]:
        """List who says something of a life that began at *since*."""
        managed = self.managed
        said = {
            Source.IDENTITY: self.enrolled,
            Source.EVENT: any(each.started_at >= since for each in self.events),
            Source.REPORT: any(each.started_at >= since for each in self.lines),
            Source.MANAGED_DEVICE: managed is not None and managed.enrolled_at >= since,
        }
        return tuple(source for source, speaks in said.items() if speaks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The moments by which evidence is judged.

    *registered* parts this life of the device from former ones; *enrolled* and
    *failing* are when we first saw it enrolled, and its attempt failed; *grace*
    is how long a failure may yet turn out well.
    """

    registered: datetime
    now: datetime
    grace: timedelta
    enrolled: datetime | None = None
    failing: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """How far a deployment is, and on whose word.

    *failed_on* is what the attempt failed on, as far as that was told; ``None``
    until somebody asked.
    """

    standing: Standing
    source: Source | None = None
    attempt: Attempt | None = None
    failed_on: tuple[FailedItem, ...] | None = None

    @property
    def failing(self) -> bool:
        """Whether the attempt failed, for good or for now."""
        return self.standing in {Standing.RECOVERING, Standing.FAILED}

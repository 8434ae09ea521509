"""How far a deployment is at a moment, and how that is written."""

from dataclasses import dataclass
from datetime import datetime, timedelta

IN_PROGRESS, SUCCESS, FAILURE = "inProgress", "success", "failure"
NOT_ATTEMPTED, SUCCESS_ON_RETRY = "notAttempted", "successOnRetry"

SUCCEEDED = frozenset({SUCCESS, SUCCESS_ON_RETRY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What came about by the time *at*; states are Graph's windowsAutopilotDeploymentState.

    *device_setup* and *account_setup* are the phases of the enrollment status page.
    """

    at: datetime
    state: str = IN_PROGRESS
    device_setup: str = IN_PROGRESS
    account_setup: str = NOT_ATTEMPTED
    device_took: timedelta = timedelta(0)
    account_took: timedelta = timedelta(0)

    @property
    def took(self) -> timedelta:
        """How long the phases took that have ended."""
        return self.device_took + self.account_took

    @property
    def ended(self) -> bool:
        """Say whether nothing more is expected."""
        return self.state != IN_PROGRESS

    @property
    def succeeded(self) -> bool:
        """Say whether the person is at their desktop."""
        return self.state in SUCCEEDED

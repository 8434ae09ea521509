"""What Intune reports of enrolments and deployments, in Graph's own words.

Values only.  Names and members follow the Graph resource pages managedDevice
and deviceManagementAutopilotEvent and the page "Intune reports and properties
available using Graph API".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shared.domain.serials import normalised


class DeploymentState(StrEnum):
    """How a deployment, or one phase of the Enrollment Status Page, went."""

    UNKNOWN = "unknown"
    SUCCESS = "success"
    IN_PROGRESS = "inProgress"
    FAILURE = "failure"
    SUCCESS_WITH_TIMEOUT = "successWithTimeout"
    NOT_ATTEMPTED = "notAttempted"
    DISABLED = "disabled"
    SUCCESS_ON_RETRY = "successOnRetry"


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagedDevice:
    """A device that is enrolled in Intune.  *compliant* is what Intune says, not what we believe.

    A serial number may have several, of former lives; this is the one that enrolled last.
    """

    id: str
    serial: str
    enrolled_at: datetime
    user_principal_name: str = ""
    profile_name: str = ""
    compliant: bool = False


def latest(serial: str, devices: Iterable[ManagedDevice]) -> ManagedDevice | None:
    """Choose a serial number's own device, the one that enrolled last."""
    wanted = normalised(serial)
    own = [device for device in devices if normalised(device.serial) == wanted]
    return max(own, key=lambda device: device.enrolled_at, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeploymentEvent:
    """One Autopilot event: an attempt to deploy a device.  *ended_at* is ``None`` while it runs."""

    id: str
    serial: str
    started_at: datetime
    state: DeploymentState
    device_setup: DeploymentState = DeploymentState.UNKNOWN
    account_setup: DeploymentState = DeploymentState.UNKNOWN
    failure: str = ""
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """The events of some devices; not *complete* when more pages were there than were to be read.

    Events cannot be filtered and come fifty to a page (Windows Autopilot known issues).
    """

    of: dict[str, tuple[DeploymentEvent, ...]]
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedItem:
    """An app or a policy that an attempt to deploy failed on."""

    name: str
    error_code: int = 0


class Report(StrEnum):
    """An Intune report that can be exported, by its name in Graph."""

    AUTOPILOT = "AutopilotV1DeploymentStatus"
    DEVICE_PREPARATION = "AutopilotV2DeploymentStatus"
    PREPARATION_APPS = "AutopilotV2DeploymentStatusDetailedAppInfo"


# What is asked of each report; of every column's codes the words come beside them.
COLUMNS: dict[Report, tuple[str, ...]] = {
    Report.AUTOPILOT: (
        "AutopilotProfileName",
        "DeploymentEndDateTime",
        "DeploymentStartDateTime",
        "DeploymentState",
        "DeviceId",
        "DeviceSerialNumber",
        "DeviceSetupStatus",
        "EnrollmentDateTime",
        "EspDeviceSetupFailureDetails",
        "EspUserSetupFailureDetails",
        "FailureDetails",
        "FailureReason",
        "UPN",
        "UserSetupStatus",
    ),
    Report.DEVICE_PREPARATION: (
        "CurrentProvisioningPhase",
        "DeploymentDurationTimeInSeconds",
        "DeploymentStatus",
        "DeviceId",
        "EnrollmentTimeInUtc",
        "Phase",
        "ResultCode",
        "SerialNumber",
        "UPN",
    ),
    Report.PREPARATION_APPS: (
        "ApplicationId",
        "ApplicationName",
        "AppType",
        "DeviceId",
        "IsAdminSelected",
        "PolicyInstallStatus",
    ),
}

# One line of a report, by column name.
type ReportLine = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A finished export: its lines, or that Intune failed to make it (``None``)."""

    lines: tuple[ReportLine, ...] | None

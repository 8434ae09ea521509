"""The reports that can be exported, and their columns.

Names and columns: Microsoft, "Intune reports and properties available using Graph API".
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

type Row = Mapping[str, str]
type Rows = Callable[[], Sequence[Row]]

DEPLOYMENTS = "AutopilotV1DeploymentStatus"
PREPARATIONS = "AutopilotV2DeploymentStatus"
PREPARED_APPS = "AutopilotV2DeploymentStatusDetailedAppInfo"
PREPARED_SCRIPTS = "AutopilotV2DeploymentStatusDetailedScriptInfo"

# Graph's windowsAutopilotDeploymentState by its number, and how people read it.
STATES = {
    "unknown": ("0", "Unknown"),
    "success": ("1", "Success"),
    "inProgress": ("2", "In progress"),
    "failure": ("3", "Failed"),
    "successWithTimeout": ("4", "Success with timeout"),
    "notAttempted": ("5", "Not attempted"),
    "disabled": ("6", "Disabled"),
    "successOnRetry": ("7", "Success on retry"),
}
_STATE_TEXTS = dict(STATES.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report's *columns* in their usual order.

    *texts* has, for every column that holds codes, what a code is called.
    """

    columns: tuple[str, ...]
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])


# Who has rows for a report puts them into the tenant's ``exports.rows`` under its name.
REPORTS: dict[str, Report] = {
    DEPLOYMENTS: Report(
        columns=(
            "AccountSetupDuration",
            "AutopilotProfileName",
            "DeploymentDuration",
            "DeploymentEndDateTime",
            "DeploymentStartDateTime",
            "DeploymentState",
            "DeploymentTotalDuration",
            "DeviceId",
            "DeviceName",
            "DeviceRegisteredDateTime",
            "DeviceSerialNumber",
            "DeviceSetupDuration",
            "DeviceSetupStatus",
            "EnrollmentDateTime",
            "EnrollmentMethod",
            "EnrollmentStatus",
            "ESPPolicyId",
            "ESPPolicyName",
            "EspDeviceSetupFailureDetails",
            "EspUserSetupFailureDetails",
            "FailureDetails",
            "FailureReason",
            "OS",
            "OSVersion",
            "UPN",
            "UserId",
            "UserSetupStatus",
        ),
        texts={
            "DeploymentState": _STATE_TEXTS,
            "DeviceSetupStatus": _STATE_TEXTS,
            "UserSetupStatus": _STATE_TEXTS,
            "EnrollmentMethod": {"1": "Microsoft Entra joined with Autopilot profile"},
            "EnrollmentStatus": {"1": "Enrolled"},
        },
    ),
    PREPARATIONS: Report(
        columns=(
            "CurrentProvisioningPhase",
            "DeploymentDurationTimeInSeconds",
            "DeploymentStatus",
            "DeviceId",
            "DeviceName",
            "EnrollmentTimeInUtc",
            "Phase",
            "ResultCode",
            "SerialNumber",
            "UPN",
        )
    ),
    PREPARED_APPS: Report(
        columns=(
            "ApplicationId",
            "ApplicationName",
            "AppType",
            "DeviceId",
            "IsAdminSelected",
            "PolicyInstallStatus",
        )
    ),
    PREPARED_SCRIPTS: Report(
        columns=("DeviceId", "DisplayName", "PolicyId", "PolicyInstallStatus")
    ),
}

"""One device-preparation deployment, and the rows that reports have of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from simulator.tenant.answers import Entity
from simulator.tenant.apps import App, Script
from simulator.tenant.enrolment import Enrolment
from simulator.tenant.preparation_policies import PreparationPolicy


@dataclass(frozen=True, slots=True)
class Codes:
    """A row's numbers: DeploymentStatus, CurrentProvisioningPhase, Phase and ResultCode."""

    status: str
    current_phase: str
    phase: str
    result: str


# Two rows of a real tenant are public, one that succeeded and one that failed with a time-out;
# Microsoft gives no table of codes.  What a row says meanwhile is assumed.
IN_PROGRESS = Codes("1", "2", "0", "0")
SUCCEEDED = Codes("2", "4", "6", "0")
FAILED = Codes("3", "2", "1796", "-2147023436")


class InstallStatus(StrEnum):
    """What became of an app or a script; only 2 was observed, the others are assumed."""

    IN_PROGRESS = "1"
    INSTALLED = "2"
    FAILED = "3"
    SKIPPED = "4"


@dataclass(slots=True, kw_only=True)
class Preparation:
    """How far the preparation of an enrolled machine has come."""

    enrolment: Enrolment
    policy: PreparationPolicy
    codes: Codes = IN_PROGRESS
    took: timedelta = timedelta(0)
    became: dict[str, InstallStatus] = field(default_factory=dict[str, InstallStatus])

    def install(self, items: Sequence[App | Script], failing: str | None = None) -> bool:
        """Install apps or scripts in order; the one named *failing* stops it. Say if all are."""
        outcome = InstallStatus.INSTALLED
        for item in items:
            if outcome is InstallStatus.FAILED:
                outcome = InstallStatus.SKIPPED
            elif outcome is InstallStatus.INSTALLED and item.name == failing:
                outcome = InstallStatus.FAILED
            self.became[item.id] = outcome
        return outcome is InstallStatus.INSTALLED

    def end(self, codes: Codes) -> None:
        """End it; whatever was not begun is skipped."""
        self.codes = codes
        items: list[App | Script] = [*self.policy.scripts, *self.policy.apps]
        for item in items:
            self.became.setdefault(item.id, InstallStatus.SKIPPED)
        self.enrolment.compliant = codes is SUCCEEDED

    def status_row(self) -> Entity:
        """Write the row of ``AutopilotV2DeploymentStatus``; every value is text."""
        return {
            "CurrentProvisioningPhase": self.codes.current_phase,
            "DeploymentDurationTimeInSeconds": str(int(self.took.total_seconds())),
            "DeploymentStatus": self.codes.status,
            "DeviceId": self.enrolment.id,
            "DeviceName": self.enrolment.device.name,
            "EnrollmentTimeInUtc": _ticks(self.enrolment.began),
            "Phase": self.codes.phase,
            "ResultCode": self.codes.result,
            "SerialNumber": self.enrolment.machine.serial,
            "UPN": self.enrolment.machine.upn,
        }

    def app_rows(self) -> list[Entity]:
        """Write the rows of ``AutopilotV2DeploymentStatusDetailedAppInfo``, one for each app."""
        return [
            {
                "ApplicationId": app.id,
                "ApplicationName": app.name,
                "AppType": app.kind[0].upper() + app.kind[1:],
                "DeviceId": self.enrolment.id,
                "IsAdminSelected": "True",
                "PolicyInstallStatus": self._status_of(app),
            }
            for app in self.policy.apps
        ]

    def script_rows(self) -> list[Entity]:
        """Write the rows of ``AutopilotV2DeploymentStatusDetailedScriptInfo``."""
        return [
            {
                "DeviceId": self.enrolment.id,
                "DisplayName": script.name,
                "PolicyId": script.id,
                "PolicyInstallStatus": self._status_of(script),
            }
            for script in self.policy.scripts
        ]

    def _status_of(self, item: App | Script) -> str:
        return self.became.get(item.id, InstallStatus.IN_PROGRESS).value


def _ticks(when: datetime) -> str:
    """Write a time as the report does: no zone, a blank, and tenths of microseconds."""
    return f"{when.strftime('%Y-%m-%d %H:%M:%S.%f')}0"

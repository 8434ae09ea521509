"""One machine's way through the out-of-box experience, and who says what of it.

Three voices tell of a deployment, and they need not agree: what happened to the
machine (*fact*), what its event says (*told*), and what the report says (*reported*).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from simulator.tenant.answers import NEVER, Entity, duration, stamp
from simulator.tenant.enrollment_pages import EnrollmentConfiguration
from simulator.tenant.identity import Identity
from simulator.tenant.progress import FAILURE, Progress
from simulator.tenant.users import User

OS_VERSION = "10.0.26100.1"
USUAL_FAILING_APP = "Company Portal"
# "Every 8 hours or so" once the first day's more frequent check-ins are over.
CHECK_IN = timedelta(hours=8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passenger:
    """The machine and its person as they were when the deployment began."""

    serial: str
    name: str = ""
    upn: str = ""
    user_id: str = ""
    manufacturer: str = ""
    model: str = ""
    profile_name: str = ""
    registered: datetime | None = None
    page_id: str | None = None
    page_name: str | None = None


def passenger_of(
    identity: Identity,
    person: User | None,
    page: EnrollmentConfiguration,
    registered: datetime | None,
) -> Passenger:
    """Take down who flies, with the status *page* that is shown on the way."""
    return Passenger(
        serial=identity.serial,
        name=identity.display_name or f"PC-{identity.serial}"[:15],
        upn=identity.upn,
        user_id=person.id if person else "",
        manufacturer=identity.manufacturer,
        model=identity.model,
        profile_name=identity.profile_name,
        registered=registered,
        page_id=page.id,
        page_name=page.name,
    )


@dataclass(slots=True, kw_only=True)
class Flight:
    """A deployment: *identity* is ``None`` for one of a former life, which Intune has forgotten."""

    id: str
    passenger: Passenger
    managed_device_id: str
    device_id: str
    began: datetime
    fact: Progress
    told: Progress
    reported: Progress | None = None
    identity: Identity | None = None
    failing_app: str = USUAL_FAILING_APP
    retried: bool = False
    event_rests: bool = False

    def event(self) -> Entity:
        """Write the autopilotEvent (beta)."""
        told, passenger = self.told, self.passenger
        return {
            "id": self.id,
            "deviceId": self.managed_device_id,
            "eventDateTime": stamp(told.at),
            "deviceRegisteredDateTime": _stamp(passenger.registered),
            "enrollmentStartDateTime": stamp(self.began),
            "enrollmentType": "azureADJoinedWithAutopilotProfile",
            "deviceSerialNumber": passenger.serial,
            "managedDeviceName": passenger.name,
            "userId": passenger.user_id,
            "userPrincipalName": passenger.upn,
            "windowsAutopilotDeploymentProfileDisplayName": passenger.profile_name,
            "enrollmentState": "enrolled",
            "windows10EnrollmentCompletionPageConfigurationDisplayName": passenger.page_name,
            "windows10EnrollmentCompletionPageConfigurationId": passenger.page_id,
            "deploymentState": told.state,
            "deviceSetupStatus": told.device_setup,
            "accountSetupStatus": told.account_setup,
            "osVersion": OS_VERSION,
            "deploymentDuration": duration(told.took),
            "deploymentTotalDuration": duration(told.took),
            "deviceSetupDuration": duration(told.device_took),
            "accountSetupDuration": duration(told.account_took),
            "deploymentStartDateTime": stamp(self.began),
            "deploymentEndDateTime": _stamp(told.at if told.ended else None),
            "enrollmentFailureDetails": failure_details(told),
        }

    def managed_device(self, now: datetime) -> Entity:
        """Write the managedDevice that the enrolment made: it knows the machine itself."""
        passenger = self.passenger
        return {
            "id": self.managed_device_id,
            "userId": passenger.user_id,
            "deviceName": passenger.name,
            "serialNumber": passenger.serial,
            "manufacturer": passenger.manufacturer,
            "model": passenger.model,
            "azureADDeviceId": self.device_id,
            "userPrincipalName": passenger.upn,
            "enrolledDateTime": stamp(self.began),
            "lastSyncDateTime": stamp(self._last_sync(now)),
            "enrollmentProfileName": passenger.profile_name,
            "complianceState": "compliant" if self.fact.succeeded else "unknown",
            "deviceEnrollmentType": "windowsAzureADJoin",
            "managedDeviceOwnerType": "company",
            "managementAgent": "mdm",
            "managementState": "managed",
            "operatingSystem": "Windows",
            "osVersion": OS_VERSION,
        }

    def _last_sync(self, now: datetime) -> datetime:
        since = self.fact.at
        return now - (now - since) % CHECK_IN if self.fact.succeeded else since


def _stamp(when: datetime | None) -> str:
    return NEVER if when is None else stamp(when)


def failure_details(progress: Progress) -> str | None:
    """Write what kept the enrollment status page from going on, if something did."""
    return "Apps (Failed: 1)" if progress.state == FAILURE else None

"""The person at the desk: switches the machine on, and waits for the set-up to end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import NEVER, NIL_GUID, Entity, duration, stamp
from simulator.tenant.devices import Devices
from simulator.tenant.identities import Identities
from simulator.tenant.identity import Identity
from simulator.tenant.profiles import IN_SYNC, Profiles
from simulator.tenant.users import Users


@dataclass(slots=True, kw_only=True)
class Flight:
    """One machine's way through the out-of-box experience."""

    id: str
    identity: Identity
    user_id: str
    managed_device_id: str
    device_id: str
    began: datetime
    device_setup: str = "inProgress"
    account_setup: str = "notAttempted"
    state: str = "inProgress"
    device_took: timedelta = timedelta(0)
    account_took: timedelta = timedelta(0)

    def event(self) -> Entity:
        """Write the autopilotEvent (beta)."""
        took = self.device_took + self.account_took
        ended = self.state != "inProgress"
        return {
            "id": self.id,
            "deviceId": self.managed_device_id,
            "eventDateTime": stamp(self.began + took),
            "deviceRegisteredDateTime": self.identity.profile_assigned,
            "enrollmentStartDateTime": stamp(self.began),
            "enrollmentType": "azureADJoinedWithAutopilotProfile",
            "deviceSerialNumber": self.identity.serial,
            "managedDeviceName": self.name,
            "userId": self.user_id,
            "userPrincipalName": self.identity.upn,
            "windowsAutopilotDeploymentProfileDisplayName": self.identity.profile_name,
            "enrollmentState": "enrolled",
            "windows10EnrollmentCompletionPageConfigurationDisplayName": None,
            "windows10EnrollmentCompletionPageConfigurationId": None,
            "deploymentState": self.state,
            "deviceSetupStatus": self.device_setup,
            "accountSetupStatus": self.account_setup,
            "osVersion": "10.0.26100.1",
            "deploymentDuration": duration(took),
            "deploymentTotalDuration": duration(took),
            "deviceSetupDuration": duration(self.device_took),
            "accountSetupDuration": duration(self.account_took),
            "deploymentStartDateTime": stamp(self.began),
            "deploymentEndDateTime": stamp(self.began + took) if ended else NEVER,
            "enrollmentFailureDetails": "Apps (Failed: 1)" if self.state == "failure" else None,
        }

    @property
    def name(self) -> str:
        """The computer name the machine took."""
        return self.identity.display_name or f"PC-{self.identity.serial}"[:15]

    def managed_device(self) -> Entity:
        """Write the managedDevice that the enrolment made."""
        return {
            "id": self.managed_device_id,
            "userId": self.user_id,
            "deviceName": self.name,
            "serialNumber": self.identity.serial,
            "manufacturer": self.identity.manufacturer,
            "model": self.identity.model,
            "azureADDeviceId": self.device_id,
            "userPrincipalName": self.identity.upn,
            "enrolledDateTime": stamp(self.began),
            "lastSyncDateTime": stamp(self.began + self.device_took + self.account_took),
            "enrollmentProfileName": self.identity.profile_name,
            "complianceState": "compliant" if self.state == "success" else "unknown",
            "deviceEnrollmentType": "windowsAzureADJoin",
            "managedDeviceOwnerType": "company",
            "managementAgent": "mdm",
            "operatingSystem": "Windows",
            "osVersion": "10.0.26100.1",
        }


class Deployments:
    """Every deployment, begun by people who find their machine ready (*people_start*)."""

    def __init__(self, agenda: Agenda, users: Users, devices: Devices) -> None:
        self.flights: list[Flight] = []
        self.people_start = True
        self.will_fail: set[str] = set()
        # Serial numbers and people of associated machines, which take another way than this.
        self.associations: dict[str, str] = {}
        self._agenda = agenda
        self._users = users
        self._devices = devices

    def watch(self, identities: Identities, profiles: Profiles) -> None:
        """Look out for machines that became ready for their person."""
        identities.listeners.append(self._consider)
        profiles.listeners.append(self._consider)

    def switch_on(self, identity: Identity, at: datetime) -> None:
        """Begin a deployment unless the machine is enrolled, gone, associated or without device."""
        if identity.enrolled or not identity.seen or identity.device_id == NIL_GUID:
            return
        if identity.serial.upper() in self.associations:
            return
        user = self._users.find(identity.upn)
        number = str(len(self.flights) + 1)
        guid = self._agenda.draws.guid
        identity.managed_device_id = guid("managed device", number)
        identity.enrolment, identity.last_contacted = "enrolled", stamp(at)
        self._devices.get_by_device_id(identity.device_id).enrolled = True
        flight = Flight(
            id=guid("autopilot event", number),
            identity=identity,
            user_id=user.id if user else "",
            managed_device_id=identity.managed_device_id,
            device_id=identity.device_id,
            began=at,
        )
        self.flights.append(flight)
        self._later("device_setup", flight, at, self._end_device_setup)

    def _consider(self, identity: Identity, at: datetime) -> None:
        if self.people_start and _ready(identity) and not identity.enrolled:
            span = self._agenda.latencies.switched_on
            name = ("switched_on", identity.id)
            self._agenda.plan_within(span, at, name, lambda when: self._arrive(identity, when))

    def _arrive(self, identity: Identity, at: datetime) -> None:
        if _ready(identity):
            self.switch_on(identity, at)

    def _end_device_setup(self, flight: Flight, at: datetime) -> None:
        flight.device_took = at - flight.began
        if flight.identity.serial.upper() in self.will_fail:
            flight.device_setup = flight.state = "failure"
            return
        flight.device_setup, flight.account_setup = "success", "inProgress"
        self._later("account_setup", flight, at, self._end_account_setup)

    def _end_account_setup(self, flight: Flight, at: datetime) -> None:
        flight.account_took = at - flight.began - flight.device_took
        flight.account_setup = flight.state = "success"

    def _later(
        self, what: str, flight: Flight, at: datetime, then: Callable[[Flight, datetime], None]
    ) -> None:
        span = getattr(self._agenda.latencies, what)
        self._agenda.plan_within(span, at, (what, flight.id), lambda when: then(flight, when))


def _ready(identity: Identity) -> bool:
    return bool(identity.upn) and identity.profile_status == IN_SYNC

"""A machine that nobody registered, and what its enrolment with Intune makes."""

from dataclasses import dataclass
from datetime import datetime

from simulator.tenant.answers import Entity, stamp
from simulator.tenant.devices import EntraDevice


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """A machine as its SMBIOS describes it, and the person who has it on their desk."""

    serial: str
    manufacturer: str
    model: str
    upn: str

    @property
    def identifier(self) -> str:
        """What a corporate identifier must read to be this machine's, letter by letter.

        Microsoft tells to leave the periods of a serial number out.
        """
        return f"{self.manufacturer},{self.model},{self.serial.replace('.', '')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentRefusal:
    """An enrolment that Intune refused, with the *code* that the person is shown."""

    serial: str
    upn: str
    code: str
    at: datetime


@dataclass(slots=True, kw_only=True)
class Enrolment:
    """A machine's enrolment without Autopilot registration; *owner* is company or personal."""

    id: str
    machine: Machine
    user_id: str
    device: EntraDevice
    owner: str
    began: datetime
    last_sync: datetime
    profile_name: str = ""
    compliant: bool = False

    def managed_device(self) -> Entity:
        """Write the managedDevice that the enrolment made."""
        return {
            "id": self.id,
            "userId": self.user_id,
            "deviceName": self.device.name,
            "serialNumber": self.machine.serial,
            "manufacturer": self.machine.manufacturer,
            "model": self.machine.model,
            "azureADDeviceId": self.device.device_id,
            "userPrincipalName": self.machine.upn,
            "enrolledDateTime": stamp(self.began),
            "lastSyncDateTime": stamp(self.last_sync),
            "enrollmentProfileName": self.profile_name,
            "complianceState": "compliant" if self.compliant else "unknown",
            "deviceEnrollmentType": "windowsAzureADJoin",
            "managedDeviceOwnerType": self.owner,
            "managementAgent": "mdm",
            "operatingSystem": "Windows",
            "osVersion": "10.0.26100.1",
        }

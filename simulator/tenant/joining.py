"""Whether somebody's machine may join Entra, and whether it enrols with Intune then.

The codes are those that Windows shows: 801C0003 to who is not allowed to join,
801C000E to who has joined too many devices.
"""

from datetime import datetime

from simulator.tenant.agenda import Agenda
from simulator.tenant.devices import Devices, EntraDevice
from simulator.tenant.enrolment import EnrolmentRefusal
from simulator.tenant.groups import Groups
from simulator.tenant.mobility_policy import MobilityPolicy
from simulator.tenant.registration_policy import RegistrationPolicy
from simulator.tenant.users import User

NOT_ALLOWED, TOO_MANY_DEVICES = "801C0003", "801C000E"
# MENROLL_E_DEVICENOTSUPPORTED: Intune blocks the next enrolment of a machine.
NOT_SUPPORTED = "80180014"


class Joining:
    """The two policies at work on people's new machines, and the *refusals* of Entra."""

    def __init__(
        self,
        agenda: Agenda,
        devices: Devices,
        groups: Groups,
        registration: RegistrationPolicy,
        mobility: MobilityPolicy,
    ) -> None:
        self.refusals: list[EnrolmentRefusal] = []
        self._agenda = agenda
        self._devices = devices
        self._groups = groups
        self._registration = registration
        self._mobility = mobility
        self._new: dict[str, EntraDevice] = {}
        self._joined: dict[str, set[str]] = {}

    def admits(self, person: User | None, serial: str, at: datetime) -> bool:
        """Say whether somebody may join a machine; who may not is among the refusals.

        Of an unknown *person* only what holds for everybody is known.
        """
        code = self._verdict(person, serial.upper())
        if code is not None:
            self.refuse(serial, person.upn if person else "", code, at)
        elif person is not None:
            self._joined.setdefault(person.id, set()).add(serial.upper())
        return code is None

    def refuse(self, serial: str, upn: str, code: str, at: datetime) -> None:
        """Note that a machine got no further, and the *code* that its person was shown."""
        self.refusals.append(EnrolmentRefusal(serial=serial, upn=upn, code=code, at=at))

    def enrols(self, person: User | None) -> bool:
        """Say whether a machine that somebody joins enrols with Intune."""
        return self._mobility.covers(self._groups_of(person))

    def join(self, serial: str, ahead: str, at: datetime, *, enrolled: bool) -> EntraDevice:
        """Join by the device object that Autopilot created *ahead*, or by one of its own.

        *ahead* is its device id, blank or nil without one.
        """
        known = self._devices.find_by_device_id(ahead) or self._new.get(serial.upper())
        if known is not None:
            self._devices.join(known, at, enrolled=enrolled)
            return known
        guid = self._agenda.draws.guid
        device = EntraDevice(
            id=guid("joined object", serial),
            device_id=guid("joined device", serial),
            serial=serial,
            name=f"DESKTOP-{guid('computer name', serial)[:7].upper()}",
            joined=True,
            enrolled=enrolled,
        )
        self._new[serial.upper()] = device
        self._devices.create(device, at)
        return device

    def _verdict(self, person: User | None, serial: str) -> str | None:
        user_id = person.id if person else None
        if not self._registration.lets_join(user_id, self._groups_of(person)):
            return NOT_ALLOWED
        others = self._joined.get(user_id or "", set[str]()) - {serial}
        return TOO_MANY_DEVICES if len(others) >= self._registration.quota else None

    def _groups_of(self, person: User | None) -> list[str]:
        return self._groups.holding(person.id) if person else []

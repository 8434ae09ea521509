"""Enrolling machines that come without Autopilot registration, or being refused."""

from datetime import datetime

from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import stamp
from simulator.tenant.corporate_identifiers import CorporateIdentifiers
from simulator.tenant.devices import EntraDevice
from simulator.tenant.enrolment import Enrolment, EnrolmentRefusal, Machine
from simulator.tenant.identities import Identities
from simulator.tenant.joining import Joining
from simulator.tenant.preparations import Preparations
from simulator.tenant.users import User

# What Windows shows: of a person without a licence, and of a machine that may not be personal.
UNLICENSED, PERSONAL_BLOCKED = "80180018", "80180014"


class Enrolments:
    """Every such enrolment, and the *refusals* of Intune.

    *personal_blocked* is the enrolment restriction on personally owned machines.
    """

    def __init__(
        self,
        agenda: Agenda,
        joining: Joining,
        identities: Identities,
        identifiers: CorporateIdentifiers,
        preparations: Preparations,
    ) -> None:
        self.refusals: list[EnrolmentRefusal] = []
        self.personal_blocked = False
        self._agenda = agenda
        self._joining = joining
        self._identities = identities
        self._identifiers = identifiers
        self._preparations = preparations
        self._by_serial: dict[str, Enrolment] = {}

    def every(self) -> list[Enrolment]:
        """List the enrolments in order."""
        return list(self._by_serial.values())

    def hold(self, machine: Machine) -> bool:
        """Say whether a machine is enrolled."""
        return machine.serial.upper() in self._by_serial

    def forget(self, enrolment: Enrolment) -> None:
        """Let Intune manage a machine no more; it may enrol again."""
        del self._by_serial[enrolment.machine.serial.upper()]
        self._identifiers.unenrolled(enrolment.machine.identifier)

    def enrol(self, machine: Machine, person: User, at: datetime, *, associated: bool) -> None:
        """Enrol a machine for the person who signs in, and prepare it if a policy says so.

        It joins Entra alone where automatic enrolment is not for that person.
        """
        if not self._joining.admits(person, machine.serial, at):
            return
        if not self._joining.enrols(person):
            self._join(machine, at, enrolled=False)
            return
        corporate = associated or self._identifiers.hold(machine.identifier)
        code = self._refused(person, corporate=corporate)
        if code is not None:
            refusal = EnrolmentRefusal(serial=machine.serial, upn=machine.upn, code=code, at=at)
            self.refusals.append(refusal)
            return
        enrolment = Enrolment(
            id=self._agenda.draws.guid("enrolled machine", machine.serial),
            machine=machine,
            user_id=person.id,
            device=self._join(machine, at, enrolled=True),
            # With no identifier in the tenant, a machine that joins Entra is the company's.
            owner="company" if corporate or not self._identifiers.every() else "personal",
            began=at,
            last_sync=at,
        )
        self._by_serial[machine.serial.upper()] = enrolment
        self._identifiers.enrolled(machine.identifier, at)
        self._show_on_identity(enrolment)
        policy = self._preparations.policy_for(person.id)
        if policy is not None:
            self._preparations.begin(enrolment, policy, at)

    def _refused(self, person: User, *, corporate: bool) -> str | None:
        verdicts = (
            (UNLICENSED, person.licence != "Success"),
            (PERSONAL_BLOCKED, self.personal_blocked and not corporate),
        )
        return next((code for code, holds in verdicts if holds), None)

    def _join(self, machine: Machine, at: datetime, *, enrolled: bool) -> EntraDevice:
        identity = self._identities.registered(machine.serial)
        ahead = identity.device_id if identity else ""
        return self._joining.join(machine.serial, ahead, at, enrolled=enrolled)

    def _show_on_identity(self, enrolment: Enrolment) -> None:
        """Let the Autopilot identity of an associated machine say that it is enrolled."""
        identity = self._identities.registered(enrolment.machine.serial)
        if identity is not None:
            identity.managed_device_id = enrolment.id
            identity.enrolment, identity.last_contacted = "enrolled", stamp(enrolment.began)

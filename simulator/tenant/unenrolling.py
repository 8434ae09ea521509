"""Machines that Intune forgets: what "Delete" in the admin center makes of an enrolled one."""

from datetime import datetime

from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import NIL_GUID, no_such_record
from simulator.tenant.deployment import Deployments
from simulator.tenant.enrolments import Enrolments
from simulator.tenant.identities import Identities


class Unenrolling:
    """Deletes managed devices.  Events and lines of reports stay, and so does the Entra object.

    That a machine whose record is deleted may enrol once more is what Microsoft's
    troubleshooting FAQ says of error 0x80180014; how long a deleted record is
    still listed is assumed.
    """

    def __init__(
        self,
        agenda: Agenda,
        identities: Identities,
        deployments: Deployments,
        enrolments: Enrolments,
    ) -> None:
        self._agenda = agenda
        self._identities = identities
        self._deployments = deployments
        self._enrolments = enrolments
        self._leaving: set[str] = set()

    def serial_of(self, managed_id: str) -> str:
        """Name the machine behind a managed device; blank when there is none."""
        for flight in self._deployments.enrolled():
            if flight.managed_device_id == managed_id:
                return flight.passenger.serial
        for enrolment in self._enrolments.every():
            if enrolment.id == managed_id:
                return enrolment.machine.serial
        return ""

    def delete(self, managed_id: str, at: datetime) -> None:
        """Begin to forget a machine; ``GraphFault`` 404 when there is none."""
        serial = self.serial_of(managed_id)
        if not serial:
            raise no_such_record(managed_id)
        if managed_id in self._leaving:
            return
        self._leaving.add(managed_id)
        span = self._agenda.latencies.managed_device_gone
        name = ("managed_device_gone", managed_id)
        self._agenda.plan_within(span, at, name, lambda _: self._forget(managed_id, serial))

    def _forget(self, managed_id: str, serial: str) -> None:
        for flight in self._deployments.enrolled():
            if flight.managed_device_id == managed_id:
                flight.identity = None
        for enrolment in self._enrolments.every():
            if enrolment.id == managed_id:
                self._enrolments.forget(enrolment)
        identity = self._identities.registered(serial)
        if identity is not None and identity.managed_device_id == managed_id:
            identity.managed_device_id, identity.enrolment = NIL_GUID, "notContacted"
            identity.userless_enrolment = "allowed"

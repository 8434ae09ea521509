"""The person at the desk with a new machine, registered or not: which way does it take."""

from dataclasses import replace
from datetime import datetime

from simulator.tenant.agenda import Agenda
from simulator.tenant.deployment import Deployments
from simulator.tenant.enrolment import Machine
from simulator.tenant.enrolments import Enrolments
from simulator.tenant.identities import Identities
from simulator.tenant.users import Users


class Deliveries:
    """Every machine that was brought to somebody's desk.

    Association comes before Autopilot registration, and that before a
    device-preparation policy and plain enrolment (Microsoft documents the order).
    """

    def __init__(
        self,
        agenda: Agenda,
        users: Users,
        identities: Identities,
        deployments: Deployments,
        enrolments: Enrolments,
    ) -> None:
        self._agenda = agenda
        self._users = users
        self._identities = identities
        self._deployments = deployments
        self._enrolments = enrolments
        self._delivered: dict[str, Machine] = {}

    def deliver(self, machine: Machine, at: datetime) -> None:
        """Bring a machine to its person, who switches it on some while later."""
        serial = machine.serial
        self._delivered[serial.upper()] = machine
        if self._deployments.people_start:
            span, name = self._agenda.latencies.switched_on, ("switched_on", serial)
            self._agenda.plan_within(span, at, name, lambda when: self.switch_on(serial, when))

    def switch_on(self, serial: str, at: datetime) -> None:
        """Let the person sign in, if the machine is delivered and they have an account."""
        machine = self._delivered.get(serial.upper())
        if machine is None or self._enrolments.hold(machine):
            return
        associated_to = self._deployments.associations.get(serial.upper())
        identity = self._identities.registered(serial)
        if identity is not None and associated_to is None:
            self._deployments.switch_on(identity, at)
            return
        person = self._users.find(associated_to or machine.upn)
        if person is not None and person.enabled:
            signed_in = replace(machine, upn=person.upn)
            self._enrolments.enrol(signed_in, person, at, associated=associated_to is not None)

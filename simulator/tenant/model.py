"""The whole tenant as data and rules, area by area, without its gate."""

from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import Entity
from simulator.tenant.corporate_identifiers import CorporateIdentifiers
from simulator.tenant.deliveries import Deliveries
from simulator.tenant.deployment import Deployments
from simulator.tenant.deployment_report import deployment_rows
from simulator.tenant.directory_model import DirectoryModel
from simulator.tenant.enrolments import Enrolments
from simulator.tenant.exports import Exports
from simulator.tenant.identities import Identities
from simulator.tenant.imports import Imports
from simulator.tenant.intune_objects import IntuneObjects
from simulator.tenant.preparations import Preparations
from simulator.tenant.profiles import Profiles
from simulator.tenant.reports import DEPLOYMENTS, PREPARATIONS, PREPARED_APPS, PREPARED_SCRIPTS
from simulator.tenant.settings import Settings
from simulator.tenant.unenrolling import Unenrolling
from simulator.tenant.workflows import Workflows


class Model(DirectoryModel):
    """Every area of the tenant, wired: who moves whom is decided here alone."""

    def __init__(self, agenda: Agenda) -> None:
        super().__init__(agenda)
        self.identities = Identities(agenda, self.devices)
        self.imports = Imports(agenda, self.identities)
        self.settings = Settings(agenda, self.identities)
        self.intune = IntuneObjects(agenda, self.directory_objects, self.replicas)
        documents = self.intune.deployment_profiles
        self.profiles = Profiles(agenda, self.devices, self.identities, self.groups, documents)
        self.deployments = Deployments(
            agenda, self.users, self.devices, self.joining, self.intune.page_for
        )
        self.deployments.watch(self.identities, self.profiles)
        self.corporate_identifiers = CorporateIdentifiers(agenda)
        self.preparations = Preparations(
            agenda, self.devices, self.groups, self.intune.preparation_policies
        )
        self.enrolments = Enrolments(
            agenda, self.joining, self.identities, self.corporate_identifiers, self.preparations
        )
        self.deliveries = Deliveries(
            agenda, self.users, self.identities, self.deployments, self.enrolments
        )
        self.unenrolling = Unenrolling(agenda, self.identities, self.deployments, self.enrolments)
        self.workflows = Workflows(agenda)
        self.exports = Exports(agenda)
        self._report()

    def _report(self) -> None:
        rows = self.exports.rows
        rows[DEPLOYMENTS] = lambda: deployment_rows(self.deployments.flights)
        rows[PREPARATIONS] = self.preparations.status_rows
        rows[PREPARED_APPS] = self.preparations.app_rows
        rows[PREPARED_SCRIPTS] = self.preparations.script_rows

    def managed_devices(self) -> list[Entity]:
        """List every enrolled machine, whichever way it took."""
        now = self.agenda.now()
        registered = [flight.managed_device(now) for flight in self.deployments.enrolled()]
        return registered + [each.managed_device() for each in self.enrolments.every()]

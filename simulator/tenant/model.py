"""The whole tenant as data and rules, area by area, without its gate."""

from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import Entity
from simulator.tenant.assignment_filters import AssignmentFilters
from simulator.tenant.assignments import Targets
from simulator.tenant.corporate_identifiers import CorporateIdentifiers
from simulator.tenant.deliveries import Deliveries
from simulator.tenant.deployment import Deployments
from simulator.tenant.deployment_profiles import DeploymentProfiles
from simulator.tenant.deployment_report import deployment_rows
from simulator.tenant.directory_model import DirectoryModel
from simulator.tenant.enrollment_configurations import EnrollmentConfigurations
from simulator.tenant.enrollment_pages import EnrollmentConfiguration
from simulator.tenant.enrolments import Enrolments
from simulator.tenant.exports import Exports
from simulator.tenant.identities import Identities
from simulator.tenant.imports import Imports
from simulator.tenant.preparation_policies import PreparationPolicies
from simulator.tenant.preparations import Preparations
from simulator.tenant.profiles import Profiles
from simulator.tenant.reports import DEPLOYMENTS, PREPARATIONS, PREPARED_APPS, PREPARED_SCRIPTS
from simulator.tenant.settings import Settings
from simulator.tenant.workflows import Workflows


class Model(DirectoryModel):
    """Every area of the tenant, wired: who moves whom is decided here alone."""

    def __init__(self, agenda: Agenda) -> None:
        super().__init__(agenda)
        self.identities = Identities(agenda, self.devices)
        self.imports = Imports(agenda, self.identities)
        self.settings = Settings(agenda, self.identities)
        self.assignment_filters = AssignmentFilters()
        self.targets = Targets(self.groups, self.replicas, self.assignment_filters)
        self.enrollment_configurations = EnrollmentConfigurations(agenda, self.targets)
        self.deployment_profiles = DeploymentProfiles(agenda)
        self.profiles = Profiles(
            agenda, self.devices, self.identities, self.groups, self.deployment_profiles
        )
        self.deployments = Deployments(
            agenda, self.users, self.devices, self.joining, self._page_for
        )
        self.deployments.watch(self.identities, self.profiles)
        self.corporate_identifiers = CorporateIdentifiers(agenda)
        self.preparation_policies = PreparationPolicies(self.groups)
        self.preparations = Preparations(
            agenda, self.devices, self.groups, self.preparation_policies
        )
        self.enrolments = Enrolments(
            agenda, self.joining, self.identities, self.corporate_identifiers, self.preparations
        )
        self.deliveries = Deliveries(
            agenda, self.users, self.identities, self.deployments, self.enrolments
        )
        self.workflows = Workflows(agenda)
        self.exports = Exports(agenda)
        self.exports.rows[DEPLOYMENTS] = lambda: deployment_rows(self.deployments.flights)
        self.exports.rows[PREPARATIONS] = self.preparations.status_rows
        self.exports.rows[PREPARED_APPS] = self.preparations.app_rows
        self.exports.rows[PREPARED_SCRIPTS] = self.preparations.script_rows

    def _page_for(self, *object_ids: str) -> EnrollmentConfiguration:
        """Find the enrollment status page for a device and a person."""
        holding = {group for each in object_ids for group in self.groups.holding(each)}
        return self.enrollment_configurations.page_for(holding)

    def managed_devices(self) -> list[Entity]:
        """List every enrolled machine, whichever way it took."""
        now = self.agenda.now()
        registered = [flight.managed_device(now) for flight in self.deployments.enrolled()]
        return registered + [each.managed_device() for each in self.enrolments.every()]

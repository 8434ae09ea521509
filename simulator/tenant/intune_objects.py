"""What administrators set up in Intune: pages, profiles, policies, apps, scripts and filters."""

from simulator.tenant.agenda import Agenda
from simulator.tenant.apps import AppTarget, Installables
from simulator.tenant.assignment_filters import AssignmentFilters
from simulator.tenant.assignments import Target, Targets
from simulator.tenant.configuration_policies import ConfigurationPolicies
from simulator.tenant.deployment_profiles import DeploymentProfiles
from simulator.tenant.device_groups import DeviceGroups
from simulator.tenant.directory_objects import DirectoryObjects
from simulator.tenant.enrollment_configurations import EnrollmentConfigurations
from simulator.tenant.enrollment_pages import EnrollmentConfiguration
from simulator.tenant.preparation_policies import PreparationPolicies
from simulator.tenant.replicas import Replicas


class IntuneObjects:
    """Every object of Intune's side of a tenant's set-up."""

    def __init__(self, agenda: Agenda, directory: DirectoryObjects, replicas: Replicas) -> None:
        self._groups = directory.groups
        self.filters = AssignmentFilters()
        self.targets = Targets(directory.groups, replicas, self.filters)
        self.enrollment_configurations = EnrollmentConfigurations(agenda, self.targets)
        self.deployment_profiles = DeploymentProfiles(agenda)
        self.configuration_policies = ConfigurationPolicies(agenda, self.targets)
        self.device_groups = DeviceGroups(agenda, self.configuration_policies, directory)
        self.apps = Installables[AppTarget]()
        self.scripts = Installables[Target]()
        self.preparation_policies = PreparationPolicies(
            directory.groups, self.configuration_policies, self.apps, self.scripts
        )

    def page_for(self, *object_ids: str) -> EnrollmentConfiguration:
        """Find the enrollment status page for a device and a person."""
        holding = {group for each in object_ids for group in self._groups.holding(each)}
        return self.enrollment_configurations.page_for(holding)

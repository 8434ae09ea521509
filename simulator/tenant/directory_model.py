"""The directory as data and rules: Entra's half of the tenant, without its gate."""

from simulator.tenant.agenda import Agenda
from simulator.tenant.devices import Devices
from simulator.tenant.directory_objects import DirectoryObjects
from simulator.tenant.groups import Groups
from simulator.tenant.joining import Joining
from simulator.tenant.mobility_policy import MobilityPolicy
from simulator.tenant.organization import Organization
from simulator.tenant.registration_policy import RegistrationPolicy
from simulator.tenant.replicas import Replicas
from simulator.tenant.service_principals import ServicePrincipals
from simulator.tenant.users import Users


class DirectoryModel:
    """People, groups, devices and apps, and the policies on joining them."""

    def __init__(self, agenda: Agenda) -> None:
        self.agenda = agenda
        self.organization = Organization(id=agenda.draws.guid("organization"))
        self.replicas = Replicas(agenda)
        self.users = Users(agenda, self.replicas)
        self.devices = Devices(agenda, self.replicas)
        self.groups = Groups(agenda, self.users, self.devices, self.replicas)
        self.service_principals = ServicePrincipals(agenda, self.replicas)
        self.directory_objects = DirectoryObjects(
            users=self.users,
            devices=self.devices,
            groups=self.groups,
            service_principals=self.service_principals,
        )
        self.registration_policy = RegistrationPolicy()
        self.mobility_policy = MobilityPolicy()
        self.joining = Joining(
            agenda, self.devices, self.groups, self.registration_policy, self.mobility_policy
        )

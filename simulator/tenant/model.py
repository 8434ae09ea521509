"""The whole tenant as data and rules, area by area, without its gate."""

from simulator.tenant.agenda import Agenda
from simulator.tenant.deployment import Deployments
from simulator.tenant.devices import Devices
from simulator.tenant.groups import Groups
from simulator.tenant.identities import Identities
from simulator.tenant.imports import Imports
from simulator.tenant.profiles import Profiles
from simulator.tenant.replicas import Replicas
from simulator.tenant.settings import Settings
from simulator.tenant.users import Users


class Model:
    """Every area of the tenant, wired: who moves whom is decided here alone."""

    def __init__(self, agenda: Agenda) -> None:
        self.agenda = agenda
        self.replicas = Replicas(agenda)
        self.users = Users(agenda, self.replicas)
        self.devices = Devices(agenda, self.replicas)
        self.groups = Groups(agenda, self.devices, self.replicas)
        self.identities = Identities(agenda, self.devices)
        self.imports = Imports(agenda, self.identities)
        self.settings = Settings(agenda, self.identities)
        self.profiles = Profiles(agenda, self.devices, self.identities, self.groups)
        self.deployments = Deployments(agenda, self.users, self.devices)
        self.deployments.watch(self.identities, self.profiles)

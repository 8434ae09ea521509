"""The apps of a tenant: a service principal for each."""

from dataclasses import dataclass
from datetime import datetime

from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import Entity, GraphFault, bad_request
from simulator.tenant.replicas import Replicas

# Owns the device group of device preparation; not every tenant has it from the beginning.
INTUNE_PROVISIONING_CLIENT = "f1346770-5b25-470b-88bd-d5744ab7952c"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePrincipal:
    """An app in this tenant: *app_id* is the same in every tenant, *id* is this one's own."""

    id: str
    app_id: str
    name: str

    def entity(self) -> Entity:
        """Write the service principal as Graph shows it."""
        return {
            "id": self.id,
            "accountEnabled": True,
            "appDisplayName": self.name,
            "appId": self.app_id,
            "displayName": self.name,
            "servicePrincipalNames": [self.app_id],
            "servicePrincipalType": "Application",
        }


class ServicePrincipals:
    """Every service principal, and the names of the *applications* that one can be made of.

    The Intune Provisioning Client is there unless the story takes it away.
    """

    def __init__(self, agenda: Agenda, replicas: Replicas) -> None:
        self.applications = {INTUNE_PROVISIONING_CLIENT: "Intune Provisioning Client"}
        self._agenda = agenda
        self._replicas = replicas
        self._by_app: dict[str, ServicePrincipal] = {}
        self._removed = 0
        self._add(INTUNE_PROVISIONING_CLIENT)

    def create(self, app_id: str, at: datetime) -> ServicePrincipal:
        """Let an app be in the tenant; ``GraphFault`` 409 when it is, 400 when nobody knows it."""
        known = app_id.lower()
        if known in self._by_app:
            message = (
                "The service principal cannot be created, updated, or restored because the "
                f"service principal name {app_id} is already in use."
            )
            raise GraphFault(409, "Request_MultipleObjectsWithSameKeyValue", message)
        if known not in self.applications:
            message = (
                f"The appId '{app_id}' of the service principal does not reference "
                "a valid application object."
            )
            raise bad_request(message, "Request_BadRequest")
        principal = self._add(known)
        self._replicas.created(principal.id, at)
        return principal

    def remove(self, app_id: str) -> None:
        """Let an app not be in the tenant; one that comes back is another object."""
        self._removed += 1
        self._by_app.pop(app_id.lower(), None)

    def every(self) -> list[ServicePrincipal]:
        """List them in the order of their creation."""
        return list(self._by_app.values())

    def of_app(self, app_id: str) -> ServicePrincipal | None:
        """Find an app's service principal."""
        return self._by_app.get(app_id.lower())

    def find(self, object_id: str) -> ServicePrincipal | None:
        """Find a service principal by its object id."""
        return next((each for each in self._by_app.values() if each.id == object_id), None)

    def _add(self, app_id: str) -> ServicePrincipal:
        principal = ServicePrincipal(
            id=self._agenda.draws.guid("service principal", app_id, str(self._removed)),
            app_id=app_id,
            name=self.applications[app_id],
        )
        self._by_app[app_id] = principal
        return principal

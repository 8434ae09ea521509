"""Whatever has an object id in the directory, found by it alone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from simulator.tenant.answers import Entity, no_such_resource
from simulator.tenant.devices import Devices
from simulator.tenant.groups import Groups
from simulator.tenant.service_principals import ServicePrincipals
from simulator.tenant.users import Users


class _HasEntity(Protocol):
    def entity(self) -> Entity: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryObjects:
    """People, groups, devices and apps together."""

    users: Users
    devices: Devices
    groups: Groups
    service_principals: ServicePrincipals

    def kind(self, object_id: str) -> str | None:
        """Name the kind of an object as Graph does; ``None`` without one."""
        found = self._found(object_id)
        return found[0] if found else None

    def find(self, object_id: str) -> Entity | None:
        """Read an object, with its kind as ``@odata.type``."""
        found = self._found(object_id)
        if found is None:
            return None
        kind, each = found
        return {"@odata.type": f"#microsoft.graph.{kind}"} | each.entity()

    def get(self, object_id: str) -> Entity:
        """Read an object; ``GraphFault`` 404 when there is none."""
        found = self.find(object_id)
        if found is None:
            raise no_such_resource(object_id)
        return found

    def _found(self, object_id: str) -> tuple[str, _HasEntity] | None:
        places: dict[str, Callable[[str], _HasEntity | None]] = {
            "device": self.devices.find,
            "user": self.users.of_id,
            "group": self.groups.find,
            "servicePrincipal": self.service_principals.find,
        }
        looked = ((kind, find(object_id)) for kind, find in places.items())
        return next(((kind, each) for kind, each in looked if each is not None), None)

"""The port ``Directory`` on a simulated tenant."""

from collections.abc import Collection, Mapping
from typing import Any

from shared.domain.directory import User, group_unclear
from shared.domain.faults import ADDING_A_MEMBER, is_already_member, is_missing
from simulator.tenant import Tenant
from simulator.twins.refusals import told


class TwinDirectory:
    """The port ``Directory`` on a simulated tenant."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant
        self._groups: dict[str, str] = {}

    async def device(self, device_id: str) -> str | None:
        """Find the object id of a device."""
        with told("looking up a device", unless=is_missing):
            return str(self._tenant.device_by_device_id(device_id)["id"])
        return None

    async def group(self, name_or_id: str) -> str:
        """Find a group's object id, once."""
        if name_or_id not in self._groups:
            with told("looking up a group"):
                found = self._tenant.groups_named(name_or_id)
            if len(found) != 1:
                raise group_unclear(name_or_id, len(found))
            self._groups[name_or_id] = str(found[0]["id"])
        return self._groups[name_or_id]

    async def is_member(self, group_id: str, object_id: str) -> bool:
        """See whether a group contains an object."""
        with told("checking a group's members"):
            return self._tenant.is_member(group_id, object_id)
        return False

    async def add_member(self, group_id: str, object_id: str) -> None:
        """Add an object to an assigned group."""
        with told(ADDING_A_MEMBER, unless=is_already_member):
            self._tenant.add_member(group_id, object_id)

    async def user(self, user_principal_name: str) -> User | None:
        """Find a person."""
        with told("looking up a user", unless=is_missing):
            return _user(self._tenant.user(user_principal_name))
        return None

    async def is_licensed(self, user_id: str, service_plans: Collection[str]) -> bool:
        """See whether one of these service plans is provisioned."""
        with told("reading a user's licences"):
            licences = self._tenant.licence_details(user_id)
        return any(
            plan["servicePlanId"] in service_plans and plan["provisioningStatus"] == "Success"
            for licence in licences
            for plan in licence["servicePlans"]
        )


def _user(entity: Mapping[str, Any]) -> User:
    return User(
        id=entity["id"],
        user_principal_name=entity["userPrincipalName"],
        display_name=entity["displayName"] or "",
        enabled=entity["accountEnabled"],
        member=entity["userType"] == "Member",
    )

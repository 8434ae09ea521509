"""The port ``Directory`` on the simulated tenant."""

from collections.abc import Collection
from functools import partial

from shared.domain.directory import User, group_unclear, is_object_id
from shared.domain.faults import is_already_member, is_missing
from shared.domain.operations import Operation
from shared.domain.outcomes import Told
from shared.ports import Failed
from simulator.tenant import Slice, Tenant
from simulator.twins.answers import asked, each_asked, failed
from simulator.twins.values import user_of


class TwinDirectory:
    """Answers as ``GraphDirectory`` does, with the same requests of the tenant."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant
        self._groups: dict[str, str] = {}

    async def devices(self, device_ids: Collection[str]) -> Told[str]:
        """Find the object ids of devices by their ``deviceId``."""
        return each_asked(
            Operation.DEVICES,
            device_ids,
            lambda each: str(self._tenant.device_by_device_id(each)["id"]),
            is_missing,
        )

    async def group(self, name_or_id: str) -> str:
        """Find a group's object id: by a request for a name not asked before."""
        if is_object_id(name_or_id):
            return name_or_id
        if name_or_id not in self._groups:
            named = partial(self._tenant.groups_named, name_or_id)
            found = asked(Operation.GROUP, named)
            if len(found) != 1:
                raise group_unclear(name_or_id, len(found))
            self._groups[name_or_id] = str(found[0]["id"])
        return self._groups[name_or_id]

    async def members(self, group_id: str, object_ids: Collection[str]) -> Told[bool]:
        """See which objects a group contains directly."""

        def look(object_id: str) -> bool:
            page = self._tenant.members_page(group_id, Slice(top=1), only=object_id)
            return bool(page.items)

        return each_asked(Operation.MEMBERS, object_ids, look)

    async def add_members(self, group_id: str, object_ids: Collection[str]) -> Failed:
        """Add objects to an assigned group."""
        add = partial(self._tenant.add_member, group_id)
        return failed(each_asked(Operation.ADD_MEMBERS, object_ids, add, is_already_member))

    async def users(self, user_principal_names: Collection[str]) -> Told[User]:
        """Find people by user principal name."""
        return each_asked(
            Operation.USERS,
            user_principal_names,
            lambda each: user_of(self._tenant.user(each)),
            is_missing,
        )

    async def licensed(
        self, user_ids: Collection[str], service_plans: Collection[str]
    ) -> Told[bool]:
        """See for whom one of these service plans, by id, is provisioned."""
        wanted = {plan.lower() for plan in service_plans}

        def read(user_id: str) -> bool:
            return any(
                plan["servicePlanId"].lower() in wanted and plan["provisioningStatus"] == "Success"
                for licence in self._tenant.licence_details(user_id)
                for plan in licence["servicePlans"]
            )

        return each_asked(Operation.LICENSED, user_ids, read)

"""The port ``Directory`` on the simulated tenant."""

from collections.abc import Collection
from functools import partial

from shared.domain.directory import User, group_unclear, is_object_id
from shared.domain.faults import is_already_member, is_missing
from shared.domain.operations import Operation
from simulator.tenant import Slice, Tenant
from simulator.twins.answers import asked, asked_unless
from simulator.twins.values import user_of


class TwinDirectory:
    """Answers as ``GraphDirectory`` does, with the same requests of the tenant."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant
        self._groups: dict[str, str] = {}

    async def device(self, device_id: str) -> str | None:
        """Find the object id of a device by its ``deviceId``."""
        return asked_unless(
            Operation.DEVICE,
            lambda: str(self._tenant.device_by_device_id(device_id)["id"]),
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

    async def is_member(self, group_id: str, object_id: str) -> bool:
        """See whether a group contains an object directly."""
        look = partial(self._tenant.members_page, group_id, Slice(top=1), only=object_id)
        page = asked(Operation.IS_MEMBER, look)
        return bool(page.items)

    async def add_member(self, group_id: str, object_id: str) -> None:
        """Add an object to an assigned group."""
        add = partial(self._tenant.add_member, group_id, object_id)
        asked_unless(Operation.ADD_MEMBER, add, is_already_member)

    async def user(self, user_principal_name: str) -> User | None:
        """Find a person by user principal name."""
        return asked_unless(
            Operation.USER,
            lambda: user_of(self._tenant.user(user_principal_name)),
            is_missing,
        )

    async def is_licensed(self, user_id: str, service_plans: Collection[str]) -> bool:
        """See whether one of these service plans, by id, is provisioned."""
        read = partial(self._tenant.licence_details, user_id)
        wanted = {plan.lower() for plan in service_plans}
        return any(
            plan["servicePlanId"].lower() in wanted and plan["provisioningStatus"] == "Success"
            for licence in asked(Operation.IS_LICENSED, read)
            for plan in licence["servicePlans"]
        )

"""The port ``Directory`` on the simulated tenant."""

from collections.abc import Collection
from functools import partial
from http import HTTPStatus
from itertools import batched

from shared.domain.answers import Answer, is_already_member, is_missing
from shared.domain.directory import MOST_MEMBERS, User, group_unclear, is_object_id
from shared.domain.errors import GroundcrewError
from shared.domain.operations import Operation
from shared.domain.outcomes import Told
from shared.domain.telling import failed, settled, told
from shared.ports import Failed
from simulator.tenant import Entity, Page, Slice
from simulator.twins.requests import Requests
from simulator.twins.values import user_of

_SPOILT = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND})


class TwinDirectory:
    """Answers as ``GraphDirectory`` does, with the same requests of the tenant."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests
        self._tenant = requests.tenant
        self._groups: dict[str, str] = {}

    async def devices(self, device_ids: Collection[str]) -> Told[str]:
        """Find the object ids of devices by their ``deviceId``."""
        asks = {each: partial(self._tenant.device_by_device_id, each) for each in device_ids}
        got = await self._requests.each(Operation.DEVICES, asks)
        return told(got, lambda entity: str(entity["id"]), is_missing)

    async def group(self, name_or_id: str) -> str:
        """Find a group's object id: by a request for a name not asked before."""
        if is_object_id(name_or_id):
            return name_or_id
        if name_or_id not in self._groups:
            named = partial(self._tenant.groups_named, name_or_id)
            found = settled(await self._requests.ask(Operation.GROUP, named))
            if len(found) != 1:
                raise group_unclear(name_or_id, len(found))
            self._groups[name_or_id] = str(found[0]["id"])
        return self._groups[name_or_id]

    async def members(self, group_id: str, object_ids: Collection[str]) -> Told[bool]:
        """See which objects a group contains directly."""

        def look(object_id: str) -> Page:
            return self._tenant.members_page(group_id, Slice(top=1), only=object_id)

        asks = {each: partial(look, each) for each in object_ids}
        got = await self._requests.each(Operation.MEMBERS, asks)
        return told(got, lambda page: bool(page.items))

    async def add_members(self, group_id: str, object_ids: Collection[str]) -> Failed:
        """Add objects to an assigned group."""
        failures: dict[str, GroundcrewError] = {}
        for chunk in batched(object_ids, MOST_MEMBERS, strict=False):
            failures |= await self._add(group_id, chunk)
        return failures

    async def users(self, user_principal_names: Collection[str]) -> Told[User]:
        """Find people by user principal name."""
        asks = {each: partial(self._tenant.user, each) for each in user_principal_names}
        return told(await self._requests.each(Operation.USERS, asks), user_of, is_missing)

    async def managers(self, user_principal_names: Collection[str]) -> Told[User]:
        """Find people's managers, by the people's names."""
        asks = {each: partial(self._tenant.manager, each) for each in user_principal_names}
        return told(await self._requests.each(Operation.MANAGERS, asks), user_of, is_missing)

    async def licensed(
        self, user_ids: Collection[str], service_plans: Collection[str]
    ) -> Told[bool]:
        """See for whom one of these service plans, by id, is provisioned."""
        wanted = {plan.lower() for plan in service_plans}

        def read(licences: list[Entity]) -> bool:
            return any(
                plan["servicePlanId"].lower() in wanted and plan["provisioningStatus"] == "Success"
                for licence in licences
                for plan in licence["servicePlans"]
            )

        asks = {each: partial(self._tenant.licence_details, each) for each in user_ids}
        return told(await self._requests.each(Operation.LICENSED, asks), read)

    async def _add(self, group_id: str, object_ids: Collection[str]) -> Failed:
        if len(object_ids) > 1:
            add = partial(self._tenant.add_members, group_id, list(object_ids))
            got = await self._requests.ask(Operation.ADD_MEMBERS, add)
            if not (isinstance(got, Answer) and got.status in _SPOILT):
                return failed(dict.fromkeys(object_ids, got))
        asks = {each: partial(self._tenant.add_member, group_id, each) for each in object_ids}
        got_each = await self._requests.each(Operation.ADD_MEMBERS, asks)
        return failed(got_each, is_already_member)

"""Entra ID behind its port: device objects, groups and people, by v1.0 alone."""

from collections.abc import Collection
from http import HTTPStatus
from itertools import batched
from urllib.parse import quote

from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_abstractions.headers_collection import HeadersCollection
from kiota_abstractions.request_information import RequestInformation
from msgraph.generated.devices_with_device_id.devices_with_device_id_request_builder import (
    DevicesWithDeviceIdRequestBuilder as DeviceBuilder,
)
from msgraph.generated.groups.groups_request_builder import GroupsRequestBuilder
from msgraph.generated.groups.item.members.members_request_builder import MembersRequestBuilder
from msgraph.generated.models.reference_create import ReferenceCreate
from msgraph.generated.users.item.manager.manager_request_builder import ManagerRequestBuilder
from msgraph.generated.users.item.user_item_request_builder import UserItemRequestBuilder

from shared.domain.answers import Answer, is_already_member, is_missing
from shared.domain.directory import MOST_MEMBERS, User, group_unclear, is_object_id
from shared.domain.errors import GroundcrewError
from shared.domain.operations import Operation
from shared.domain.outcomes import Told
from shared.domain.telling import failed, settled, told
from shared.graph.batch import Json, changing
from shared.graph.records import manager_of, provisioned_plans, user_of
from shared.graph.requests import Requests
from shared.ports import Failed

_USER = ["id", "userPrincipalName", "displayName", "accountEnabled", "userType"]
# Together it is all or nothing, so whatever one of them causes is asked again for each alone.
_SPOILT = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND})


class GraphDirectory:
    """The port ``Directory`` over Microsoft Graph.  Group names are looked up once a process."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests
        self._sdk = requests.sdk
        self._groups: dict[str, str] = {}

    async def devices(self, device_ids: Collection[str]) -> Told[str]:
        """Find the object ids of devices by their ``deviceId``: one request each."""
        query = DeviceBuilder.DevicesWithDeviceIdRequestBuilderGetQueryParameters(select=["id"])
        config = RequestConfiguration(query_parameters=query)
        # The SDK's own devices_with_device_id() has all of them share one set of parameters.
        adapter = self._sdk.request_adapter
        asking = {
            each: DeviceBuilder(adapter, {}, each).to_get_request_information(config)
            for each in device_ids
        }
        return told(await self._requests.each(Operation.DEVICES, asking), _id_of, is_missing)

    async def group(self, name_or_id: str) -> str:
        """Find a group's object id: no request for an id or a known name, else one."""
        if is_object_id(name_or_id):
            return name_or_id
        if name_or_id not in self._groups:
            self._groups[name_or_id] = await self._group_named(name_or_id)
        return self._groups[name_or_id]

    async def members(self, group_id: str, object_ids: Collection[str]) -> Told[bool]:
        """See which objects a group contains directly: one request each.

        The page "List group members" calls the list direct and filterable as an
        advanced query; ``checkMemberGroups`` is transitive and no page has
        ``members/{id}/$ref`` for reading.  With ``$select`` and ``$top`` it costs
        one resource unit.
        """
        asking = {each: self._membership(group_id, each) for each in object_ids}

        def more(object_id: str, seen: list[Json]) -> bool:
            return object_id not in map(_id_of, seen)

        got = await self._requests.lists(Operation.MEMBERS, asking, more)
        seen = told(got, list)
        return {
            each: found if isinstance(found, GroundcrewError) else not more(each, found)
            for each, found in seen.items()
        }

    async def add_members(self, group_id: str, object_ids: Collection[str]) -> Failed:
        """Add objects to an assigned group: one request for every twenty, if all can be added.

        If not, one more for each of the twenty.
        """
        failures: dict[str, GroundcrewError] = {}
        for chunk in batched(object_ids, MOST_MEMBERS, strict=False):
            failures |= await self._add(group_id, chunk)
        return failures

    async def users(self, user_principal_names: Collection[str]) -> Told[User]:
        """Find people by user principal name: one request each."""
        query = UserItemRequestBuilder.UserItemRequestBuilderGetQueryParameters(select=_USER)
        config = RequestConfiguration(query_parameters=query)
        asking = {
            each: self._sdk.users.by_user_id(each).to_get_request_information(config)
            for each in user_principal_names
        }
        return told(await self._requests.each(Operation.USERS, asking), user_of, is_missing)

    async def managers(self, user_principal_names: Collection[str]) -> Told[User]:
        """Find people's managers ("List manager"): one request each."""
        query = ManagerRequestBuilder.ManagerRequestBuilderGetQueryParameters(select=_USER)
        config = RequestConfiguration(query_parameters=query)
        asking = {
            each: self._sdk.users.by_user_id(each).manager.to_get_request_information(config)
            for each in user_principal_names
        }
        return told(await self._requests.each(Operation.MANAGERS, asking), manager_of, is_missing)

    async def licensed(
        self, user_ids: Collection[str], service_plans: Collection[str]
    ) -> Told[bool]:
        """See for whom one of these service plans, by id, is provisioned: one request each."""
        wanted = {plan.lower() for plan in service_plans}
        asking = {
            each: self._sdk.users.by_user_id(each).license_details.to_get_request_information()
            for each in user_ids
        }

        def read(seen: list[Json]) -> bool:
            return any(wanted & provisioned_plans(each) for each in seen)

        got = await self._requests.lists(Operation.LICENSED, asking, lambda _, seen: not read(seen))
        return told(got, read)

    async def _add(self, group_id: str, object_ids: Collection[str]) -> Failed:
        if len(object_ids) > 1:
            binding = self._binding(group_id, object_ids)
            got = await self._requests.ask(Operation.ADD_MEMBERS, binding, object_ids)
            if not (isinstance(got, Answer) and got.status in _SPOILT):
                return failed(dict.fromkeys(object_ids, got))
        asking = {each: self._referring(group_id, each) for each in object_ids}
        got_each = await self._requests.each(Operation.ADD_MEMBERS, asking)
        return failed(got_each, is_already_member)

    def _binding(self, group_id: str, object_ids: Collection[str]) -> RequestInformation:
        # The SDK's model would send a type along, and has no word for binding.
        bound = [self._address(each) for each in object_ids]
        url = f"{self._requests.base_url}/v1.0/groups/{quote(group_id, safe='')}"
        return changing(url, {"members@odata.bind": bound})

    def _referring(self, group_id: str, object_id: str) -> RequestInformation:
        reference = ReferenceCreate(odata_id=self._address(object_id))
        members = self._sdk.groups.by_group_id(group_id).members
        return members.ref.to_post_request_information(reference)

    def _address(self, object_id: str) -> str:
        return f"{self._requests.base_url}/v1.0/directoryObjects/{object_id}"

    def _membership(self, group_id: str, object_id: str) -> RequestInformation:
        query = MembersRequestBuilder.MembersRequestBuilderGetQueryParameters(
            filter=f"id eq '{_quoted(object_id)}'", select=["id"], top=1, count=True
        )
        headers = HeadersCollection()
        headers.add("ConsistencyLevel", "eventual")
        members = self._sdk.groups.by_group_id(group_id).members
        return members.to_get_request_information(
            RequestConfiguration(query_parameters=query, headers=headers)
        )

    async def _group_named(self, name: str) -> str:
        query = GroupsRequestBuilder.GroupsRequestBuilderGetQueryParameters(
            filter=f"displayName eq '{_quoted(name)}'", select=["id"], top=2
        )
        config = RequestConfiguration(query_parameters=query)
        request = self._sdk.groups.to_get_request_information(config)
        page = settled(await self._requests.ask(Operation.GROUP, request))
        found = [_id_of(group) for group in page.get("value") or ()]
        if len(found) != 1 or not found[0]:
            raise group_unclear(name, len(found))
        return found[0]


def _id_of(body: Json) -> str | None:
    found = body.get("id")
    return str(found) if found else None


def _quoted(text: str) -> str:
    return text.replace("'", "''")

"""Entra ID behind its port: device objects, groups and people, by v1.0 alone."""

from collections.abc import Collection

from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_abstractions.headers_collection import HeadersCollection
from msgraph.generated.devices_with_device_id.devices_with_device_id_request_builder import (
    DevicesWithDeviceIdRequestBuilder as DeviceBuilder,
)
from msgraph.generated.groups.groups_request_builder import GroupsRequestBuilder
from msgraph.generated.groups.item.members.members_request_builder import MembersRequestBuilder
from msgraph.generated.models.reference_create import ReferenceCreate
from msgraph.generated.users.item.user_item_request_builder import UserItemRequestBuilder

from shared.domain.directory import User, group_unclear, is_object_id
from shared.domain.faults import is_already_member, is_missing
from shared.domain.operations import Operation
from shared.graph.client import GraphClient
from shared.graph.faults import Tolerating, translated
from shared.graph.paging import entities
from shared.graph.records import provisioned_plans, user_of

_USER = ["id", "userPrincipalName", "displayName", "accountEnabled", "userType"]


class GraphDirectory:
    """The port ``Directory`` over Microsoft Graph.  Group names are looked up once a process."""

    def __init__(self, client: GraphClient) -> None:
        self._client = client
        self._sdk = client.sdk
        self._groups: dict[str, str] = {}

    async def device(self, device_id: str) -> str | None:
        """Find the object id of a device by its ``deviceId``: one request."""
        query = DeviceBuilder.DevicesWithDeviceIdRequestBuilderGetQueryParameters(select=["id"])
        async with Tolerating(Operation.DEVICE, is_missing):
            builder = self._sdk.devices_with_device_id(device_id)
            found = await builder.get(RequestConfiguration(query_parameters=query))
            return found.id if found else None
        return None

    async def group(self, name_or_id: str) -> str:
        """Find a group's object id: no request for an id or a known name, else one."""
        if is_object_id(name_or_id):
            return name_or_id
        if name_or_id not in self._groups:
            self._groups[name_or_id] = await self._group_named(name_or_id)
        return self._groups[name_or_id]

    async def is_member(self, group_id: str, object_id: str) -> bool:
        """See whether a group contains an object directly: one request.

        The page "List group members" calls the list direct and filterable as an
        advanced query; ``checkMemberGroups`` is transitive and no page has
        ``members/{id}/$ref`` for reading.  With ``$select`` and ``$top`` it costs
        one resource unit.
        """
        query = MembersRequestBuilder.MembersRequestBuilderGetQueryParameters(
            filter=f"id eq '{_quoted(object_id)}'", select=["id"], top=1, count=True
        )
        headers = HeadersCollection()
        headers.add("ConsistencyLevel", "eventual")
        members = self._sdk.groups.by_group_id(group_id).members
        async with translated(Operation.IS_MEMBER):
            first = members.get(RequestConfiguration(query_parameters=query, headers=headers))
            async for member in entities(
                self._client.base_url,
                first,
                lambda link: members.with_url(link).get(RequestConfiguration(headers=headers)),
            ):
                if member.id == object_id:
                    return True
        return False

    async def add_member(self, group_id: str, object_id: str) -> None:
        """Add an object to an assigned group: one request."""
        address = f"{self._client.base_url}/v1.0/directoryObjects/{object_id}"
        reference = ReferenceCreate(odata_id=address)
        async with Tolerating(Operation.ADD_MEMBER, is_already_member):
            await self._sdk.groups.by_group_id(group_id).members.ref.post(reference)

    async def user(self, user_principal_name: str) -> User | None:
        """Find a person by user principal name: one request."""
        query = UserItemRequestBuilder.UserItemRequestBuilderGetQueryParameters(select=_USER)
        async with Tolerating(Operation.USER, is_missing):
            builder = self._sdk.users.by_user_id(user_principal_name)
            found = await builder.get(RequestConfiguration(query_parameters=query))
            return user_of(found) if found else None
        return None

    async def is_licensed(self, user_id: str, service_plans: Collection[str]) -> bool:
        """See whether one of these service plans, by id, is provisioned: one request."""
        wanted = {plan.lower() for plan in service_plans}
        licences = self._sdk.users.by_user_id(user_id).license_details
        async with translated(Operation.IS_LICENSED):
            async for licence in entities(
                self._client.base_url, licences.get(), lambda link: licences.with_url(link).get()
            ):
                if wanted & provisioned_plans(licence):
                    return True
        return False

    async def _group_named(self, name: str) -> str:
        query = GroupsRequestBuilder.GroupsRequestBuilderGetQueryParameters(
            filter=f"displayName eq '{_quoted(name)}'", select=["id"], top=2
        )
        async with translated(Operation.GROUP):
            page = await self._sdk.groups.get(RequestConfiguration(query_parameters=query))
        found = [group.id for group in (page.value if page else None) or () if group.id]
        if len(found) != 1:
            raise group_unclear(name, len(found))
        return found[0]


def _quoted(text: str) -> str:
    return text.replace("'", "''")

"""Autopilot identities as they are changed: users, group tags, deregistration, and the sync."""

from collections.abc import Collection, Mapping
from http import HTTPStatus
from urllib.parse import quote

from kiota_abstractions.request_information import RequestInformation
from msgraph.generated.device_management.windows_autopilot_device_identities.item.assign_user_to_device.assign_user_to_device_post_request_body import (  # noqa: E501  the SDK's own path
    AssignUserToDevicePostRequestBody,
)
from msgraph.generated.device_management.windows_autopilot_device_identities.item.update_device_properties.update_device_properties_post_request_body import (  # noqa: E501  the SDK's own path
    UpdateDevicePropertiesPostRequestBody,
)

from shared.domain.answers import Answer, is_bad_request, is_missing
from shared.domain.directory import User
from shared.domain.errors import Throttled
from shared.domain.operations import Operation
from shared.domain.telling import failed, refused, settled
from shared.graph.batch import posting
from shared.graph.requests import Requests
from shared.ports import Failed

# Somebody else's sync, under way or a moment ago (the page of the action sync).
_SYNCED = frozenset({HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS})


class IdentityChanges:
    """What ``GraphAutopilot`` changes of identities: one request each."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests
        management = requests.sdk.device_management
        self._item = (
            management.windows_autopilot_device_identities.by_windows_autopilot_device_identity_id
        )

    async def assign_users(self, users: Mapping[str, User]) -> Failed:
        """Assign the users the devices greet.

        Where ``assignUserToDevice`` answers 400, ``updateDeviceProperties`` is
        tried once, which has been seen to succeed then.
        """
        asking = {each: self._assigning(each, user) for each, user in users.items()}
        got = await self._requests.each(Operation.ASSIGN_USERS, asking)
        again = {each: self._greeting(each, users[each]) for each in refused(got, is_bad_request)}
        if again:
            got |= await self._requests.each(Operation.ASSIGN_USERS, again)
        return failed(got)

    async def unassign_users(self, identity_ids: Collection[str]) -> Failed:
        """Take the assigned users away."""
        asking = {
            each: self._item(each).unassign_user_from_device.to_post_request_information()
            for each in identity_ids
        }
        return failed(await self._requests.each(Operation.UNASSIGN_USERS, asking))

    async def set_group_tags(self, tags: Mapping[str, str]) -> Failed:
        """Set group tags."""
        asking = {
            each: self._updating(each, UpdateDevicePropertiesPostRequestBody(group_tag=tag))
            for each, tag in tags.items()
        }
        return failed(await self._requests.each(Operation.SET_GROUP_TAGS, asking))

    async def delete_identities(self, identity_ids: Collection[str]) -> Failed:
        """Ask to deregister devices."""
        asking = {each: self._item(each).to_delete_request_information() for each in identity_ids}
        return failed(await self._requests.each(Operation.DELETE_IDENTITIES, asking), is_missing)

    async def allow_next_enrollments(self, identity_ids: Collection[str]) -> Failed:
        """Unblock devices: "Unblock device" in the Intune admin center."""
        root = f"{self._requests.base_url}/beta/deviceManagement/windowsAutopilotDeviceIdentities"
        asking = {
            each: posting(f"{root}/{quote(each, safe='')}/allowNextEnrollment")
            for each in identity_ids
        }
        return failed(await self._requests.each(Operation.ALLOW_NEXT_ENROLLMENTS, asking))

    async def sync(self) -> None:
        """Have Intune look for new registrations: one request, none in the ten minutes after."""
        url = f"{self._requests.base_url}/beta/deviceManagement/windowsAutopilotSettings/sync"
        got = await self._requests.ask(Operation.SYNC, posting(url))
        if isinstance(got, Throttled) or (isinstance(got, Answer) and got.status in _SYNCED):
            return
        settled(got)

    def _assigning(self, identity_id: str, user: User) -> RequestInformation:
        body = AssignUserToDevicePostRequestBody(
            user_principal_name=user.user_principal_name,
            addressable_user_name=user.display_name or user.user_principal_name,
        )
        return self._item(identity_id).assign_user_to_device.to_post_request_information(body)

    def _greeting(self, identity_id: str, user: User) -> RequestInformation:
        body = UpdateDevicePropertiesPostRequestBody(
            user_principal_name=user.user_principal_name,
            addressable_user_name=user.display_name or user.user_principal_name,
        )
        return self._updating(identity_id, body)

    def _updating(
        self, identity_id: str, body: UpdateDevicePropertiesPostRequestBody
    ) -> RequestInformation:
        return self._item(identity_id).update_device_properties.to_post_request_information(body)

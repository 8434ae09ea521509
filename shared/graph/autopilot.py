"""The Autopilot service behind its port: lists, imports and assignments of v1.0, states of beta.

Filters are never trusted: Intune's over-match or are refused, so every list is
compared again here, exactly.
"""

import base64
import binascii
from collections.abc import AsyncIterator, Sequence
from http import HTTPStatus

from kiota_abstractions.base_request_configuration import RequestConfiguration
from msgraph.generated.device_management.imported_windows_autopilot_device_identities.import_.import_post_request_body import (  # noqa: E501  the SDK's own path
    ImportPostRequestBody,
)
from msgraph.generated.device_management.imported_windows_autopilot_device_identities.imported_windows_autopilot_device_identities_request_builder import (  # noqa: E501  the SDK's own path
    ImportedWindowsAutopilotDeviceIdentitiesRequestBuilder as ImportsBuilder,
)
from msgraph.generated.device_management.windows_autopilot_device_identities.item.assign_user_to_device.assign_user_to_device_post_request_body import (  # noqa: E501  the SDK's own path
    AssignUserToDevicePostRequestBody,
)
from msgraph.generated.device_management.windows_autopilot_device_identities.windows_autopilot_device_identities_request_builder import (  # noqa: E501  the SDK's own path
    WindowsAutopilotDeviceIdentitiesRequestBuilder as IdentitiesBuilder,
)
from msgraph.generated.models.imported_windows_autopilot_device_identity import (
    ImportedWindowsAutopilotDeviceIdentity,
)
from msgraph.generated.models.windows_autopilot_device_identity import (
    WindowsAutopilotDeviceIdentity,
)

from shared.domain.autopilot import (
    DeploymentState,
    Identity,
    ImportOrder,
    ImportRecord,
    ProfileStatus,
)
from shared.domain.directory import User
from shared.domain.faults import Answer, error_for, is_bad_request, is_missing
from shared.domain.imports import furthest
from shared.domain.operations import Operation
from shared.domain.serials import normalised
from shared.graph import beta
from shared.graph.client import GraphClient
from shared.graph.faults import Tolerating, translated
from shared.graph.paging import entities
from shared.graph.records import identity_of, import_record_of


class GraphAutopilot:
    """The port ``Autopilot`` over Microsoft Graph."""

    def __init__(self, client: GraphClient) -> None:
        self._client = client
        management = client.sdk.device_management
        self._identities = management.windows_autopilot_device_identities
        self._imports = management.imported_windows_autopilot_device_identities

    async def identity(self, serial: str) -> Identity | None:
        """Look a device up by its exact normalised serial number, then read it by id.

        Two requests; one when it is not registered.  Should the filter be
        refused (hyphens were, in 2023), the whole list is read instead.
        """
        operation, wanted = Operation.IDENTITY, normalised(serial)
        async with Tolerating(operation, is_bad_request):
            return await self._identity_in(self._identities_containing(wanted), wanted)
        async with translated(operation):
            return await self._identity_in(self._identities_containing(None), wanted)

    async def identity_by_id(self, identity_id: str) -> Identity | None:
        """Read one identity, its assigned user included: one request."""
        async with Tolerating(Operation.IDENTITY_BY_ID, is_missing):
            item = self._identities.by_windows_autopilot_device_identity_id(identity_id)
            found = await item.get()
            return identity_of(found) if found else None
        return None

    async def import_of(self, serial: str) -> ImportRecord | None:
        """Look up the import of a serial number that matters most: one request a page."""
        operation, wanted = Operation.IMPORT_OF, normalised(serial)
        async with Tolerating(operation, is_bad_request):
            return furthest([each async for each in self._records(wanted, wanted)])
        async with translated(operation):
            return furthest([each async for each in self._records(None, wanted)])

    async def import_devices(self, orders: Sequence[ImportOrder]) -> Sequence[ImportRecord]:
        """Submit hardware hashes in one bulk action: one request, or none without orders."""
        if not orders:
            return ()
        body = ImportPostRequestBody(
            imported_windows_autopilot_device_identities=[_line(order) for order in orders]
        )
        async with translated(Operation.IMPORT_DEVICES):
            told = await self._imports.import_.post(body)
        return tuple(import_record_of(record) for record in (told.value if told else None) or ())

    async def import_record(self, record_id: str) -> ImportRecord | None:
        """Read an import by Graph's id: one request."""
        async with Tolerating(Operation.IMPORT_RECORD, is_missing):
            item = self._imports.by_imported_windows_autopilot_device_identity_id(record_id)
            found = await item.get()
            return import_record_of(found) if found else None
        return None

    async def assign_user(self, identity_id: str, user: User) -> None:
        """Assign the user the device greets: one request."""
        item = self._identities.by_windows_autopilot_device_identity_id(identity_id)
        body = AssignUserToDevicePostRequestBody(
            user_principal_name=user.user_principal_name, addressable_user_name=user.display_name
        )
        async with translated(Operation.ASSIGN_USER):
            await item.assign_user_to_device.post(body)

    async def unassign_user(self, identity_id: str) -> None:
        """Take the assigned user away: one request."""
        item = self._identities.by_windows_autopilot_device_identity_id(identity_id)
        async with translated(Operation.UNASSIGN_USER):
            await item.unassign_user_from_device.post()

    async def profile_status(self, identity_id: str) -> ProfileStatus:
        """Read whether the deployment profile has reached the device: one request (beta)."""
        async with translated(Operation.PROFILE_STATUS):
            return await beta.profile_status(self._client, identity_id)

    async def deployment_state(self, serial: str) -> DeploymentState | None:
        """Read the latest deployment's state: one request for every fifty events (beta)."""
        async with translated(Operation.DEPLOYMENT_STATE):
            return await beta.deployment_state(self._client, serial)

    async def _identity_in(
        self, listed: AsyncIterator[WindowsAutopilotDeviceIdentity], wanted: str
    ) -> Identity | None:
        async for each in listed:
            if each.id and normalised(each.serial_number or "") == wanted:
                return await self.identity_by_id(each.id)
        return None

    def _identities_containing(
        self, text: str | None
    ) -> AsyncIterator[WindowsAutopilotDeviceIdentity]:
        query = IdentitiesBuilder.WindowsAutopilotDeviceIdentitiesRequestBuilderGetQueryParameters(
            filter=_containing(text)
        )
        first = self._identities.get(RequestConfiguration(query_parameters=query))
        return entities(
            self._client.base_url, first, lambda link: self._identities.with_url(link).get()
        )

    async def _records(self, text: str | None, wanted: str) -> AsyncIterator[ImportRecord]:
        query = (
            ImportsBuilder.ImportedWindowsAutopilotDeviceIdentitiesRequestBuilderGetQueryParameters(
                filter=_containing(text)
            )
        )
        first = self._imports.get(RequestConfiguration(query_parameters=query))
        listed = entities(
            self._client.base_url, first, lambda link: self._imports.with_url(link).get()
        )
        async for each in listed:
            if normalised(each.serial_number or "") == wanted:
                yield import_record_of(each)


def _containing(text: str | None) -> str | None:
    # Intune refuses eq on serial numbers and knows contains alone (observed behaviour).
    return None if text is None else f"contains(serialNumber,'{text.replace("'", "''")}')"


def _line(order: ImportOrder) -> ImportedWindowsAutopilotDeviceIdentity:
    return ImportedWindowsAutopilotDeviceIdentity(
        odata_type="#microsoft.graph.importedWindowsAutopilotDeviceIdentity",
        serial_number=order.serial,
        hardware_identifier=_binary(order.hardware_hash),
        import_id=order.import_id,
        group_tag=order.group_tag,
        product_key=order.product_key,
    )


def _binary(hardware_hash: str) -> bytes:
    try:
        return base64.b64decode(hardware_hash, validate=True)
    except binascii.Error as error:
        # The SDK sends bytes; what is no Base64 is refused here with the words of Graph.
        message = "Cannot convert the literal to the expected type 'Edm.Binary'."
        answer = Answer(
            operation=Operation.IMPORT_DEVICES,
            status=HTTPStatus.BAD_REQUEST,
            code="BadRequest",
            message=message,
        )
        raise error_for(answer) from error

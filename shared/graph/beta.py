"""What only Graph's beta tells, read as plain JSON through the SDK's own request adapter.

The SDK at hand models v1.0.  A second SDK for two properties would double the
app's size.
"""

import json
from collections.abc import AsyncIterator, Mapping
from typing import Any
from urllib.parse import quote

from kiota_abstractions.method import Method
from kiota_abstractions.request_information import RequestInformation
from msgraph.generated.models.o_data_errors.o_data_error import ODataError

from shared.domain.autopilot import DeploymentState, ProfileStatus
from shared.domain.serials import normalised
from shared.graph.client import GraphClient
from shared.graph.paging import checked_link

type Json = Mapping[str, Any]

_IDENTITIES = "beta/deviceManagement/windowsAutopilotDeviceIdentities"
_EVENTS = "beta/deviceManagement/autopilotEvents"


async def profile_status(client: GraphClient, identity_id: str) -> ProfileStatus:
    """Read one identity's ``deploymentProfileAssignmentStatus``."""
    url = f"{client.base_url}/{_IDENTITIES}/{quote(identity_id, safe='')}"
    told = (await _read(client, url)).get("deploymentProfileAssignmentStatus")
    return ProfileStatus(told) if told in set(ProfileStatus) else ProfileStatus.UNKNOWN


async def deployment_state(client: GraphClient, serial: str) -> DeploymentState | None:
    """Read the newest event of a serial number; every page, as events cannot be filtered."""
    wanted = normalised(serial)
    newest: Json | None = None
    async for event in _events(client):
        same = normalised(str(event.get("deviceSerialNumber") or "")) == wanted
        if same and (newest is None or _age(event) > _age(newest)):
            newest = event
    if newest is None:
        return None
    told = newest.get("deploymentState")
    return DeploymentState(told) if told in set(DeploymentState) else DeploymentState.UNKNOWN


async def _events(client: GraphClient) -> AsyncIterator[Json]:
    url: str | None = f"{client.base_url}/{_EVENTS}"
    while url:
        page = await _read(client, url)
        for event in page.get("value") or ():
            yield event
        link = page.get("@odata.nextLink")
        url = checked_link(client.base_url, str(link)) if link else None


async def _read(client: GraphClient, url: str) -> Json:
    request = RequestInformation(Method.GET)
    request.url = url
    request.headers.try_add("Accept", "application/json")
    body: bytes | None = await client.sdk.request_adapter.send_primitive_async(
        request, "bytes", {"XXX": ODataError}
    )
    if body is None:
        return {}
    told: Json = json.loads(body)
    return told


def _age(event: Json) -> tuple[str, str]:
    # Graph writes its times in UTC and in one form, so the texts sort as the times do.
    began, told = event.get("deploymentStartDateTime"), event.get("eventDateTime")
    return str(began or ""), str(told or "")

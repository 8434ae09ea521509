"""Autopilot identities as they are read: by v1.0, and the states of their profiles by beta."""

from collections.abc import AsyncGenerator, Collection
from urllib.parse import quote

from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_abstractions.request_information import RequestInformation
from msgraph.generated.device_management.windows_autopilot_device_identities.windows_autopilot_device_identities_request_builder import (  # noqa: E501  the SDK's own path
    WindowsAutopilotDeviceIdentitiesRequestBuilder as IdentitiesBuilder,
)

from shared.domain.answers import is_missing
from shared.domain.autopilot import Identity, IdentityPage, ProfileStatus
from shared.domain.operations import Operation
from shared.domain.outcomes import Told
from shared.domain.telling import settled, told
from shared.graph.batch import getting
from shared.graph.records import identity_of, is_blocked, profile_status_of
from shared.graph.requests import Requests
from shared.graph.searching import searching
from shared.runtime.listing import Leaf, Listing


class Identities:
    """What ``GraphAutopilot`` reads of identities."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests
        self._identities = requests.sdk.device_management.windows_autopilot_device_identities
        self._search = searching(
            requests, Operation.IDENTITIES, self._identities_containing, identity_of
        )
        self._statuses = Listing[ProfileStatus]()
        self._beta = f"{requests.base_url}/beta/deviceManagement/windowsAutopilotDeviceIdentities"

    async def identities(self, serials: Collection[str]) -> Told[Identity]:
        """Look devices up: a request for each, or for each page of the list if those are fewer.

        Should a filter be refused (hyphens were, in 2023), the whole list is read.
        """
        return await self._search.look_up(serials)

    async def identity_page(self, link: str = "") -> IdentityPage:
        """Read a page of all identities: one request."""
        here = self._requests.within_graph(link)
        request = getting(here) if here else self._identities_containing(None)
        page = settled(await self._requests.ask(Operation.IDENTITIES, request))
        identities = tuple(identity_of(each) for each in page.get("value") or ())
        return IdentityPage(identities=identities, link=self._requests.next_link(page))

    async def identities_by_id(self, identity_ids: Collection[str]) -> Told[Identity]:
        """Read identities, their assigned users included, which no list shows: one request each."""
        items = self._identities.by_windows_autopilot_device_identity_id
        asking = {each: items(each).to_get_request_information() for each in identity_ids}
        got = await self._requests.each(Operation.IDENTITIES_BY_ID, asking)
        return told(got, identity_of, is_missing)

    async def profile_statuses(self, identity_ids: Collection[str]) -> Told[ProfileStatus]:
        """Read profiles' states: a request each, or one for each page of the list if fewer."""
        return await self._statuses.tell(identity_ids, self._status_leaves, self._statuses_singly)

    async def blocked_enrollments(self, identity_ids: Collection[str]) -> Told[bool]:
        """Read whether each device may enrol once more: one request each."""
        asking = {each: getting(f"{self._beta}/{quote(each, safe='')}") for each in identity_ids}
        got = await self._requests.each(Operation.BLOCKED_ENROLLMENTS, asking)
        return told(got, is_blocked, is_missing)

    async def _statuses_singly(self, identity_ids: Collection[str]) -> Told[ProfileStatus]:
        asking = {each: getting(f"{self._beta}/{quote(each, safe='')}") for each in identity_ids}
        got = await self._requests.each(Operation.PROFILE_STATUSES, asking)
        return told(got, profile_status_of, is_missing)

    async def _status_leaves(self) -> AsyncGenerator[Leaf[ProfileStatus]]:
        async for page in self._requests.pages(Operation.PROFILE_STATUSES, getting(self._beta)):
            entries = [
                (str(each.get("id")), profile_status_of(each)) for each in page.get("value") or ()
            ]
            yield Leaf(entries=entries, last=not page.get("@odata.nextLink"))

    def _identities_containing(self, text: str | None) -> RequestInformation:
        query = IdentitiesBuilder.WindowsAutopilotDeviceIdentitiesRequestBuilderGetQueryParameters(
            filter=containing(text)
        )
        return self._identities.to_get_request_information(
            RequestConfiguration(query_parameters=query)
        )


def containing(text: str | None) -> str | None:
    """Write a serial number's filter; Intune refuses eq and knows contains alone (observed)."""
    return None if text is None else f"contains(serialNumber,'{text.replace("'", "''")}')"

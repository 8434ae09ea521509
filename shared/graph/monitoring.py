"""What Intune reports of enrolments and deployments, behind its port.

Enrolled devices and reports by v1.0; the Autopilot events are beta alone.
"""

from collections.abc import AsyncGenerator, Collection, Iterable
from contextlib import aclosing
from urllib.parse import quote

import httpx
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_abstractions.request_information import RequestInformation
from msgraph.generated.device_management.managed_devices.managed_devices_request_builder import (
    ManagedDevicesRequestBuilder,
)

from shared.domain.answers import Answer, is_missing
from shared.domain.errors import GroundcrewError
from shared.domain.monitoring import DeploymentEvent, Events, FailedItem, ManagedDevice, latest
from shared.domain.operations import Operation
from shared.domain.outcomes import Told
from shared.domain.serials import normalised
from shared.domain.telling import failed, settled, told
from shared.graph.batch import Json, getting
from shared.graph.records import event_of, failed_item_of, managed_device_of
from shared.graph.reports import Reports
from shared.graph.requests import Requests
from shared.ports import Failed
from shared.runtime.work import present

_DEVICE = [
    "id",
    "serialNumber",
    "enrolledDateTime",
    "userPrincipalName",
    "enrollmentProfileName",
    "complianceState",
]


class GraphMonitoring(Reports):
    """The port ``Monitoring`` over Microsoft Graph; *downloads* fetches exported files."""

    def __init__(self, requests: Requests, downloads: httpx.AsyncClient) -> None:
        super().__init__(requests, downloads)
        self._devices = requests.sdk.device_management.managed_devices
        self._events = f"{requests.base_url}/beta/deviceManagement/autopilotEvents"

    async def managed_devices(self, serials: Collection[str]) -> Told[ManagedDevice]:
        """Look enrolled devices up: one request each.

        Filters that Intune does not support are ignored without a word, and
        everything comes (observed).  Then the list is read once for all serial
        numbers, and no further than to the last one that is looked for.
        """
        asking = {serial: self._reading(serial) for serial in serials}
        got = await self._requests.lists(Operation.MANAGED_DEVICES, asking, _is_filtered)
        answers: dict[str, ManagedDevice | GroundcrewError] = {}
        unfiltered: list[str] = []
        for serial, seen in told(got, list).items():
            if isinstance(seen, GroundcrewError):
                answers[serial] = seen
            elif device := latest(serial, map(managed_device_of, seen)):
                answers[serial] = device
            elif not _is_filtered(serial, seen):
                unfiltered.append(serial)
        return {**answers, **await self._among_all(unfiltered)} if unfiltered else answers

    async def delete_managed_devices(self, ids: Collection[str]) -> Failed:
        """Delete enrolled devices: one request each."""
        items = self._devices.by_managed_device_id
        asking = {each: items(each).to_delete_request_information() for each in ids}
        got = await self._requests.each(Operation.DELETE_MANAGED_DEVICES, asking)
        return failed(got, is_missing)

    async def events(self, serials: Collection[str], pages: int) -> Events:
        """Read events: one request for every fifty of the tenant's."""
        wanted = {normalised(serial): serial for serial in serials}
        of: dict[str, list[DeploymentEvent]] = {}
        complete = False
        async with aclosing(self._pages(pages)) as listed:
            async for page in listed:
                for event in map(event_of, page.get("value") or ()):
                    if event.serial in wanted:
                        present().also_tells((wanted[event.serial],))
                        of.setdefault(wanted[event.serial], []).append(event)
                complete = not page.get("@odata.nextLink")
        return Events(of={serial: tuple(found) for serial, found in of.items()}, complete=complete)

    async def failed_items(self, event_id: str) -> tuple[FailedItem, ...]:
        """Read what an attempt failed on: one request."""
        request = getting(f"{self._events}/{quote(event_id, safe='')}/policyStatusDetails")
        got = await self._requests.ask(Operation.FAILED_ITEMS, request)
        if isinstance(got, Answer) and is_missing(got):
            return ()
        items = map(failed_item_of, settled(got).get("value") or ())
        return tuple(item for item in items if item is not None)

    async def _pages(self, most: int) -> AsyncGenerator[Json]:
        pages = self._requests.pages(Operation.EVENTS, getting(self._events))
        async with aclosing(pages):
            for _ in range(most):
                page = await anext(pages)
                yield page
                if not page.get("@odata.nextLink"):
                    return

    async def _among_all(
        self, serials: Iterable[str]
    ) -> dict[str, ManagedDevice | GroundcrewError]:
        left = list(serials)
        found: dict[str, ManagedDevice | GroundcrewError] = {}
        pages = self._requests.pages(Operation.MANAGED_DEVICES, self._reading(None))
        try:
            async with aclosing(pages):
                async for page in pages:
                    devices = [managed_device_of(each) for each in page.get("value") or ()]
                    found |= {each: device for each in left if (device := latest(each, devices))}
                    left = [each for each in left if each not in found]
                    if not left:
                        break
        except GroundcrewError as error:
            return found | dict.fromkeys(left, error)
        return found

    def _reading(self, serial: str | None) -> RequestInformation:
        text = normalised(serial or "").replace("'", "''")
        query = ManagedDevicesRequestBuilder.ManagedDevicesRequestBuilderGetQueryParameters(
            filter=f"serialNumber eq '{text}'" if serial else None, select=_DEVICE
        )
        config = RequestConfiguration(query_parameters=query)
        return self._devices.to_get_request_information(config)


def _is_filtered(serial: str, seen: list[Json]) -> bool:
    """Say whether a list shows nothing but what it was asked for."""
    wanted = normalised(serial)
    return all(normalised(str(each.get("serialNumber") or "")) == wanted for each in seen)

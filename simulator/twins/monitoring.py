"""The port ``Monitoring`` on the simulated tenant."""

import csv
import io
import zipfile
from collections.abc import AsyncGenerator, Collection
from contextlib import aclosing
from functools import partial

from shared.domain.answers import Answer, is_missing
from shared.domain.errors import GroundcrewError
from shared.domain.faults import raise_unless_gone
from shared.domain.monitoring import (
    COLUMNS,
    DeploymentEvent,
    Events,
    Export,
    FailedItem,
    ManagedDevice,
    Report,
    ReportLine,
    latest,
)
from shared.domain.operations import Operation
from shared.domain.outcomes import Told
from shared.domain.serials import normalised
from shared.domain.telling import failed, settled, told
from shared.ports import Failed
from shared.runtime.work import present
from simulator.tenant import GraphFault, Page
from simulator.tenant.deployment_operations import EVENTS_PAGE, MANAGED_PAGE
from simulator.tenant.exports import ExportOrder
from simulator.twins.answers import answer_of
from simulator.twins.requests import Requests
from simulator.twins.values import event_of, failed_item_of, managed_device_of


class TwinMonitoring:
    """Answers as ``GraphMonitoring`` does, with the same requests of the tenant."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests
        self._tenant = requests.tenant

    async def managed_devices(self, serials: Collection[str]) -> Told[ManagedDevice]:
        """Look up the enrolled devices, the latest of each serial number."""
        turn = self._tenant.managed_devices_page
        turns = {
            serial: (partial(turn, ("serialNumber", normalised(serial))), MANAGED_PAGE)
            for serial in serials
        }
        got = await self._requests.lists(Operation.MANAGED_DEVICES, turns, lambda _, __: True)
        answers: dict[str, ManagedDevice | GroundcrewError] = {}
        for serial, seen in told(got, list).items():
            if isinstance(seen, GroundcrewError):
                answers[serial] = seen
            elif device := latest(serial, map(managed_device_of, seen)):
                answers[serial] = device
        return answers

    async def delete_managed_devices(self, ids: Collection[str]) -> Failed:
        """Delete enrolled devices from Intune."""
        asks = {each: partial(self._tenant.delete_managed_device, each) for each in ids}
        got = await self._requests.each(Operation.DELETE_MANAGED_DEVICES, asks)
        return failed(got, is_missing)

    async def events(self, serials: Collection[str], pages: int) -> Events:
        """Read up to so many pages of the Autopilot events."""
        wanted = {normalised(serial): serial for serial in serials}
        of: dict[str, list[DeploymentEvent]] = {}
        complete = False
        async with aclosing(self._pages(pages)) as listed:
            async for page in listed:
                for event in map(event_of, page.items):
                    if event.serial in wanted:
                        present().also_tells((wanted[event.serial],))
                        of.setdefault(wanted[event.serial], []).append(event)
                complete = page.next_skip is None
        return Events(of={serial: tuple(found) for serial, found in of.items()}, complete=complete)

    async def failed_items(self, event_id: str) -> tuple[FailedItem, ...]:
        """Read which tracked apps and policies an attempt failed on."""
        read = partial(self._tenant.policy_status_details, event_id)
        got = await self._requests.ask(Operation.FAILED_ITEMS, read)
        if isinstance(got, Answer) and is_missing(got):
            return ()
        items = map(failed_item_of, settled(got))
        return tuple(item for item in items if item is not None)

    async def begin_export(self, report: Report) -> str:
        """Have a report exported."""
        order = ExportOrder(report=report.value, select=COLUMNS[report])
        ask = partial(self._tenant.export_job, order)
        return str(settled(await self._requests.ask(Operation.BEGIN_EXPORT, ask))["id"])

    async def export(self, report: Report, job_id: str) -> Export | None:  # noqa: ARG002  the port's
        """Read an export; ``None`` until it is finished."""
        read = partial(self._tenant.export, job_id)
        job = settled(await self._requests.ask(Operation.EXPORT, read))
        match job["status"]:
            case "completed":
                return Export(lines=self._lines(str(job["url"])))
            case "failed":
                return Export(lines=None)
            case _:
                return None

    async def _pages(self, most: int) -> AsyncGenerator[Page]:
        turn = self._tenant.autopilot_events_page
        pages = self._requests.pages(Operation.EVENTS, turn, EVENTS_PAGE)
        async with aclosing(pages):
            for _ in range(most):
                page = await anext(pages)
                yield page
                if page.next_skip is None:
                    return

    def _lines(self, url: str) -> tuple[ReportLine, ...] | None:
        # The file lies with a storage account, which no budget of Graph's speaks of.
        try:
            content = self._tenant.exported(url)
        except GraphFault as fault:
            raise_unless_gone(answer_of(Operation.EXPORT, fault))
            return None
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            (name,) = archive.namelist()
            text = archive.read(name).decode("utf-8-sig")
        return tuple(csv.DictReader(io.StringIO(text)))

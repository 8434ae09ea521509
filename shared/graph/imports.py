"""Import records: hardware hashes on their way into Autopilot, by v1.0 alone."""

import base64
import binascii
from collections.abc import AsyncGenerator, Collection, Sequence
from itertools import batched

from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_abstractions.request_information import RequestInformation
from msgraph.generated.device_management.imported_windows_autopilot_device_identities.import_.import_post_request_body import (  # noqa: E501  the SDK's own path
    ImportPostRequestBody,
)
from msgraph.generated.device_management.imported_windows_autopilot_device_identities.imported_windows_autopilot_device_identities_request_builder import (  # noqa: E501  the SDK's own path
    ImportedWindowsAutopilotDeviceIdentitiesRequestBuilder as ImportsBuilder,
)
from msgraph.generated.models.imported_windows_autopilot_device_identity import (
    ImportedWindowsAutopilotDeviceIdentity,
)

from shared.domain.answers import is_missing
from shared.domain.autopilot import ImportOrder, ImportRecord
from shared.domain.errors import GroundcrewError
from shared.domain.faults import error_for
from shared.domain.halving import halved
from shared.domain.imports import MOST_ORDERS, damaged_hash, foremost
from shared.domain.operations import Operation
from shared.domain.outcomes import Told
from shared.domain.serials import normalised
from shared.domain.telling import Got, failed, settled, told
from shared.graph.batch import Json
from shared.graph.identities import containing
from shared.graph.records import import_record_of
from shared.graph.requests import Requests
from shared.graph.searching import searching
from shared.ports import Failed
from shared.runtime.listing import Leaf, Listing

type _Line = ImportedWindowsAutopilotDeviceIdentity


class Imports:
    """What ``GraphAutopilot`` does with imports."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests
        management = requests.sdk.device_management
        self._imports = management.imported_windows_autopilot_device_identities
        self._by_serial = searching(
            requests, Operation.IMPORTS_OF, self._records_containing, import_record_of, foremost
        )
        self._by_id = Listing[ImportRecord]()

    async def imports_of(self, serials: Collection[str]) -> Told[ImportRecord]:
        """Look imports up: a request for each, or for each page of the list if those are fewer."""
        return await self._by_serial.look_up(serials)

    async def import_devices(self, orders: Sequence[ImportOrder]) -> Told[ImportRecord]:
        """Submit hardware hashes: one request for every 500.

        A hash that is no Base64 is kept back, because Graph would refuse all of
        them; when it does so all the same, they are halved until the culprit is alone.
        """
        answers: dict[str, ImportRecord | GroundcrewError] = {}
        lines: dict[str, _Line] = {}
        for order in orders:
            try:
                lines[order.serial] = _line(order)
            except binascii.Error:
                answers[order.serial] = error_for(damaged_hash())
        for chunk in batched(lines, MOST_ORDERS, strict=False):
            answers |= await self._import([(serial, lines[serial]) for serial in chunk])
        return answers

    async def import_records(self, record_ids: Collection[str]) -> Told[ImportRecord]:
        """Read imports: a request for each, or for each page of the list if those are fewer."""
        return await self._by_id.tell(record_ids, self._record_leaves, self._records_singly)

    async def delete_imports(self, record_ids: Collection[str]) -> Failed:
        """Delete import records: one request each."""
        item = self._imports.by_imported_windows_autopilot_device_identity_id
        asking = {each: item(each).to_delete_request_information() for each in record_ids}
        return failed(await self._requests.each(Operation.DELETE_IMPORTS, asking), is_missing)

    async def _import(
        self, lines: Sequence[tuple[str, _Line]]
    ) -> dict[str, ImportRecord | GroundcrewError]:
        answers: dict[str, ImportRecord | GroundcrewError] = {}
        for part, got in await halved(lines, self._post):
            serials = [serial for serial, _ in part]
            try:
                records = _records_in(settled(got))
            except GroundcrewError as error:
                answers |= dict.fromkeys(serials, error)
            else:
                answers |= {
                    each: records[key] for each in serials if (key := normalised(each)) in records
                }
        return answers

    async def _post(self, lines: Sequence[tuple[str, _Line]]) -> Got[Json]:
        body = ImportPostRequestBody(
            imported_windows_autopilot_device_identities=[line for _, line in lines]
        )
        request = self._imports.import_.to_post_request_information(body)
        about = [serial for serial, _ in lines]
        return await self._requests.ask(Operation.IMPORT_DEVICES, request, about)

    async def _records_singly(self, record_ids: Collection[str]) -> Told[ImportRecord]:
        item = self._imports.by_imported_windows_autopilot_device_identity_id
        asking = {each: item(each).to_get_request_information() for each in record_ids}
        got = await self._requests.each(Operation.IMPORT_RECORDS, asking)
        return told(got, import_record_of, is_missing)

    async def _record_leaves(self) -> AsyncGenerator[Leaf[ImportRecord]]:
        async for page in self._requests.pages(
            Operation.IMPORT_RECORDS, self._records_containing(None)
        ):
            records = [import_record_of(each) for each in page.get("value") or ()]
            entries = [(record.id, record) for record in records]
            yield Leaf(entries=entries, last=not page.get("@odata.nextLink"))

    def _records_containing(self, text: str | None) -> RequestInformation:
        query = (
            ImportsBuilder.ImportedWindowsAutopilotDeviceIdentitiesRequestBuilderGetQueryParameters(
                filter=containing(text)
            )
        )
        return self._imports.to_get_request_information(
            RequestConfiguration(query_parameters=query)
        )


def _records_in(body: Json) -> dict[str, ImportRecord]:
    records = (import_record_of(each) for each in body.get("value") or ())
    return {normalised(record.serial): record for record in records}


def _line(order: ImportOrder) -> _Line:
    return ImportedWindowsAutopilotDeviceIdentity(
        odata_type="#microsoft.graph.importedWindowsAutopilotDeviceIdentity",
        serial_number=order.serial,
        hardware_identifier=base64.b64decode(order.hardware_hash, validate=True),
        import_id=order.import_id,
        group_tag=order.group_tag,
        product_key=order.product_key,
    )

"""Imports of the simulated tenant, as ``TwinAutopilot`` makes and reads them."""

import base64
import binascii
from collections.abc import Collection, Sequence
from functools import partial
from itertools import batched

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
from shared.ports import Failed
from shared.runtime.listing import Leaf, Leaves, Listing
from simulator.tenant import Entity
from simulator.tenant.autopilot_operations import PAGE
from simulator.twins.requests import Requests
from simulator.twins.searching import searching
from simulator.twins.values import import_record_of, line_of


class Imports:
    """What ``TwinAutopilot`` does with imports."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests
        self._tenant = requests.tenant
        self._by_serial = searching(
            requests, Operation.IMPORTS_OF, requests.tenant.imports_page, import_record_of, foremost
        )
        self._by_id = Listing[ImportRecord]()

    async def imports_of(self, serials: Collection[str]) -> Told[ImportRecord]:
        """Look up the import that matters most of each serial number."""
        return await self._by_serial.look_up(serials)

    async def import_devices(self, orders: Sequence[ImportOrder]) -> Told[ImportRecord]:
        """Submit hardware hashes in bulk."""
        answers: dict[str, ImportRecord | GroundcrewError] = {}
        good: dict[str, ImportOrder] = {}
        for order in orders:
            if _is_base64(order.hardware_hash):
                good[order.serial] = order
            else:
                answers[order.serial] = error_for(damaged_hash())
        for chunk in batched(good.values(), MOST_ORDERS, strict=False):
            for part, got in await halved(chunk, self._post):
                answers |= _records_of(part, got)
        return answers

    async def import_records(self, record_ids: Collection[str]) -> Told[ImportRecord]:
        """Read imports by Graph's ids."""
        return await self._by_id.tell(record_ids, self._record_leaves, self._records_singly)

    async def delete_imports(self, record_ids: Collection[str]) -> Failed:
        """Delete import records."""
        asks = {each: partial(self._tenant.delete_import, each) for each in record_ids}
        return failed(await self._requests.each(Operation.DELETE_IMPORTS, asks), is_missing)

    async def _post(self, orders: Sequence[ImportOrder]) -> Got[list[Entity]]:
        lines = [line_of(order) for order in orders]
        post = partial(self._tenant.import_devices, lines)
        about = [order.serial for order in orders]
        return await self._requests.ask(Operation.IMPORT_DEVICES, post, about)

    async def _records_singly(self, record_ids: Collection[str]) -> Told[ImportRecord]:
        asks = {each: partial(self._tenant.imported, each) for each in record_ids}
        got = await self._requests.each(Operation.IMPORT_RECORDS, asks)
        return told(got, import_record_of, is_missing)

    async def _record_leaves(self) -> Leaves[ImportRecord]:
        turn = partial(self._tenant.imports_page, None)
        async for page in self._requests.pages(Operation.IMPORT_RECORDS, turn, PAGE):
            entries = [(str(each["id"]), import_record_of(each)) for each in page.items]
            yield Leaf(entries=entries, last=page.next_skip is None)


def _records_of(
    orders: Sequence[ImportOrder], got: Got[list[Entity]]
) -> dict[str, ImportRecord | GroundcrewError]:
    try:
        records = {normalised(each["serialNumber"]): each for each in settled(got)}
    except GroundcrewError as error:
        return {order.serial: error for order in orders}
    return {
        order.serial: import_record_of(records[key])
        for order in orders
        if (key := normalised(order.serial)) in records
    }


def _is_base64(text: str) -> bool:
    try:
        base64.b64decode(text, validate=True)
    except binascii.Error:
        return False
    return True

"""Import records: the queue between an uploaded hash and a registered machine.

A record stays until it is deleted, and deleting it deregisters nothing.
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from simulator.hardware import MANUFACTURER, MODEL, SERIAL, NotAHardwareHash, records, text
from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import NIL_GUID, Entity, bad_request, no_such_record
from simulator.tenant.identities import Identities, Registration

# The directory service's numbers and names.  Only 806 and 808 are documented by Microsoft;
# for a device that stands twice in one upload no number is known.
ERRORS: Mapping[str, int] = {
    "InvalidZtdHardwareHash": 802,
    "MissingZtdSerialNumberAndProductKey": 803,
    "ZtdDeviceAlreadyAssigned": 806,
    "ZtdDeviceAssignedToOtherTenant": 808,
    "ZtdDeviceDuplicated": 0,
}


@dataclass(slots=True, kw_only=True)
class ImportRecord:
    """One uploaded line and what became of it."""

    id: str
    import_id: str
    registration: Registration
    hardware_hash: bytes
    twice: bool
    status: str = "unknown"
    registration_id: str = NIL_GUID
    error: str = ""

    def entity(self) -> Entity:
        """Write the record as Graph shows it: the hash is never given back."""
        return {
            "id": self.id,
            "groupTag": self.registration.group_tag,
            "serialNumber": self.registration.serial,
            "productKey": self.registration.product_key,
            "importId": self.import_id,
            "hardwareIdentifier": None,
            "assignedUserPrincipalName": self.registration.upn,
            "state": {
                "deviceImportStatus": self.status,
                "deviceRegistrationId": self.registration_id,
                "deviceErrorCode": ERRORS.get(self.error, 0),
                "deviceErrorName": self.error,
            },
        }


class Imports:
    """Every import record, and the serial numbers that other tenants own."""

    def __init__(self, agenda: Agenda, identities: Identities) -> None:
        self.owned_elsewhere: set[str] = set()
        self._agenda = agenda
        self._identities = identities
        self._by_id: dict[str, ImportRecord] = {}
        self._posted = 0

    def post(self, lines: Sequence[Mapping[str, Any]], at: datetime) -> list[ImportRecord]:
        """Queue an upload; ``GraphFault`` 400 when a line's hash is no Base64.

        The same line again makes another record.
        """
        hashes = [_binary(line.get("hardwareIdentifier") or "") for line in lines]
        seen: set[str] = set()
        queued: list[ImportRecord] = []
        for line, block in zip(lines, hashes, strict=True):
            record = self._queue(line, block, seen)
            seen.add(record.registration.serial.upper())
            self._later("import_pending", record, at)
            self._later("import_finished", record, at)
            queued.append(record)
        return queued

    def containing(self, needle: str) -> list[ImportRecord]:
        """List the records whose serial number contains a text, in any case."""
        wanted = needle.upper()
        return [
            record
            for record in self._by_id.values()
            if wanted in record.registration.serial.upper()
        ]

    def find(self, record_id: str) -> ImportRecord | None:
        """Find a record."""
        return self._by_id.get(record_id)

    def get(self, record_id: str) -> ImportRecord:
        """Find a record; ``GraphFault`` 404 when there is none."""
        record = self._by_id.get(record_id)
        if record is None:
            raise no_such_record(record_id)
        return record

    def remove(self, record_id: str) -> None:
        """Delete a record, whatever becomes of its device; 404 when there is none."""
        del self._by_id[self.get(record_id).id]

    def _queue(self, line: Mapping[str, Any], block: bytes, seen: set[str]) -> ImportRecord:
        self._posted += 1
        record_id = self._agenda.draws.guid("import", str(self._posted))
        serial = line.get("serialNumber") or ""
        record = ImportRecord(
            id=record_id,
            import_id=line.get("importId") or record_id,
            registration=Registration(
                serial=serial,
                manufacturer="",
                model="",
                group_tag=line.get("groupTag") or "",
                product_key=line.get("productKey") or "",
                upn=line.get("assignedUserPrincipalName") or "",
            ),
            hardware_hash=block,
            twice=serial.upper() in seen,
        )
        self._by_id[record_id] = record
        return record

    def _later(self, what: str, record: ImportRecord, at: datetime) -> None:
        then = self._begin if what == "import_pending" else self._finish
        span = getattr(self._agenda.latencies, what)
        self._agenda.plan_within(span, at, (what, record.id), lambda when: then(record, when))

    def _begin(self, record: ImportRecord, _at: datetime) -> None:
        record.status = "pending"

    def _finish(self, record: ImportRecord, at: datetime) -> None:
        record.error = self._verdict(record)
        if record.error:
            record.status = "error"
            return
        found = records(record.hardware_hash) if record.hardware_hash else {}
        asked = record.registration
        identity = self._identities.register(
            Registration(
                serial=asked.serial or text(found.get(SERIAL)),
                manufacturer=text(found.get(MANUFACTURER)),
                model=text(found.get(MODEL)),
                group_tag=asked.group_tag,
                product_key=asked.product_key,
                upn=asked.upn,
            ),
            at,
        )
        record.registration_id = identity.id
        record.status = "complete"

    def _verdict(self, record: ImportRecord) -> str:
        asked = record.registration
        serial = asked.serial.upper()
        verdicts = (
            ("ZtdDeviceDuplicated", record.twice),
            ("MissingZtdSerialNumberAndProductKey", not (serial or asked.product_key)),
            ("InvalidZtdHardwareHash", not _readable(record)),
            ("ZtdDeviceAssignedToOtherTenant", serial in self.owned_elsewhere),
            ("ZtdDeviceAlreadyAssigned", self._identities.registered(serial) is not None),
        )
        return next((name for name, holds in verdicts if holds), "")


def _binary(literal: str) -> bytes:
    try:
        return base64.b64decode(literal, validate=True)
    except (binascii.Error, ValueError) as wrong:
        # Graph repeats the whole literal; whoever logs its message logs a hash.
        message = f"Cannot convert the literal '{literal}' to the expected type 'Edm.Binary'."
        raise bad_request(message) from wrong


def _readable(record: ImportRecord) -> bool:
    if not record.hardware_hash:
        return bool(record.registration.product_key)
    try:
        found = records(record.hardware_hash)
    except NotAHardwareHash:
        return False
    return bool(text(found.get(SERIAL)) and text(found.get(MANUFACTURER)))

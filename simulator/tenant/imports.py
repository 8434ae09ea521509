"""Import records: the queue between an uploaded hash and a registered machine.

A record stays until it is deleted, and deleting it deregisters nothing.
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from simulator.hardware import MANUFACTURER, MODEL, SERIAL, NotAHardwareHash, records, text
from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import bad_request, no_such_record
from simulator.tenant.identities import Identities, Registration
from simulator.tenant.import_record import (
    ALREADY_OURS,
    ERRORS,
    OWNED_ELSEWHERE,
    OWNED_ELSEWHERE_TOO,
    STORAGE_TROUBLE,
    ImportRecord,
)


class Imports:
    """Every import record, and the serial numbers that other tenants own.

    *will_end* maps serial numbers to the error that their next import ends in.
    """

    def __init__(self, agenda: Agenda, identities: Identities) -> None:
        self.owned_elsewhere: set[str] = set()
        self.will_end: dict[str, str] = {}
        self._stumbled: set[str] = set()
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
            seen.add(record.serial)
            taken = self._taken_up(record, at)
            self._later("import_pending", record, taken)
            self._later("import_finished", record, taken)
            queued.append(record)
        return queued

    def containing(self, needle: str) -> list[ImportRecord]:
        """List the records whose serial number contains a text, in any case."""
        wanted = needle.upper()
        return [record for record in self._by_id.values() if wanted in record.serial]

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
        serial = line.get("serialNumber") or ""
        record = ImportRecord(
            id=self._agenda.draws.guid("import", str(self._posted)),
            import_id=line.get("importId") or "",
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
        self._by_id[record.id] = record
        return record

    def _taken_up(self, record: ImportRecord, at: datetime) -> datetime:
        """Say when the service takes a record up: at once, or when a busy tenant comes to it."""
        if not self._agenda.is_in_mood("import_dawdles", record.serial):
            return at
        span = self._agenda.latencies.import_dawdling
        return at + self._agenda.draws.delay(span, "import_dawdling", record.id)

    def _later(self, what: str, record: ImportRecord, at: datetime) -> None:
        then = self._begin if what == "import_pending" else self._finish
        span = getattr(self._agenda.latencies, what)
        self._agenda.plan_within(span, at, (what, record.id), lambda when: then(record, when))

    def _begin(self, record: ImportRecord, _at: datetime) -> None:
        record.status = "pending"

    def _finish(self, record: ImportRecord, at: datetime) -> None:
        verdict = self._verdict(record)
        if verdict:
            record.error, record.error_code = self._as_told(record, verdict)
            record.status = "error"
            return
        record.registration_id = self._identities.register(self._arriving(record), at).id
        record.status = "complete"

    def _verdict(self, record: ImportRecord) -> str:
        verdicts = (
            (self.will_end.pop(record.serial, ""), True),
            ("ZtdDeviceDuplicated", record.twice),
            ("MissingZtdSerialNumberAndProductKey", not _named(record)),
            ("InvalidZtdHardwareHash", not _readable(record)),
            (OWNED_ELSEWHERE, record.serial in self.owned_elsewhere),
            (ALREADY_OURS, self._identities.registered(record.serial) is not None),
        )
        found = next((name for name, holds in verdicts if name and holds), "")
        return found or (STORAGE_TROUBLE if self._stumbles(record) else "")

    def _stumbles(self, record: ImportRecord) -> bool:
        """Say whether the storage fails now, which it does once for a machine."""
        if record.serial in self._stumbled:
            return False
        self._stumbled.add(record.serial)
        return self._agenda.is_in_mood("storage_error", record.serial)

    def _as_told(self, record: ImportRecord, verdict: str) -> tuple[str, int]:
        """Write a verdict as name and number, in the contradictory ways that were seen."""
        befalls = self._agenda.is_in_mood
        if verdict != OWNED_ELSEWHERE:
            return verdict, ERRORS.get(verdict, 0)
        respelled = befalls("other_spelling", record.serial)
        conflicting = befalls("number_conflicts", record.serial)
        name = OWNED_ELSEWHERE_TOO if respelled else OWNED_ELSEWHERE
        return name, ERRORS[ALREADY_OURS if conflicting else name]

    def _arriving(self, record: ImportRecord) -> Registration:
        """Write what of the line arrives at the identity."""
        found = records(record.hardware_hash) if record.hardware_hash else {}
        asked, befalls = record.registration, self._agenda.is_in_mood
        return replace(
            asked,
            serial=asked.serial or text(found.get(SERIAL)),
            manufacturer=text(found.get(MANUFACTURER)),
            model=text(found.get(MODEL)),
            group_tag="" if befalls("group_tag_lost", record.serial) else asked.group_tag,
            upn="" if befalls("import_user_lost", record.serial) else asked.upn,
        )


def _binary(literal: str) -> bytes:
    try:
        return base64.b64decode(literal, validate=True)
    except (binascii.Error, ValueError) as wrong:
        # Graph repeats the whole literal; whoever logs its message logs a hash.
        message = f"Cannot convert the literal '{literal}' to the expected type 'Edm.Binary'."
        raise bad_request(message) from wrong


def _named(record: ImportRecord) -> bool:
    return bool(record.serial or record.registration.product_key)


def _readable(record: ImportRecord) -> bool:
    if not record.hardware_hash:
        return bool(record.registration.product_key)
    try:
        found = records(record.hardware_hash)
    except NotAHardwareHash:
        return False
    return bool(text(found.get(SERIAL)) and text(found.get(MANUFACTURER)))

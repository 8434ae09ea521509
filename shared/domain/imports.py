"""Which of a device's imports matters: one serial number may have been uploaded several times."""

from collections.abc import Iterable, Sequence
from http import HTTPStatus

from shared.domain.autopilot import ImportRecord, ImportStatus
from shared.domain.faults import Answer
from shared.domain.operations import Operation

# The admin center's limit; how many the action itself takes is not documented.
MOST_ORDERS = 500

# An import under way decides before one that is over: a record stays when its device is
# deregistered, so "complete" may speak of a registration that is long gone.
_ORDER = (
    ImportStatus.ERROR,
    ImportStatus.COMPLETE,
    ImportStatus.UNKNOWN,
    ImportStatus.PENDING,
    ImportStatus.PARTIAL,
)


def furthest(records: Iterable[ImportRecord]) -> ImportRecord | None:
    """Choose the import that is furthest under way, else a complete one, else a failed one.

    Records carry no date; of several alike the one listed last is taken for the newest.
    """
    chosen: ImportRecord | None = None
    for record in records:
        if chosen is None or _ORDER.index(record.status) >= _ORDER.index(chosen.status):
            chosen = record
    return chosen


def foremost(records: Sequence[ImportRecord]) -> ImportRecord:
    """Choose alike from one or more."""
    return furthest(records) or records[0]


def damaged_hash() -> Answer:
    """Say of a hash that is no Base64 what Graph would: it would refuse the whole upload."""
    return Answer(
        operation=Operation.IMPORT_DEVICES,
        status=HTTPStatus.BAD_REQUEST,
        code="BadRequest",
        message="Cannot convert the literal to the expected type 'Edm.Binary'.",
    )

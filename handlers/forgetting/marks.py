"""Forget what only says that something was done: rounds, deliveries, steps, acts, tombstones."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from shared.domain.rows import Document
from shared.runtime.services import Services

# A round is remembered for as long as its message may be tried again.
ROUNDS_KEPT = timedelta(days=2)
# How often something was parked before is worth knowing for so long.
LEFT_KEPT = timedelta(days=90)

# Which of a row's fields say when it was done with; the first that is there counts.
_TIMES = ("finished_at", "done", "until", "since", "at", "asked_at")


async def forget_marks(services: Services) -> Mapping[str, int]:
    """Forget the marks of each table whose time is over."""
    retention = services.flight_plan.retention
    kept = {
        "rounds": ROUNDS_KEPT,
        "deliveries": retention.deliveries,
        "ledger": retention.ledger,
        "acts": retention.acts,
        "firstacts": retention.acts,
        "erasures": retention.tombstones,
        "tombstones": retention.tombstones,
    }
    return {table: await _forget(table, time, services) for table, time in kept.items()}


async def forget_what_left(services: Services) -> Mapping[str, int]:
    """Forget the history of what left the park long ago."""
    now = services.clock.now()
    forgotten = 0
    async for record in services.parked.all_left():
        if record.left_at is not None and now - record.left_at > LEFT_KEPT:
            await services.parked.delete(record.id)
            forgotten += 1
    return {"parked": forgotten}


async def _forget(table: str, kept: timedelta, services: Services) -> int:
    now = services.clock.now()
    forgotten = 0
    async for row in services.stored.every(table):
        at = _time_of(row.document)
        if at is not None and now - at > kept:
            await services.stored.delete(row)
            forgotten += 1
    return forgotten


def _time_of(document: Document) -> datetime | None:
    """Find when a row was done with; one that says no time, as the salt, is kept."""
    told = next((document[name] for name in _TIMES if document.get(name)), None)
    return None if told is None else datetime.fromisoformat(str(told))

"""Which steps are being worked on, and which are done."""

from datetime import datetime, timedelta
from enum import Enum, auto

from shared.domain.errors import Conflict
from shared.domain.rows import Document, Row, RowKey
from shared.ports import Clock, Rows

TABLE = "ledger"


class Claim(Enum):
    """What the ledger says when we ask to work on a step."""

    OURS = auto()
    HELD = auto()
    DONE = auto()


class Ledger:
    """Claims with a lease: a claim whose holder died can be taken over when it has run out.

    ::

        claim ───── lease ─────┐ until
        ├── held: come back ───┼── anybody may take over ──▶
        └── finish: done for good; release: free at once

    What is claimed and never finished may be done once in each lease, by
    whoever comes first.
    """

    def __init__(self, rows: Rows, clock: Clock) -> None:
        self._rows = rows
        self._clock = clock

    async def claim(self, step: str, lease: timedelta) -> Claim:
        """Ask to work on a step."""
        held: Document = {"until": (self._clock.now() + lease).isoformat()}
        try:
            await self._rows.insert(_key(step), held)
        except Conflict:
            return await self._take_over(step, held)
        return Claim.OURS

    async def held_for(self, step: str) -> timedelta:
        """Tell how long somebody else's claim still lasts."""
        row = await self._rows.get(_key(step))
        if row is None or "until" not in row.document:
            return timedelta(0)
        return max(_until(row) - self._clock.now(), timedelta(0))

    async def finish(self, step: str) -> None:
        """Mark a step done, for good."""
        await self._rows.upsert(_key(step), {"done": self._clock.now().isoformat()})

    async def is_done(self, step: str) -> bool:
        """Tell whether a step is done."""
        row = await self._rows.get(_key(step))
        return row is not None and "done" in row.document

    async def fail(self, step: str, error: str) -> None:
        """Let go of a step that *error*, a class of them, has ended; it can be claimed at once."""
        failed: Document = {"until": self._clock.now().isoformat(), "error": error}
        await self._rows.upsert(_key(step), failed)

    async def error_of(self, step: str) -> str:
        """Name the class of the error that ended a step last (blank: none is known)."""
        row = await self._rows.get(_key(step))
        return "" if row is None else str(row.document.get("error", ""))

    async def release(self, step: str) -> None:
        """Let go of a step, so that a later try can claim it."""
        await self._rows.delete(_key(step))

    async def _take_over(self, step: str, held: Document) -> Claim:
        row = await self._rows.get(_key(step))
        if row is None:
            return Claim.HELD
        if "done" in row.document:
            return Claim.DONE
        if _until(row) > self._clock.now():
            return Claim.HELD
        try:
            await self._rows.replace(row, held)
        except Conflict:
            return Claim.HELD
        return Claim.OURS


def _key(step: str) -> RowKey:
    return RowKey(table=TABLE, partition=step, row="step")


def _until(row: Row) -> datetime:
    return datetime.fromisoformat(row.document["until"])

"""Aggregates as rows: one row for each, every change guarded by its etag."""

from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Protocol, cast

from pydantic import TypeAdapter

from shared.domain.device import Device
from shared.domain.errors import Conflict, Reason, Rejected
from shared.domain.hire import Hire
from shared.domain.request import Request
from shared.domain.rows import Document, RowKey
from shared.domain.timeline import caused
from shared.ports import Rows
from shared.runtime import measures
from shared.runtime.work import present

# Two handlers rarely meet at one row; eight meetings in a row mean something else.
ATTEMPTS = 8
PAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing[T]:
    """A page of aggregates, and where the next page begins."""

    items: tuple[T, ...]
    continuation: str | None


async def every[T](page: Callable[[str | None, int], Awaitable[Listing[T]]]) -> AsyncIterator[T]:
    """Go through a list to its last page."""
    continuation = None
    while True:
        listing = await page(continuation, PAGE)
        for item in listing.items:
            yield item
        continuation = listing.continuation
        if continuation is None:
            return


class Heralding(Protocol):
    """Tells others of the news that aggregates hold."""

    async def worth_telling[A](self, item: A) -> A:
        """Leave out the news that nobody listens to, before an item is written."""

    async def tell(self, item: object) -> None:
        """Send what an item that was written has to tell; raises nothing of our own."""


class Records[T]:
    """All aggregates of one kind; those with a *herald* tell others of their news."""

    def __init__(
        self, rows: Rows, table: str, kind: type[T], herald: Heralding | None = None
    ) -> None:
        self._rows = rows
        self._table = table
        self._adapter: TypeAdapter[T] = _adapter_of(cast("Hashable", kind))
        self._herald = herald

    async def get(self, key: str) -> T | None:
        """Read one."""
        row = await self._rows.get(self._key(key))
        return None if row is None else self._read(row.document)

    async def put(self, key: str, item: T) -> None:
        """Write one whatever was there."""
        await self._rows.upsert(self._key(key), self._write(item))

    async def known(self, key: str) -> T:
        """Read one that must be there (``Rejected`` when it is not)."""
        return self._known(key, await self.get(key))

    async def change(self, key: str, change: Callable[[T | None], T]) -> T:
        """Apply *change* to the present state, again if somebody else wrote meanwhile.

        *change* must be pure; raises ``Conflict`` when the row does not come to rest.
        """
        return await self._change(key, change)

    async def update(self, key: str, change: Callable[[T], T]) -> T:
        """Change one that must be there (``Rejected`` when it is not)."""
        return await self._change(key, lambda item: change(self._known(key, item)))

    async def amend(self, key: str, change: Callable[[T], T]) -> T | None:
        """Change one if it is there."""
        return await self._change(key, lambda item: None if item is None else change(item))

    async def herald(self, key: str) -> None:
        """Tell what was left to be told, if anything is."""
        await self._change(key, lambda item: item)

    async def page(self, continuation: str | None, limit: int) -> Listing[T]:
        """Read some, from a continuation on."""
        page = await self._rows.page(self._table, continuation, limit)
        items = tuple(self._read(row.document) for row in page.rows)
        return Listing(items=items, continuation=page.continuation)

    async def delete(self, key: str) -> None:
        """Remove one, if it is there."""
        await self._rows.delete(self._key(key))

    async def _change[A](self, key: str, change: Callable[[T | None], A]) -> A:
        after = await self._written(key, change)
        if self._herald is not None:
            await self._herald.tell(after)
        return after

    async def _written[A](self, key: str, change: Callable[[T | None], A]) -> A:
        for _ in range(ATTEMPTS):
            row = await self._rows.get(self._key(key))
            before = None if row is None else self._read(row.document)
            after = change(before)
            if self._herald is not None:
                after = await self._herald.worth_telling(after)
            unchanged = after == before
            if unchanged:
                return after
            after = _with_causes(after, before)
            try:
                if row is None:
                    await self._rows.insert(self._key(key), self._write(after))
                else:
                    await self._rows.replace(row, self._write(after))
            except Conflict:
                continue
            _measure_stage(before, after)
            return after
        raise Conflict(f"The row {key} of {self._table} is being written all the time.")

    def _known(self, key: str, item: T | None) -> T:
        if item is None:
            raise Rejected(
                Reason(
                    code="unknown",
                    sentence=f"Nothing is known of {self._called(key)}.",
                    remedy="Send the shipment notice or the hire again.",
                )
            )
        return item

    def _called(self, key: str) -> str:
        """Name one in a sentence that anybody may read."""
        return key

    def _key(self, key: str) -> RowKey:
        return RowKey(table=self._table, partition=key, row="")

    def _read(self, document: Mapping[str, Any]) -> T:
        return self._adapter.validate_python(document)

    def _write(self, item: object) -> Document:
        written: Document = self._adapter.dump_python(item, mode="json")  # type: ignore[arg-type]  # T, or nothing is written
        return written


@cache
def _adapter_of(kind: Hashable) -> TypeAdapter[Any]:
    """Make what reads and writes a kind, once in a process: it takes a few milliseconds."""
    return TypeAdapter(kind)  # type: ignore[arg-type]  # a class is hashable


def _with_causes[A](after: A, before: object) -> A:
    """Say in new lines of a timeline what led to them: the unit of work at hand."""
    if not isinstance(after, Device | Hire | Request):
        return after
    told: Device | Hire | Request = after
    known = before.timeline if isinstance(before, Device | Hire | Request) else ()
    return cast("A", replace(told, timeline=caused(told.timeline, known, present().cause)))


def _measure_stage(before: object, after: object) -> None:
    """Measure how long a device was in the stage that it has left."""
    if isinstance(before, Device) and isinstance(after, Device) and after.stage != before.stage:
        stayed = (after.since - before.since).total_seconds()
        stage = {"stage": str(before.stage), "route": str(before.route)}
        measures.STAGE_DURATION(stayed, stage)

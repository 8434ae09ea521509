"""The kinds of aggregates and their tables."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import override

from shared.domain.acts import Act
from shared.domain.device import Device
from shared.domain.hire import Hire
from shared.domain.parked import Parked
from shared.domain.request import Request
from shared.ports import Rows
from shared.runtime.records import Heralding, Listing, Records, every


class Devices(Records[Device]):
    """The devices, by normalised serial number."""

    def __init__(self, rows: Rows, herald: Heralding | None = None) -> None:
        super().__init__(rows, "devices", Device, herald)


class Hires(Records[Hire]):
    """The hires, by employee id."""

    def __init__(self, rows: Rows, herald: Heralding | None = None) -> None:
        super().__init__(rows, "hires", Hire, herald)

    def _called(self, key: str) -> str:  # noqa: ARG002  an employee id is personal data
        return "this employee"


class Requests(Records[Request]):
    """The requests for devices, by id."""

    def __init__(self, rows: Rows, herald: Heralding | None = None) -> None:
        super().__init__(rows, "requests", Request, herald)


class ParkedThings(Records[Parked]):
    """What is parked, by id.

    What has left the park is not read any more; its history stays, until it is
    deleted, for the day on which it is parked again.
    """

    def __init__(self, rows: Rows) -> None:
        super().__init__(rows, "parked", Parked)

    @override
    async def get(self, key: str) -> Parked | None:
        record = await super().get(key)
        return record if record is None or record.left_at is None else None

    @override
    async def put(self, key: str, item: Parked) -> None:
        """Park something, perhaps again."""
        await self.change(key, item.after)

    @override
    async def page(self, continuation: str | None, limit: int) -> Listing[Parked]:
        """Read some, from a continuation on; fewer than *limit* where some have left."""
        page = await super().page(continuation, limit)
        return replace(page, items=tuple(each for each in page.items if each.left_at is None))

    async def leave(self, seen: Parked, at: datetime) -> None:
        """Take what was *seen* out of the park, unless it was parked again since."""

        def left(record: Parked) -> Parked:
            stands = record.left_at is None and record.parking == seen.parking
            return record.left(at) if stands else record

        await self.amend(seen.id, left)

    async def all_left(self) -> AsyncIterator[Parked]:
        """Go through what has left the park."""
        async for record in every(super().page):
            if record.left_at is not None:
                yield record


@dataclass(frozen=True, slots=True, kw_only=True)
class _First:
    """When an act was heard of first."""

    at: datetime


class Acts(Records[Act]):
    """What people did by hand, by the time."""

    def __init__(self, rows: Rows) -> None:
        super().__init__(rows, "acts", Act)
        self._firsts = Records(rows, "firstacts", _First)

    async def note(self, act: Act, mark: str) -> Act:
        """Write an act down; one that was noted before under this *mark* is that one still."""
        key = act.repeated_as(mark)
        first = await self._firsts.change(key, lambda before: before or _First(at=act.at))
        noted = replace(act, at=first.at)
        await self.put(noted.id, noted)
        return noted

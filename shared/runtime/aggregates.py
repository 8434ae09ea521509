"""The kinds of aggregates and their tables."""

from dataclasses import dataclass, replace
from datetime import datetime

from shared.domain.acts import Act
from shared.domain.device import Device
from shared.domain.hire import Hire
from shared.domain.parked import Parked
from shared.domain.request import Request
from shared.ports import Rows
from shared.runtime.records import Heralding, Records


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
    """What is parked, by id."""

    def __init__(self, rows: Rows) -> None:
        super().__init__(rows, "parked", Parked)


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

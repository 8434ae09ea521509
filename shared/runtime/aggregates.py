"""The kinds of aggregates and their tables."""

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


class Acts(Records[Act]):
    """What people did by hand, by the time."""

    def __init__(self, rows: Rows) -> None:
        super().__init__(rows, "acts", Act)

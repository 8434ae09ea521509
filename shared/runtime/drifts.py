"""What was found to have drifted, and how far the look of the night has come."""

from shared.domain.drift import Drift, Night
from shared.ports import Rows
from shared.runtime.records import Records

# There is one night at a time.
TONIGHT = "tonight"


class Drifts(Records[Drift]):
    """The findings, by serial number and type."""

    def __init__(self, rows: Rows) -> None:
        super().__init__(rows, "drift", Drift)


class Nights(Records[Night]):
    """The look of the last night."""

    def __init__(self, rows: Rows) -> None:
        super().__init__(rows, "driftnights", Night)

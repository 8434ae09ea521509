"""How long what is over is kept."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """For how long rows are kept once nothing follows from them any more.

    *hires* counts from the start date, or the cancellation; *requests* from
    their end; *devices* from when one was cancelled or retired; *people* is how
    long a deployed device still names its person; *ledger* and *deliveries*
    count from when a step or a delivery was done; *acts* from the act.
    *tombstones* is for how long it is remembered that something was forgotten.
    """

    hires: timedelta = timedelta(days=180)
    requests: timedelta = timedelta(days=180)
    devices: timedelta = timedelta(days=365)
    people: timedelta = timedelta(days=180)
    ledger: timedelta = timedelta(days=30)
    deliveries: timedelta = timedelta(days=30)
    acts: timedelta = timedelta(days=730)
    tombstones: timedelta = timedelta(days=730)

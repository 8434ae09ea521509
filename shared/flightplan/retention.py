"""How long what is over is kept, as the flight plan says it."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from shared.domain.retention import Retention
from shared.flightplan.strict import Strict

type _Kept = Annotated[timedelta, Field(ge=timedelta(days=1))]
# A message may be repeated for as long as a queue keeps it, 14 days unless somebody changed that.
type _Remembered = Annotated[timedelta, Field(ge=timedelta(days=15))]


class RetentionModel(Strict):
    """How long what is over is kept."""

    hires: _Kept = Field(
        default=Retention().hires,
        description="A hire, from the start date or the cancellation. The default is P180D.",
    )
    requests: _Kept = Field(
        default=Retention().requests,
        description="A request, from its refusal, cancellation or delivery. P180D.",
    )
    devices: _Kept = Field(
        default=Retention().devices,
        description="A device, from its cancellation or retirement. The default is P365D.",
    )
    people: _Kept = Field(
        default=Retention().people,
        description="How long a deployed device names its person. The default is P180D.",
    )
    ledger: _Remembered = Field(
        default=Retention().ledger,
        description="That a step was done; at least P15D. The default is P30D.",
    )
    deliveries: _Remembered = Field(
        default=Retention().deliveries,
        description="How a delivery was answered; at least P15D. The default is P30D.",
    )
    acts: _Kept = Field(
        default=Retention().acts, description="What people did by hand. The default is P730D."
    )
    tombstones: _Remembered = Field(
        default=Retention().tombstones,
        description="That somebody or something was forgotten; at least P15D. P730D.",
    )

    def value(self) -> Retention:
        """Make the retention."""
        return Retention(**{name: getattr(self, name) for name in type(self).model_fields})

"""Lead times before start dates, as the flight plan writes them."""

from datetime import timedelta
from typing import Annotated, Self

from pydantic import Field, model_validator

from shared.domain.service_level import CHECKED, LeadTimes, ServiceLevel, Weekday
from shared.domain.stages import Stage
from shared.flightplan.strict import Strict
from shared.flightplan.zones import TimeZone

# Nobody plans a start further ahead than years.
type _Lead = Annotated[timedelta, Field(gt=timedelta(0), le=timedelta(days=365))]


class LeadTimesModel(Strict):
    """How long before the start date a device must be where."""

    lead_time: _Lead = Field(
        default=LeadTimes().ready,
        description="How long before the start date a device must be ready. The default is P7D.",
    )
    by_stage: dict[Stage, _Lead] = Field(
        default={},
        description="The same for earlier stages; expected means that there is a device.",
    )

    @model_validator(mode="after")
    def _come_in_order(self) -> Self:
        """Refuse stages that no hire waits for, and what would be due in another order."""
        wrong = [stage.value for stage in self.by_stage if stage not in CHECKED]
        if wrong:
            known = ", ".join(CHECKED)
            raise ValueError(f"by_stage has {', '.join(wrong)}, and may have {known}")
        late = [stage.value for stage, lead in self.by_stage.items() if lead < self.lead_time]
        if late:
            raise ValueError(f"by_stage has {late[0]} due after lead_time, when it must be ready")
        return self

    def lead_times(self) -> LeadTimes:
        """Make the lead times."""
        return LeadTimes(ready=self.lead_time, by_stage=self.by_stage)


class ServiceLevelModel(LeadTimesModel):
    """The lead times of everybody, and how their days are counted."""

    weekend: frozenset[Weekday] = Field(
        default=frozenset(),
        max_length=6,
        description="Days that do not count. The default is none: every day does.",
    )
    time_zone: TimeZone = Field(
        default=ServiceLevel().time_zone,
        description="Where days begin, such as Europe/Berlin. The default is UTC.",
    )
    time_zones: dict[str, TimeZone] = Field(
        default={}, description="The same by location, where that is another zone."
    )

    def value(self) -> ServiceLevel:
        """Make the service level."""
        return ServiceLevel(
            lead_times=self.lead_times(),
            weekend=self.weekend,
            time_zone=self.time_zone,
            time_zones=self.time_zones,
        )

"""How long before somebody starts their device has to be where: lead times, counted at a place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from shared.domain.stages import Stage


class Weekday(StrEnum):
    """A day of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


_NUMBERS = {day: number for number, day in enumerate(Weekday)}

# The stages that may have a lead time of their own, in the order in which devices come to them;
# expected means that there is a device at all.
CHECKED = (Stage.EXPECTED, Stage.REGISTERED, Stage.IDENTIFIED, Stage.GROUPED, Stage.ASSIGNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadTimes:
    """How long before the start date a device must be ready, and at earlier stages."""

    ready: timedelta = timedelta(days=7)
    by_stage: Mapping[Stage, timedelta] = field(default_factory=dict[Stage, timedelta])

    def in_order(self) -> tuple[tuple[Stage, timedelta], ...]:
        """List the stages as devices come to them; the last one is ready."""
        earlier = ((stage, self.by_stage[stage]) for stage in CHECKED if stage in self.by_stage)
        return (*earlier, (Stage.READY, self.ready))


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLevel:
    """The lead times of every persona that has none of its own, and how days are counted.

    Days of the *weekend* do not count.  *time_zones* are those of locations by
    their names, in the IANA's words; *time_zone* is that of every other one.
    """

    lead_times: LeadTimes = field(default_factory=LeadTimes)
    weekend: frozenset[Weekday] = frozenset()
    time_zone: str = "UTC"
    time_zones: Mapping[str, str] = field(default_factory=dict[str, str])

    def zone_of(self, location: str) -> ZoneInfo:
        """Find the zone of a place; its name is compared as locations are, without case."""
        named = {name.strip().casefold(): zone for name, zone in self.time_zones.items()}
        return ZoneInfo(named.get(location.strip().casefold(), self.time_zone))

    def begins(self, start: date, location: str) -> datetime:
        """Tell when a day begins at a place."""
        return datetime.combine(start, time.min, self.zone_of(location))

    def due(self, start: date, lead: timedelta, location: str) -> datetime:
        """Tell when a lead time before a day begins: so many days that count, and the rest."""
        days, day = lead.days, start
        resting = {_NUMBERS[each] for each in self.weekend}
        while days > 0:
            day -= timedelta(days=1)
            days -= day.weekday() not in resting
        return self.begins(day, location) - timedelta(seconds=lead.seconds)

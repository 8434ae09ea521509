"""When a timer is due: six-field NCRONTAB expressions (seconds first, UTC) or a fixed interval.

NCRONTAB wants the day of the month *and* the day of the week to match, where
cron takes either; and it allows the full names of days and months.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from cronsim import CronSim, CronSimError

from simulator.host.errors import HostError
from simulator.host.timespan import parse_timespan

type Schedule = Callable[[datetime], datetime]
"""Gives the first moment after another at which the timer is due."""

_FIELDS = 6
_DAY, _WEEKDAY = 3, 5


def read_schedule(text: str, function: str) -> Schedule:
    """Read the schedule of a timer function."""
    interval = parse_timespan(text)
    if interval is not None and interval > timedelta():
        return lambda moment: moment + interval
    fields = re.sub(r"([A-Za-z]{3})[A-Za-z]*", r"\1", text).split()
    if len(fields) != _FIELDS:
        raise _wrong(text, function, "it has not six fields")
    try:
        CronSim(" ".join(fields), datetime(2000, 1, 1, tzinfo=UTC))
    except CronSimError as error:
        raise _wrong(text, function, str(error)) from error
    return lambda moment: _next(fields, moment.astimezone(UTC))


def _next(fields: list[str], moment: datetime) -> datetime:
    days = CronSim(" ".join([*fields[:_WEEKDAY], "*"]), moment)
    weekdays = CronSim(" ".join([*fields[:_DAY], "*", *fields[_DAY + 1 :]]), moment)
    if "*" in (fields[_DAY], fields[_WEEKDAY]):
        return next(CronSim(" ".join(fields), moment))
    return _first_common(days, weekdays)


def _first_common(days: CronSim, weekdays: CronSim) -> datetime:
    one, other = next(days), next(weekdays)
    while one != other:
        if one < other:
            one = next(days)
        else:
            other = next(weekdays)
    return one


def _wrong(text: str, function: str, why: str) -> HostError:
    return HostError(f"The schedule {text!r} of {function} cannot be read: {why}.")

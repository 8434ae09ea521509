"""Durations as .NET writes them in host.json and in timer schedules."""

import re
from datetime import timedelta

_TIMESPAN = re.compile(r"(?:(\d+)\.)?(\d{1,2}):([0-5]?\d)(?::([0-5]?\d)(\.\d{1,7})?)?")


def parse_timespan(text: str) -> timedelta | None:
    """Read ``[d.]hh:mm[:ss[.fff]]``; None when it is something else."""
    match = _TIMESPAN.fullmatch(text.strip())
    if match is None:
        return None
    days, hours, minutes, seconds, fraction = match.groups(default="0")
    return timedelta(
        days=int(days),
        hours=int(hours),
        minutes=int(minutes),
        seconds=int(seconds) + float(fraction),
    )

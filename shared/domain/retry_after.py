"""How long somebody asks to be left alone."""

import re
from collections.abc import Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime

# Nobody who means it asks for more, and no clock can tell the years that some figures come to.
LONGEST = timedelta(days=1)

_SECONDS = re.compile(r"[0-9]+(\.[0-9]+)?")


def waiting_time(headers: Mapping[str, str]) -> timedelta | None:
    """Read ``Retry-After`` from headers in lower case, or in any case that they look up alike.

    It holds seconds, seen with a fraction too, or a date, which ``Date`` stands beside.
    """
    told = headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(told):
        return timedelta(seconds=min(float(told), LONGEST.total_seconds()))
    try:
        wait = parsedate_to_datetime(told) - parsedate_to_datetime(headers.get("date", ""))
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(wait, timedelta(0)), LONGEST)

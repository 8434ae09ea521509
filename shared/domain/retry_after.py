"""How long an HTTP answer asks to wait."""

import re
from collections.abc import Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime

# No more digits than a time can hold.
_SECONDS = re.compile(r"\d{1,9}(\.\d{1,9})?")


def waiting_time(headers: Mapping[str, str]) -> timedelta | None:
    """Read ``Retry-After``: seconds, seen with a fraction too, or a date beside ``Date``.

    *headers* are found by their names in lower case.
    """
    told = headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(told):
        return timedelta(seconds=float(told))
    try:
        wait = parsedate_to_datetime(told) - parsedate_to_datetime(headers.get("date", ""))
    except (ValueError, TypeError):
        return None
    return max(wait, timedelta(0))

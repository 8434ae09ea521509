"""The times and dates of HR systems, written as ISO 8601.

What cannot be read stays as it is, for its field to refuse.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

# Seconds reach this number in the year 5138, milliseconds reached it in 1973.
_MILLISECONDS_FROM = 100_000_000_000
_NUMBER = re.compile(r"\d{9,14}(\.\d{1,9})?")
# OData version 2 of SAP, "JSON Format": milliseconds since 1970.
_ODATA = re.compile(r"/Date\((-?\d{1,14})([+-]\d{4})?\)/")
# BambooHR writes a date that nobody entered like this.
_NO_DATE = ("", "0000-00-00")


def iso_moment(value: Any) -> Any:  # noqa: ANN401  whatever JSON holds
    """Write a point in time down with its zone; one without a zone is taken for UTC."""
    if value == "":
        return None
    seconds = _seconds(value)
    try:
        if seconds is not None:
            return datetime.fromtimestamp(seconds, UTC).isoformat()
        read = datetime.fromisoformat(value)
    except (OSError, OverflowError, TypeError, ValueError):
        return value
    return read.isoformat() if read.tzinfo else read.replace(tzinfo=UTC).isoformat()


def iso_day(value: Any, patterns: Sequence[str]) -> Any:  # noqa: ANN401  whatever JSON holds
    """Write a date down: ISO 8601, one of the patterns, or what a point in time begins with."""
    if value is None or isinstance(value, bool | float | list | dict):
        return value
    text = str(value).strip()
    if text in _NO_DATE:
        return None
    day = _day(text, patterns)
    return value if day is None else day.isoformat()


def _day(text: str, patterns: Sequence[str]) -> date | None:
    for pattern in ("", *patterns):
        try:
            if not pattern:
                return date.fromisoformat(text)
            return datetime.strptime(text, pattern).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return _cut(text)


def _cut(text: str) -> date | None:
    """Cut a point in time to its date as it is written, whatever its zone."""
    milliseconds = _ODATA.fullmatch(text) or re.fullmatch(r"(\d{12,14})", text)
    try:
        if milliseconds:
            return datetime.fromtimestamp(int(milliseconds[1]) / 1000, UTC).date()
        return datetime.fromisoformat(text).date()
    except (OSError, OverflowError, ValueError):
        return None


def _seconds(value: Any) -> float | None:  # noqa: ANN401  whatever JSON holds
    """Read seconds or milliseconds since 1970, as a number or in digits."""
    odata = _ODATA.fullmatch(value) if isinstance(value, str) else None
    if odata:
        return int(odata[1]) / 1000
    digits = isinstance(value, str) and _NUMBER.fullmatch(value.strip())
    if isinstance(value, bool) or not (digits or isinstance(value, int | float)):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number / 1000 if abs(number) >= _MILLISECONDS_FROM else number

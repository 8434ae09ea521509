"""Time stamps of senders, in the forms that a verifier may name."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from shared.domain.verifiers import TimestampForm
from shared.intake.verifying.unrecognised import Unrecognised

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# As many digits as a date before the year 5138 takes.
_SECONDS = re.compile(r"[0-9]{1,11}")
_MILLISECONDS = re.compile(r"[0-9]{1,14}")


def read_time(text: str, form: TimestampForm) -> datetime:
    """Read a time stamp."""
    try:
        return _FORMS[form](text)
    except ValueError as error:
        raise Unrecognised("timestamp-malformed") from error


def _seconds(text: str) -> datetime:
    return _EPOCH + timedelta(seconds=_number(text, _SECONDS))


def _milliseconds(text: str) -> datetime:
    return _EPOCH + timedelta(milliseconds=_number(text, _MILLISECONDS))


def _iso_8601(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def _number(text: str, digits: re.Pattern[str]) -> int:
    if not digits.fullmatch(text):
        raise ValueError(text)
    return int(text)


_FORMS: Mapping[TimestampForm, Callable[[str], datetime]] = {
    TimestampForm.SECONDS: _seconds,
    TimestampForm.MILLISECONDS: _milliseconds,
    TimestampForm.ISO8601: _iso_8601,
}

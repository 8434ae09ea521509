"""The kinds of field that a body may hold: bounded, printable, without blanks around.

Kinds know nothing of the body that they stand in.
"""

import re
from collections.abc import Collection
from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, StringConstraints, ValidationInfo

from shared.intake.faults import custom

# "userPrincipalName: the maximum length is 113 characters", Graph's user resource type.
LONGEST_UPN = 113
# The context that a model with a persona is validated in.
PERSONAS = "personas"


def _plain(value: Any) -> Any:  # noqa: ANN401  whatever JSON holds
    """Take null for blank and a whole number for its digits; HR systems send both."""
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value


def printable(text: str) -> str:
    """Refuse what no line of text holds (``PydanticCustomError``)."""
    if not text.isprintable():
        raise custom(
            "field-characters",
            "The value holds characters that cannot be printed.",
            "Send it as plain text on one line.",
        )
    return text


def _lines(text: str) -> str:
    """Take the line breaks of any system for the same."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not all(line.isprintable() for line in lines):
        raise custom(
            "field-characters",
            "The value holds characters that cannot be printed.",
            "Send it as plain text; line breaks may stand in it.",
        )
    return "\n".join(line.rstrip() for line in lines)


def _address(text: str) -> str:
    if text and not _ADDRESSABLE.fullmatch(text):
        raise custom(
            "id-characters",
            "The value holds characters that an id must not have.",
            "Send letters, digits, points, underscores and hyphens; first a letter or a digit.",
        )
    return text


def _upn(text: str) -> str:
    name, at, domain = text.partition("@")
    if text and not (name and at and domain and "@" not in domain and _is_plain(text)):
        raise custom(
            "upn-malformed",
            "The value is no user principal name.",
            "Send the name that the person signs in with, such as name@example.com.",
        )
    return text


def _is_plain(text: str) -> bool:
    """Whether Entra ID would have it: no blanks, no letters with diacritical marks."""
    return text.isascii() and " " not in text


def _persona(text: str, info: ValidationInfo) -> str:
    personas: Collection[str] = (info.context or {}).get(PERSONAS, ())
    if text and text not in personas:
        raise custom(
            "persona-unknown",
            "The flight plan has no such persona.",
            f"Send one of: {', '.join(sorted(personas))}; or add it to the flight plan.",
        )
    return text


def _date(value: Any) -> Any:  # noqa: ANN401  whatever JSON holds
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise custom(
            "date-malformed",
            "The value is no calendar date.",
            "Send the date in ISO 8601 without a time, such as 2026-01-31.",
        ) from error


def _condition(value: Any) -> Any:  # noqa: ANN401  whatever JSON holds
    """Take null for no answer; "no" and 0 could mean either, and are refused."""
    known = {"": None, "true": True, "false": False}
    word = str(value).strip().lower() if isinstance(value, bool | str) else value
    if word is None:
        return None
    if not isinstance(word, str) or word not in known:
        raise custom(
            "condition-unclear",
            "The value is neither true nor false.",
            "Write the condition in the flight plan as a comparison, such as status == 'left'.",
        )
    return known[word]


def _moment(value: Any) -> Any:  # noqa: ANN401  whatever JSON holds
    if value is None:
        return None
    try:
        return _aware(datetime.fromisoformat(value)).astimezone(UTC)
    except (TypeError, ValueError, OverflowError) as error:
        raise custom(
            "time-malformed",
            "The value is no point in time with its zone.",
            "Send the time as RFC 3339 has it, such as 2026-01-31T08:00:00Z.",
        ) from error


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("The time has no zone.")
    return moment


# What may stand in the path of an address as it is, and is no way to another path.
_ADDRESSABLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_PRINTABLE = AfterValidator(printable)
_PLAIN = BeforeValidator(_plain)


def _text(longest: int | None, shortest: int | None = None) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, max_length=longest, min_length=shortest)


# Judged elsewhere: serial numbers and hashes have rules of their own.
Raw = Annotated[str, _text(None), _PLAIN]
Tag = Annotated[str, _text(64), _PRINTABLE, _PLAIN]
Text = Annotated[str, _text(128), _PRINTABLE, _PLAIN]
Key = Annotated[str, _text(128, 1), _PRINTABLE, _PLAIN]
Prose = Annotated[str, _text(1000), AfterValidator(_lines), _PLAIN]
Address = Annotated[str, _text(128), AfterValidator(_address), _PLAIN]
Reference = Annotated[str, _text(512, 1), _PRINTABLE, _PLAIN]
OptionalReference = Annotated[str, _text(512), _PRINTABLE, _PLAIN]
Persona = Annotated[Tag, AfterValidator(_persona)]
Upn = Annotated[str, _text(LONGEST_UPN), _PRINTABLE, AfterValidator(_upn), _PLAIN]
Day = Annotated[date | None, BeforeValidator(_date)]
Condition = Annotated[bool | None, BeforeValidator(_condition)]
Moment = Annotated[datetime | None, BeforeValidator(_moment)]

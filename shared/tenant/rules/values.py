"""What a rule compares properties with."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from shared.tenant.rules.facts import Fact, Scene


class Kind(StrEnum):
    """What kind of value it is."""

    TEXT = "text"
    NUMBER = "number"
    TRUTH = "true or false"
    NULL = "null"
    MOMENT = "a date"
    FROM_NOW = "system.now"


_DURATION = re.compile(
    r"p(?:(?P<years>\d+)y)?(?:(?P<months>\d+)m)?(?:(?P<weeks>\d+)w)?(?:(?P<days>\d+)d)?"
    r"(?:t(?:(?P<hours>\d+)h)?(?:(?P<minutes>\d+)m)?(?:(?P<seconds>\d+)s)?)?",
    re.ASCII | re.IGNORECASE,
)
# A duration's years and months have no fixed length; these are .NET's, which reads ISO 8601 so.
_DAYS_OF = {"years": 365, "months": 30}


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value: its kind, and what was written, without quotes.

    *sign* tells ``system.now -plus p1d`` from ``-minus``; the duration is the text then.
    """

    kind: Kind
    text: str
    sign: int = 0

    def __str__(self) -> str:
        """Spell it as in a rule."""
        return _SPELT[self.kind](self)

    def equals(self, fact: Fact, scene: Scene) -> bool | None:
        """Compare with what a property holds; text in any case."""
        match self.kind:
            case Kind.NULL:
                return fact is None or fact in ("", ())
            case Kind.NUMBER:
                number = _number(fact)
                return number is not None and number == float(self.text)
            case Kind.MOMENT | Kind.FROM_NOW:
                return compared(self, fact, scene, sign=0)
            case Kind.TEXT | Kind.TRUTH:
                return fact is not None and in_words(fact) == self.text.casefold()

    def moment(self, scene: Scene) -> datetime | None:
        """Give the moment that is meant; ``None`` when nobody told the time."""
        if self.kind is not Kind.FROM_NOW:
            return moment_of(self.text)
        if scene.now is None or not self.sign:
            return scene.now
        try:
            return scene.now + self.sign * duration_of(self.text)
        except OverflowError:
            # Beyond the years of any calendar.
            return None


def dated(value: Value) -> Value:
    """Take a date that was written in quotes for what it is; anything else stays."""
    moment = moment_of(value.text) if value.kind is Kind.TEXT else None
    return value if moment is None else Value(kind=Kind.MOMENT, text=moment.isoformat())


NULL = Value(kind=Kind.NULL, text="null")


def in_words(fact: Fact) -> str:
    """Write a fact for comparing it as text, in any case."""
    return str(fact).casefold()


def compared(value: Value, fact: Fact, scene: Scene, *, sign: int) -> bool | None:
    """Whether a date is before (*sign* -1), at (0) or after (1) the value, or just there."""
    limit, found = value.moment(scene), moment_of(fact)
    if fact is None:
        return False
    if limit is None or found is None:
        return None
    return found == limit or (found - limit) * sign > timedelta(0)


def moment_of(fact: Fact) -> datetime | None:
    """Read a date; one without an offset is UTC."""
    if isinstance(fact, str):
        try:
            fact = datetime.fromisoformat(fact)
        except ValueError:
            return None
    if not isinstance(fact, datetime):
        return None
    return fact if fact.tzinfo else fact.replace(tzinfo=UTC)


def duration_of(text: str) -> timedelta:
    """Read an ISO 8601 duration such as ``p1d`` (``ValueError`` when it is none)."""
    found = _DURATION.fullmatch(text)
    parts = {unit: int(much) for unit, much in found.groupdict().items() if much} if found else {}
    if not parts:
        raise ValueError(f"{text} is no duration.")
    days = sum(parts.pop(unit, 0) * length for unit, length in _DAYS_OF.items())
    return timedelta(days=days + parts.pop("days", 0), **parts)


def _number(fact: Fact) -> float | None:
    try:
        return float(fact) if isinstance(fact, str | int | float) else None
    except ValueError:
        return None


def _quoted(value: Value) -> str:
    text = value.text
    # Before the closing quote, either of the two would escape it.
    if text.endswith(("\\", "`")):
        return "'" + text.replace("'", "''") + "'"
    return '"' + text.replace('"', '`"') + '"'


def _from_now(value: Value) -> str:
    if not value.sign:
        return "system.now"
    return f"system.now {'-plus' if value.sign > 0 else '-minus'} {value.text}"


_SPELT: dict[Kind, Callable[[Value], str]] = {
    Kind.TEXT: _quoted,
    Kind.NUMBER: lambda value: value.text,
    Kind.TRUTH: lambda value: value.text,
    Kind.NULL: lambda _: "null",
    Kind.MOMENT: lambda value: value.text,
    Kind.FROM_NOW: _from_now,
}

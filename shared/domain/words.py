"""What was said of something, field by field: the latest word on each field counts.

Words arrive in any order and more than once.  What is known after some of them
depends on what they said and when it was said, never on when they arrived.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

# When each field was last said; a field without a time was never said.
type Times = dict[str, datetime]

NEVER = datetime.min.replace(tzinfo=UTC)
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the fields of something are, and when each was said.

    A field that is blank or ``None`` was left out: it takes nothing back.
    """

    values: Mapping[str, object]
    times: Times

    def and_said(self, values: Mapping[str, object], at: datetime) -> "Words":
        """Hear another word; of two at one moment, the same one counts in any order."""
        told = {name: value for name, value in values.items() if value not in {"", None}}
        newer = {name: value for name, value in told.items() if self._is_newer(name, value, at)}
        return Words(
            values={**self.values, **newer}, times={**self.times, **dict.fromkeys(newer, at)}
        )

    def _is_newer(self, name: str, value: object, at: datetime) -> bool:
        last, known = self.times.get(name, NEVER), self.values.get(name)
        # What was said and is blank by now has been used up: it is not said again.
        tied = at == last and known not in {"", None} and _order(value) > _order(known)
        return at > last or tied


def said_now(now: datetime, known: Iterable[datetime | None]) -> datetime:
    """Give a word without a time of its own one: it comes after everything that is known."""
    latest = max((at for at in known if at is not None), default=NEVER)
    return max(now, latest + _TICK) if latest is not NEVER else now


def earlier(one: datetime | None, other: datetime) -> datetime:
    """Choose the earlier of two moments."""
    return other if one is None else min(one, other)


def _order(value: object) -> str:
    return "" if value is None else str(value)

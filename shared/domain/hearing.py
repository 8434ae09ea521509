"""What is known of a person after another word of HR, whatever order the words came in."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from shared.domain.commands import HireEvent, NewHire
from shared.domain.hire import Hire, HireState
from shared.domain.words import NEVER, Words, earlier

# What HR tells, and what the timeline calls it: it says what changed, and never to what.
_FIELDS = {
    "user_principal_name": "user principal name",
    "start_date": "start date",
    "persona": "persona",
    "location": "location",
    "order_reference": "order reference",
    "needs_device": "whether they need a device",
    "task": "waiting workflow task",
}
_CAME = {
    HireState.STARTING: "HR announced this person.",
    HireState.CANCELLED: "HR cancelled this hire before announcing it.",
}
_TURNED = {
    HireState.STARTING: "HR hired this person again.",
    HireState.CANCELLED: "HR cancelled this hire.",
}


def heard(before: Hire | None, said: NewHire, now: datetime | None = None) -> Hire:
    """Apply HR's word, heard *now*; one that is older than what is known only adds to it."""
    at = said.said_at
    known = before or Hire(employee_id=said.employee_id, said_at=at)
    values = {name: getattr(known, name) for name in _FIELDS}
    # A row of an earlier version tells no times of its fields.
    times = dict.fromkeys(_FIELDS, known.said_at) if not known.times and before else known.times
    words = Words(values=values, times=times).and_said(
        {name: getattr(said, name) for name in _FIELDS}, at
    )
    fields: dict[str, Any] = dict(words.values)
    told = replace(
        known,
        **fields,
        times=words.times,
        said_at=max(known.said_at, at),
        first_said_at=earlier(known.first_said_at, at),
        created_at=_latest(known.created_at, at, said.event is HireEvent.CREATED),
        cancelled_at=_latest(_cancelled_at(known), at, said.event is HireEvent.CANCELLED),
        names=tuple(sorted({*known.names, said.user_principal_name.casefold()} - {""})),
    )
    told = replace(told, state=_state_of(told)).awaiting(now or at)
    what = _line_of(before, told)
    return told.noted(now or at, what) if what else told


def _line_of(before: Hire | None, told: Hire) -> str:
    """Write what HR's word came to; blank when it changed nothing."""
    if before is None:
        return _CAME[told.state]
    changed = [word for name, word in _FIELDS.items() if _differ(before, told, name)]
    parts = [
        "" if before.state is told.state else _TURNED[told.state],
        f"HR told anew: {', '.join(changed)}." if changed else "",
    ]
    return " ".join(filter(None, parts))


def _differ(before: Hire, told: Hire, name: str) -> bool:
    return bool(getattr(before, name) != getattr(told, name))


def _state_of(hire: Hire) -> HireState:
    """Whether somebody is coming; a change alone brings nobody back who was cancelled."""
    if hire.cancelled_at is None or (hire.created_at or NEVER) > hire.cancelled_at:
        return HireState.STARTING
    return HireState.CANCELLED


def _cancelled_at(known: Hire) -> datetime | None:
    cancelled = known.cancelled_at is None and known.state is HireState.CANCELLED
    return known.said_at if cancelled else known.cancelled_at


def _latest(known: datetime | None, at: datetime, counts: bool) -> datetime | None:  # noqa: FBT001  what was said, no switch
    if not counts:
        return known
    return at if known is None else max(known, at)

"""What is known of a person after another word of HR, whatever order the words came in."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from shared.domain.commands import HireEvent, NewHire
from shared.domain.hire import Hire, HireState
from shared.domain.words import NEVER, Words, earlier

_FIELDS = (
    "user_principal_name",
    "start_date",
    "persona",
    "location",
    "order_reference",
    "needs_device",
    "task",
)


def heard(before: Hire | None, said: NewHire) -> Hire:
    """Apply HR's word; one that is older than what is known only adds to it."""
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
    return replace(told, state=_state_of(told))


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

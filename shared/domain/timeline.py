"""What happened to a device, a hire or a request, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of a timeline: the *stage* or state then, and *what* was seen, said or done.

    *cause* is the id of the message that led to it, or says what else did;
    *request_id* is Graph's id of the exchange that told it, if one did.  Both are
    written by whoever writes the row.
    """

    at: datetime
    stage: str
    what: str
    cause: str = ""
    request_id: str = ""


def caused(
    timeline: Sequence[Entry], before: Sequence[Entry], cause: str, request_id: str
) -> tuple[Entry, ...]:
    """Say of the lines that are not among those of *before* what led to them."""
    known = set(before)
    return tuple(
        each if each in known or each.cause else replace(each, cause=cause, request_id=request_id)
        for each in timeline
    )

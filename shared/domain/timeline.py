"""What happened to a device, a hire or a request, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

# What is kept of a timeline that grows and grows: how it began, and what happened last.  A usual
# journey has some fifteen lines.
FIRST, LATEST = 25, 75

type Timeline = tuple["Entry", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of a timeline: the *stage* or state then, and *what* was seen, said or done.

    *cause* is the id of the message that led to it, or says what else did; whoever
    writes the row says it.  *request_id* is Graph's id of the exchange that told
    it, if one did.  *left_out* is how many lines this one stands for, if any.
    """

    at: datetime
    stage: str
    what: str
    cause: str = ""
    request_id: str = ""
    left_out: int = 0


def written(timeline: Timeline, entry: Entry) -> Timeline:
    """Add a line, unless it says what the last one said; of too many, the middle is left out."""
    if timeline and timeline[-1].what == entry.what:
        return timeline
    lines = (*timeline, entry)
    middle = lines[FIRST:-LATEST]
    if len(middle) <= 1:
        return lines
    count = sum(each.left_out or 1 for each in middle)
    last = middle[-1]
    gap = Entry(
        at=last.at, stage=last.stage, what=f"{count} lines were left out here.", left_out=count
    )
    return (*lines[:FIRST], gap, *lines[-LATEST:])


def caused(timeline: Sequence[Entry], before: Sequence[Entry], cause: str) -> Timeline:
    """Say of the lines that are not among those of *before* what led to them."""
    known = set(before)
    return tuple(
        each if each in known or each.cause or each.left_out else replace(each, cause=cause)
        for each in timeline
    )


def told(timeline: Sequence[Entry], before: Sequence[Entry], request_id: str) -> Timeline:
    """Say of the lines that are not among those of *before* which exchange told them."""
    known = set(before)
    return tuple(
        each if each in known or each.left_out else replace(each, request_id=request_id)
        for each in timeline
    )

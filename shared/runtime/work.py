"""The unit of work at hand: one delivery, one request or one sweep, and what it costs.

Whoever asks Graph or writes a row notes it here, so that a unit's one line in
the log can tell what it took, and a line in a timeline what it came from.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta


@dataclass(slots=True, kw_only=True)
class Work:
    """What set a unit of work off, and what it has cost so far.

    *cause* is the id of the message, or says what else it was; *correlation* and
    *tries* are those of its envelope.  *requests* to
    Graph are counted one by one, those inside a batch too; *exchanges* are the
    answers waited for.  *refused* are Graph's refusals, of which *throttled* are
    429s; *waited* is the time spent for the budget's sake.  *request_id* is
    Graph's id of the latest exchange.
    """

    cause: str
    correlation: str = ""
    tries: int = 1
    requests: int = 0
    exchanges: int = 0
    refused: int = 0
    throttled: int = 0
    waited: timedelta = timedelta(0)
    request_id: str = ""


_present: ContextVar[Work | None] = ContextVar("work", default=None)


@contextmanager
def work(cause: str) -> Iterator[Work]:
    """Begin a unit of work; what is done inside counts for it."""
    begun = Work(cause=cause)
    token = _present.set(begun)
    try:
        yield begun
    finally:
        _present.reset(token)


def present() -> Work:
    """Give the unit of work at hand; outside of any, what is noted is lost."""
    return _present.get() or Work(cause="")

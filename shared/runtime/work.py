"""The unit of work at hand: one delivery, one request or one sweep, and what it costs.

Whoever asks Graph or writes a row notes it here, so that a unit's one line in
the log can tell what it took, and a line in a timeline what it came from.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta

type Fact = str | int | float | bool


@dataclass(slots=True, kw_only=True)
class Work:
    """What set a unit of work off, and what it has cost so far.

    *cause* is the id of the message, or says what else it was; *correlation* and
    *tries* are those of its envelope.  *requests* to
    Graph are counted one by one, those inside a batch too; *exchanges* are the
    answers waited for.  *refused* are Graph's refusals, of which *throttled* are
    429s; *waited* is the time spent for the budget's sake.  *request_id* is
    Graph's id of the latest request, *told_by* those of the latest about each thing,
    by the keys that it was asked with: a serial number, an id of the tenant's, a name.
    *outcome* and *facts* are for the unit's own line in the log; facts hold no
    person, no hash and no secret.
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
    told_by: dict[str, str] = field(default_factory=dict[str, str])
    outcome: str = ""
    facts: dict[str, Fact] = field(default_factory=dict[str, "Fact"])

    def note(self, **facts: Fact) -> None:
        """Say something in the unit's line."""
        self.facts |= facts

    def tells(self, about: Iterable[str], request_id: str) -> None:
        """Note that a request with this id of Graph's told of these things (blank: none came)."""
        if not request_id:
            return
        self.request_id = request_id
        for each in about:
            # The latest stands last.
            self.told_by.pop(each, None)
            self.told_by[each] = request_id

    def also_tells(self, about: Iterable[str]) -> None:
        """Note what the latest request turned out to tell of, such as a page of a list."""
        self.tells(about, self.request_id)

    def told_of(self, *names: str) -> str:
        """Find the id of the latest request about what has any of these names; blank: none was."""
        wanted = set(names) - {""}
        return next((self.told_by[each] for each in reversed(self.told_by) if each in wanted), "")


@dataclass(slots=True, kw_only=True)
class Exchange:
    """One exchange with Graph: its id, and those of the requests in its batch, in their order."""

    request_id: str = ""
    of_items: tuple[str, ...] = ()

    def items(self, count: int) -> tuple[str, ...]:
        """Give the ids of so many requests; one that has none of its own bears the batch's."""
        ids = (*self.of_items, *("",) * count)[:count]
        return tuple(each or self.request_id for each in ids)


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


_under_way: ContextVar[Exchange | None] = ContextVar("exchange", default=None)


@contextmanager
def exchange() -> Iterator[Exchange]:
    """Begin an exchange; whoever sees Graph's answer notes its ids here."""
    begun = Exchange()
    token = _under_way.set(begun)
    try:
        yield begun
    finally:
        _under_way.reset(token)


def under_way() -> Exchange:
    """Give the exchange at hand; outside of any, what is noted is lost."""
    return _under_way.get() or Exchange()


def present() -> Work:
    """Give the unit of work at hand; outside of any, what is noted is lost."""
    return _present.get() or Work(cause="")

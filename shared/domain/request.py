"""Somebody asks for a device for somebody: what was said of it, and what follows, as tables.

A request keeps every word that was said of it, with its time.  What has been
decided is read from the words in the order of their times, never in the order
in which they came.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from shared.domain.commands import RequestEvent
from shared.domain.news import News
from shared.domain.timeline import Entry, Timeline, written


class RequestState(StrEnum):
    """Where a request stands."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    IN_STOCK = "in stock"
    ORDERED = "ordered"
    ON_ITS_WAY = "on its way"
    READY = "ready"
    DELIVERED = "delivered"


_S, _E = RequestState, RequestEvent
_CANCEL = {_E.CANCELLED: _S.CANCELLED}
_ORDER = {_E.ORDERED: _S.ORDERED} | _CANCEL
# What a word leads to.  A word that stands in no row of the present state changes nothing: of two
# that contradict each other, the earlier counts.
NEXT: dict[RequestState, dict[RequestEvent, RequestState]] = {
    _S.ASKED: {_E.APPROVED: _S.APPROVED, _E.REFUSED: _S.REFUSED} | _CANCEL,
    _S.APPROVED: _ORDER,
    _S.ORDERED: _ORDER,
    _S.IN_STOCK: _CANCEL,
    _S.ON_ITS_WAY: _CANCEL,
    _S.READY: _CANCEL,
    _S.REFUSED: {},
    _S.CANCELLED: {},
    _S.DELIVERED: {},
}
# Of words said at the same moment, the more careful counts first.
_CAREFUL = (_E.ASKED, _E.REFUSED, _E.APPROVED, _E.ORDERED, _E.CANCELLED)


class Approval(StrEnum):
    """Who has to agree before a requested device is given out."""

    NONE = "none"
    MANAGER = "manager"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What somebody said of a request; *by* is their user principal name, blank: nobody says."""

    event: RequestEvent
    at: datetime
    by: str = ""
    why: str = ""
    order_reference: str = ""

    @property
    def rank(self) -> tuple[bool, datetime, int, str, str, str]:
        """In which order words count: asking comes before everything that was said of it."""
        careful = _CAREFUL.index(self.event)
        first = self.event is not _E.ASKED
        return first, self.at, careful, self.by, self.order_reference, self.why


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A wish for a device; its *order_reference* ties it to a shipment line.

    *person* is the user principal name of whom the device is for, *asked_by*
    that of who asked, *manager* of who has to agree; *device* is the serial
    number of the device that answers it.  *approval* is who has to agree, ``None`` until
    that is known; *note* says how that came about, if it is not as the persona has
    it.  *words* are kept in the order in which they count.  Who is known by a
    decision alone has neither *person* nor *employee_id* yet.  *news* is what still
    has to be told.  The *timeline* tells what came of the words, which it does not repeat.
    """

    id: str
    person: str
    persona: str
    asked_at: datetime
    since: datetime
    state: RequestState = RequestState.ASKED
    asked_by: str = ""
    employee_id: str = ""
    approval: Approval | None = None
    manager: str = ""
    note: str = ""
    decided_by: str = ""
    order_reference: str = ""
    location: str = ""
    needed_by: date | None = None
    why: str = ""
    device: str = ""
    words: tuple[Word, ...] = ()
    news: tuple[News, ...] = ()
    timeline: Timeline = ()

    @property
    def known(self) -> bool:
        """Whether it was asked for, as far as we have heard."""
        return bool(self.person or self.employee_id)

    def noted(self, at: datetime, what: str) -> "Request":
        """Write a line in the timeline, unless it says what the last one said."""
        entry = Entry(at=at, stage=self.state, what=what)
        return replace(self, timeline=written(self.timeline, entry))

    def may_approve(self, by: str) -> bool:
        """Whether this person's approval counts; nobody approves what they asked for."""
        if not by or _same(by, self.asked_by):
            return False
        return self.approval is Approval.OPERATOR or _same(by, self.manager)

    def heeds(self, word: Word) -> bool:
        """Whether somebody said it who may."""
        return word.event is not RequestEvent.APPROVED or self.may_approve(word.by)

    def ruled(self) -> tuple[RequestState, tuple[Word, ...]]:
        """Tell where the words lead, and which of them counted."""
        state = RequestState.APPROVED if self.approval is Approval.NONE else RequestState.ASKED
        counted: list[Word] = []
        for word in self.words:
            after = NEXT[state].get(word.event)
            if after is not None and self.heeds(word):
                state = after
                counted.append(word)
        return state, tuple(counted)

    def told(self, word: Word) -> "Request":
        """Add a word.  Saying it again adds nothing; of an order, the later reference holds."""
        same = [each for each in self.words if _says_again(each, word)]
        ranked = sorted([*same, word], key=lambda each: each.rank)
        kept = ranked[-1 if word.event is RequestEvent.ORDERED else 0]
        others = [each for each in self.words if each not in same]
        words = sorted([*others, kept], key=lambda each: each.rank)
        return replace(self, words=tuple(words)).weighed()

    def weighed(self) -> "Request":
        """Work out anew what follows from its words: who decided, and the order reference."""
        _, counted = self.ruled()
        asked = next((each for each in self.words if each.event is RequestEvent.ASKED), None)
        references = [each.order_reference for each in counted if each.order_reference]
        first = "" if asked is None else asked.order_reference
        deciders = [each.by for each in counted if each.event is not RequestEvent.ORDERED]
        return replace(
            self,
            order_reference=references[-1] if references else first,
            decided_by=deciders[-1] if deciders else "",
        )


def _says_again(one: Word, other: Word) -> bool:
    return one.event is other.event and _same(one.by, other.by)


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()

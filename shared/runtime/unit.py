"""A unit of work from its beginning to its end: one span, and one line in the log.

The line is canonical: whatever is to be known of a delivery, a request or a run of
a timer stands in it, however it ended.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

import structlog

from shared.clock import Stopwatch
from shared.ports import Clock
from shared.runtime import measures
from shared.runtime.delivery import Delivery
from shared.runtime.envelope import trace_of
from shared.runtime.tracing import Role, annotate, nearest, span, trace_id
from shared.runtime.work import Fact, Work, work

log = structlog.get_logger()
FAILED = "failed"


class Kind(StrEnum):
    """What begins a unit of work."""

    DELIVERY = "delivery"
    REQUEST = "request"
    TIMER = "timer"


_ROLES = {Kind.DELIVERY: Role.CONSUMER, Kind.REQUEST: Role.SERVER, Kind.TIMER: Role.INTERNAL}

# How a unit ends is the last word of its line; what needs somebody is more than information.
LINES = {
    "delivery.done": logging.INFO,
    "delivery.postponed": logging.INFO,
    "delivery.parked": logging.WARNING,
    "delivery.failed": logging.ERROR,
    "request.answered": logging.INFO,
    "request.failed": logging.ERROR,
    "timer.done": logging.INFO,
    "timer.failed": logging.ERROR,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What a unit of work is, in its *name* what does it, and what set it off.

    *parent* is the ``traceparent`` that it goes on from, if any.
    """

    kind: Kind
    name: str
    cause: str
    parent: str = ""


@contextmanager
def unit(beginning: Beginning) -> Iterator[Work]:
    """Do a unit of work, whose outcome is ``done`` unless the work says otherwise.

    What escapes is told by its class alone: the text of an error may hold anything.
    """
    watch = Stopwatch()
    with (
        span(beginning.name, _ROLES[beginning.kind], beginning.parent),
        work(beginning.cause) as at_hand,
        structlog.contextvars.bound_contextvars(trace_id=trace_id()),
    ):
        at_hand.outcome = "done"
        try:
            yield at_hand
        except BaseException as error:
            at_hand.outcome = FAILED
            at_hand.note(error=type(error).__name__)
            raise
        finally:
            _tell(beginning, at_hand, watch.seconds)


@contextmanager
def delivered(delivery: Delivery, clock: Clock) -> Iterator[Work]:
    """Do what a delivery asks; every line meanwhile names it."""
    beginning = Beginning(
        kind=Kind.DELIVERY,
        name=delivery.queue,
        cause=delivery.message_id,
        parent=nearest(trace_of(delivery.body), delivery.trace),
    )
    named = {
        "queue": delivery.queue,
        "message_id": delivery.message_id,
        "delivery_count": delivery.count,
    }
    with structlog.contextvars.bound_contextvars(**named), unit(beginning) as at_hand:
        if delivery.enqueued is not None:
            waited = (clock.now() - delivery.enqueued).total_seconds()
            at_hand.note(queue_wait_ms=_milliseconds(waited))
            measures.QUEUE_WAIT(waited, {"queue": delivery.queue})
        yield at_hand


def _tell(beginning: Beginning, at_hand: Work, seconds: float) -> None:
    """Write the line, say the same of the span, and measure."""
    facts = facts_of(at_hand) | {"duration_ms": _milliseconds(seconds)}
    annotate({f"groundcrew.{name}": fact for name, fact in facts.items()})
    event = f"{beginning.kind}.{at_hand.outcome}"
    log.log(LINES[event], event, **facts)
    named = {"kind": str(beginning.kind), "name": beginning.name}
    measures.DURATION(seconds, named | {"outcome": at_hand.outcome})
    measures.THROTTLE_WAIT(at_hand.waited.total_seconds(), named)


def facts_of(at_hand: Work) -> dict[str, Fact]:
    """List what a unit of work has to tell, with what it cost."""
    return {
        **at_hand.facts,
        "outcome": at_hand.outcome,
        "graph_requests": at_hand.requests,
        "graph_exchanges": at_hand.exchanges,
        "graph_refused": at_hand.refused,
        "graph_throttled": at_hand.throttled,
        "throttle_wait_ms": _milliseconds(at_hand.waited.total_seconds()),
    }


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)

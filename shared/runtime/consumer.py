"""The one place that decides what becomes of a delivery.

Handlers know nothing of queues.  They return follow-ups or raise; this module
turns that into a verdict.  Whatever the verdict, the delivery is complete: the
way on (a follow-up, a later copy, a park record) is written first.  Only the
unforeseen escapes, and the queue delivers again.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog

from shared.domain.commands import Command, FollowUp
from shared.domain.errors import Malformed, Reason, Rejected, Retryable, TooNew
from shared.domain.parked import Parked
from shared.domain.unreadable import too_new
from shared.runtime.delivery import Delivery, Verdict
from shared.runtime.envelope import Envelope, decode
from shared.runtime.ledger import Claim
from shared.runtime.park_records import record_for, told_of
from shared.runtime.persistence import USUAL, Persistence
from shared.runtime.services import Services
from shared.runtime.unit import delivered
from shared.runtime.unread import park_message, parked_for, put_off
from shared.runtime.work import present

type Handler = Callable[[Any, Services], Awaitable[Sequence[FollowUp]]]
# Told what was parked, so that the device or the person shows it too.
type OnParked = Callable[[Command, Parked, Services], Awaitable[None]]

# Told when a later copy is due, so that nobody takes the step for lost meanwhile.
type OnPostponed = Callable[[Command, datetime, Services], Awaitable[None]]

LEASE = timedelta(minutes=5)
_HELD = "The step is held by another worker."

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Routes:
    """Which handler answers which command, and who is told of a parked or postponed one.

    *persistence* says how often a command is tried where that is not the usual.
    """

    handlers: Mapping[type[Command], Handler]
    on_parked: OnParked
    on_postponed: OnPostponed
    persistence: Mapping[type[Command], Persistence] = field(
        default_factory=dict[type[Command], Persistence]
    )


class Consumer:
    """Carries deliveries out with these routes and services."""

    def __init__(self, routes: Routes, services: Services) -> None:
        self._routes = routes
        self._services = services

    async def consume(self, delivery: Delivery) -> Verdict:
        """Do what a delivery asks, once."""
        with delivered(delivery, self._services.clock) as at_hand:
            verdict = await self._read(delivery)
            at_hand.outcome = verdict
            return verdict

    async def _read(self, delivery: Delivery) -> Verdict:
        try:
            envelope = decode(delivery.body)
        except Malformed as error:
            return await park_message(delivery, error, self._services)
        except TooNew as error:
            return await put_off(delivery, error, self._services)
        at_hand = present()
        at_hand.correlation, at_hand.tries = envelope.correlation, envelope.tries
        told = told_of(envelope)
        at_hand.note(**told)
        with structlog.contextvars.bound_contextvars(**told):
            return await self._claim(delivery, envelope)

    async def _claim(self, delivery: Delivery, envelope: Envelope) -> Verdict:
        try:
            claim = await self._services.ledger.claim(envelope.step, LEASE)
        except Retryable as error:
            # Raised, it would come again at once, and be dead before the store is well again.
            return await self._postpone(delivery, envelope, error)
        match claim:
            case Claim.DONE:
                present().note(repeated=True)
                return Verdict.DONE
            case Claim.HELD:
                # Somebody is at it, or died at it.  Come back when the lease is over; what
                # the device plans is theirs to say, and a look they planned must not move.
                held = Retryable(_HELD, after=await self._held_for(envelope.step))
                return await self._later(envelope, held)
            case Claim.OURS:
                return await self._work(delivery, envelope)

    async def _work(self, delivery: Delivery, envelope: Envelope) -> Verdict:
        handler = self._routes.handlers[type(envelope.command)]
        try:
            follow_ups = await handler(envelope.command, self._services)
        except Rejected as error:
            return await self._park(delivery, envelope, error)
        except Retryable as error:
            # Whoever cannot let go keeps the claim until its lease is over.
            with suppress(Retryable):
                await self._services.ledger.release(envelope.step)
            return await self._postpone(delivery, envelope, error)
        except Exception as error:
            # Nobody foresaw it, so the queue delivers again; nobody need wait for the lease then.
            with suppress(Exception):
                await self._services.ledger.fail(envelope.step, type(error).__name__)
            raise

        # Send before finishing.  A crash in between does the step again, which the
        # ledger, duplicate detection and the handlers absorb; the other order
        # would lose what comes next.
        for follow_up in follow_ups:
            await self._send(envelope.then(follow_up), follow_up.after)
        await self._finish(envelope)
        present().note(follow_ups=len(follow_ups))
        return Verdict.DONE

    async def _held_for(self, step: str) -> timedelta:
        try:
            return await self._services.ledger.held_for(step)
        except Retryable:
            return LEASE

    async def _finish(self, envelope: Envelope) -> None:
        """Mark a step done.  What comes next is sent: no failure here may do the step again."""
        try:
            await self._services.ledger.finish(envelope.step)
        except Retryable as error:
            log.warning("step.not_noted", reason=str(error))

    async def _postpone(self, delivery: Delivery, envelope: Envelope, error: Retryable) -> Verdict:
        """Send a later copy.  Raising would redeliver at once and burn the delivery count."""
        persistence = self._routes.persistence.get(type(envelope.command), USUAL)
        if envelope.tries >= persistence.tries:
            return await self._park(delivery, envelope, _unanswered(error, envelope.tries))
        due = self._services.clock.now() + persistence.wait(envelope.tries, error.after)
        # A store that does not answer either must not keep the copy from being sent.
        with suppress(Retryable):
            await self._routes.on_postponed(envelope.command, due, self._services)
        return await self._later(envelope, error)

    async def _later(self, envelope: Envelope, error: Retryable) -> Verdict:
        persistence = self._routes.persistence.get(type(envelope.command), USUAL)
        wait = persistence.wait(envelope.tries, error.after)
        await self._send(envelope.again(), wait)
        present().note(reason=str(error), seconds=wait.total_seconds())
        return Verdict.POSTPONED

    async def _park(self, delivery: Delivery, envelope: Envelope, error: Rejected) -> Verdict:
        """Write the record first, then tell the device: the record alone can be redriven."""
        parked = record_for(envelope, error, self._services.clock.now(), delivery)
        await self._services.parked.put(parked.id, parked)
        await self._routes.on_parked(envelope.command, parked, self._services)
        await self._finish(envelope)
        return parked_for(parked)

    async def _send(self, envelope: Envelope, after: timedelta) -> None:
        due = self._services.clock.now() + after if after else None
        await self._services.outbox.send(envelope.message(due))


def _unanswered(error: Retryable, tries: int) -> Rejected:
    if isinstance(error, TooNew):
        return Rejected(too_new(str(error), tries))
    return Rejected(
        Reason(
            code="unanswered",
            sentence=f"Asked {tries} times without an answer. Last: {error}",
            remedy="Check the health of the service that did not answer, then redrive.",
        )
    )

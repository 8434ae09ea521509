"""Take what Service Bus set aside on, or into the park: nothing rests where nobody looks.

A dead-letter queue has no end of its own: what is raised here is delivered
again for ever, so it is raised after a pause.
"""

from datetime import timedelta

import structlog

from handlers.parking import park_device, still_waiting
from handlers.rescuing import rescued
from shared.domain.commands import Step
from shared.domain.dead_letters import reason_of, was_delivered_too_often
from shared.domain.errors import Malformed, Reason, Rejected, TooNew
from shared.runtime.delivery import Delivery, Verdict
from shared.runtime.envelope import Envelope, decode
from shared.runtime.park_records import record_for, told_of
from shared.runtime.services import Services
from shared.runtime.unit import delivered
from shared.runtime.unread import park_message, put_off, set_aside
from shared.runtime.work import present

PAUSE = timedelta(seconds=5)


async def drain(delivery: Delivery, services: Services) -> Verdict:
    """Send a dead letter on or park what it asked for, unless that was done meanwhile."""
    with delivered(delivery, services.clock) as at_hand:
        at_hand.note(dead_letter=True)
        try:
            verdict = await _drain(delivery, services)
        except Exception:
            await services.clock.sleep(PAUSE)
            raise
        at_hand.outcome = verdict
        return verdict


async def _drain(delivery: Delivery, services: Services) -> Verdict:
    try:
        envelope = decode(delivery.body)
    except Malformed as error:
        return await park_message(delivery, error, services)
    except TooNew as error:
        return await put_off(delivery, error, services)
    told = told_of(envelope)
    at_hand = present()
    at_hand.correlation, at_hand.tries = envelope.correlation, envelope.tries
    at_hand.note(**told)
    with structlog.contextvars.bound_contextvars(**told):
        if await services.ledger.is_done(envelope.step):
            present().note(dropped="done")
            return Verdict.DONE
        failure = await services.ledger.error_of(envelope.step)
        too_often = was_delivered_too_often(delivery.properties)
        if too_often and await rescued(envelope, failure, services):
            present().note(rescued=envelope.rescues + 1)
            return Verdict.POSTPONED
        reason = reason_of(delivery.properties, failure, delivery.count)
        return await _park(delivery, envelope, reason, services)


async def _park(
    delivery: Delivery, envelope: Envelope, reason: Reason, services: Services
) -> Verdict:
    """Park each device that still waits for the step; what concerns no device as it is."""
    command, rejected = envelope.command, Rejected(reason)
    if not isinstance(command, Step):
        parked = record_for(envelope, rejected, services.clock.now(), delivery)
        verdict = await set_aside(parked, services)
    else:
        waiting = await still_waiting(command, services)
        for serial in waiting:
            await park_device(type(command)(serials=(serial,)), serial, rejected, services)
        verdict = Verdict.PARKED if waiting else Verdict.DONE
        if not waiting:
            present().note(dropped="overtaken")
    # Last, as everywhere: a copy that comes later is not tried again.
    await services.ledger.finish(envelope.step)
    return verdict

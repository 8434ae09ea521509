"""Dispositions: what a receiver decides about a delivery, and the answer to it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from azure.servicebus._pyamqp.outcomes import Accepted, Modified, Rejected, Released

from simulator.amqp.conditions import NOT_IMPLEMENTED, Refusal
from simulator.amqp.payload import text
from simulator.queues import QueueError, Queues

type Outcome = tuple[Any, ...]


def _accepted(queues: Queues, token: UUID, _: list[Any]) -> Outcome:
    queues.complete(token)
    return Accepted()


def _released(queues: Queues, token: UUID, _: list[Any]) -> Outcome:
    queues.release(token)
    return Released()


def _rejected(queues: Queues, token: UUID, fields: list[Any]) -> Outcome:
    error = fields[0] if fields else None
    info = error[2] if error and len(error) > 2 and error[2] else {}  # noqa: PLR2004  condition, description, info
    queues.dead_letter(
        token,
        reason=text(info.get(b"DeadLetterReason")) or "",
        description=text(info.get(b"DeadLetterErrorDescription")) or "",
    )
    # An echo that carried an error would mean that the dead-lettering failed.
    return Rejected(error=None)


def _modified(queues: Queues, token: UUID, fields: list[Any]) -> Outcome:
    failed, undeliverable_here = [*fields, None, None][:2]
    if undeliverable_here:
        raise Refusal(NOT_IMPLEMENTED, "Deferred messages are not simulated.")
    if failed:
        queues.abandon(token)
    else:
        queues.release(token)
    return Modified(None, None, None)


_VERBS: dict[str, Callable[[Queues, UUID, list[Any]], Outcome]] = {
    "accepted": _accepted,
    "released": _released,
    "rejected": _rejected,
    "modified": _modified,
}


def settle(queues: Queues, token: UUID, state: dict[str, list[Any]] | None) -> Outcome:
    """Do what the receiver decided and echo it, or answer why it cannot be done."""
    name, fields = next(iter((state or {"accepted": []}).items()))
    try:
        return _VERBS[name](queues, token, fields)
    except QueueError as error:
        return refused(Refusal.of(error))
    except Refusal as refusal:
        return refused(refusal)


def refused(refusal: Refusal) -> Outcome:
    """Answer that something was not done."""
    return Rejected(error=refusal.error)

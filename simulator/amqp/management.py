"""``QUEUE/$management``: requests about a queue, answered one message by one."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from azure.servicebus._pyamqp.message import Message as Sections
from azure.servicebus._pyamqp.message import Properties
from azure.servicebus._pyamqp.types import AMQPTypes

from simulator.amqp.conditions import NOT_IMPLEMENTED, Refusal
from simulator.amqp.payload import encoded, message_of, milliseconds, payload_of, text, typed
from simulator.queues import QueueError, Queues

type Fields = dict[bytes, Any]
type Answer = dict[str, object]


def _renew_lock(queues: Queues, _: str, asked: Fields) -> Answer:
    until = [milliseconds(queues.renew(token)) for token in asked[b"lock-tokens"]]
    moments = [typed(AMQPTypes.timestamp, each) for each in until]
    return {"expirations": typed(AMQPTypes.array, moments)}


def _peek(queues: Queues, queue: str, asked: Fields) -> Answer:
    found = queues.peek(queue, asked[b"message-count"], start=asked[b"from-sequence-number"])
    return {"messages": [{"message": payload_of(each)} for each in found]} if found else {}


def _schedule(queues: Queues, queue: str, asked: Fields) -> Answer:
    messages = [message_of(each[b"message"]) for each in asked[b"messages"]]
    numbers = [typed(AMQPTypes.long, each) for each in queues.send(queue, *messages)]
    return {"sequence-numbers": typed(AMQPTypes.array, numbers)}


def _cancel_scheduled(queues: Queues, queue: str, asked: Fields) -> Answer:
    for number in asked[b"sequence-numbers"]:
        queues.cancel_scheduled(queue, number)
    return {}


def _update_disposition(queues: Queues, _: str, asked: Fields) -> Answer:
    def suspend(token: UUID) -> None:
        queues.dead_letter(
            token,
            reason=text(asked.get(b"deadletter-reason")) or "",
            description=text(asked.get(b"deadletter-description")) or "",
        )

    verbs: dict[bytes, Callable[[UUID], None]] = {
        b"completed": queues.complete,
        b"abandoned": queues.abandon,
        b"suspended": suspend,
    }
    settle = verbs.get(asked[b"disposition-status"])
    if settle is None:
        raise Refusal(NOT_IMPLEMENTED, "Deferred messages are not simulated.")
    for token in asked[b"lock-tokens"]:
        settle(token)
    return {}


_OPERATIONS: dict[bytes, Callable[[Queues, str, Fields], Answer]] = {
    b"com.microsoft:renew-lock": _renew_lock,
    b"com.microsoft:peek-message": _peek,
    b"com.microsoft:schedule-message": _schedule,
    b"com.microsoft:cancel-scheduled-message": _cancel_scheduled,
    b"com.microsoft:update-disposition": _update_disposition,
}


def answer(queues: Queues, queue: str, request: Sections) -> bytes:
    """Carry out a request and write the answer to it."""
    try:
        value = _carry_out(queues, queue, request)
    except QueueError as error:
        return _refusal(request, Refusal.of(error))
    except Refusal as refusal:
        return _refusal(request, refusal)
    # A peek that finds nothing is 204, and only a peek can find nothing.
    empty = _operation(request) == b"com.microsoft:peek-message" and not value
    return response(request, {"statusCode": 204 if empty else 200}, value)


def response(request: Sections, told: dict[str | bytes, Any], value: Answer) -> bytes:
    """Write an answer that its asker can tell by the message id of the request."""
    asked: Any = request.properties.message_id if request.properties else None
    return encoded(
        Sections(
            properties=Properties(correlation_id=asked), application_properties=told, value=value
        )
    )


def _carry_out(queues: Queues, queue: str, request: Sections) -> Answer:
    operation = _OPERATIONS.get(_operation(request))
    if operation is None:
        raise Refusal(NOT_IMPLEMENTED, f"{_operation(request).decode()} is not simulated.")
    asked: Fields = request.value or {}
    return operation(queues, queue, asked)


def _operation(request: Sections) -> bytes:
    told: dict[Any, Any] = request.application_properties or {}
    return bytes(told.get(b"operation", b""))


def _refusal(request: Sections, refusal: Refusal) -> bytes:
    told: dict[str | bytes, Any] = {
        "statusCode": refusal.status,
        "statusDescription": refusal.description,
        "errorCondition": typed(AMQPTypes.symbol, refusal.condition),
    }
    return response(request, told, {})

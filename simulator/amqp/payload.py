"""Messages: the sections of AMQP to the model's ``Message`` and back.

Bodies are data sections; several are joined into one.  Bodies that are an
AMQP value or sequence are refused.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from azure.servicebus._pyamqp._decode import decode_payload
from azure.servicebus._pyamqp._encode import encode_payload
from azure.servicebus._pyamqp.message import Header, Properties
from azure.servicebus._pyamqp.message import Message as Sections
from azure.servicebus._pyamqp.types import TYPE, VALUE, AMQPTypes

from simulator.amqp.conditions import NOT_IMPLEMENTED, Refusal
from simulator.queues import Delivery, Message, MessageState, Peeked, Property

BATCH_FORMAT = 0x80013700

_SCHEDULED = b"x-opt-scheduled-enqueue-time"
_MILLISECOND = timedelta(milliseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STATES = {MessageState.ACTIVE: 0, MessageState.SCHEDULED: 2}
_INT_RANGE = range(-(2**31), 2**31)


def sections_of(payload: bytes) -> Sections:
    """Decode a payload without understanding it."""
    return decode_payload(memoryview(payload))


def messages_of(payload: bytes, message_format: int) -> tuple[Message, ...]:
    """Read what a sender transferred: one message, or a batch of them."""
    if message_format == BATCH_FORMAT:
        return tuple(message_of(bytes(each)) for each in sections_of(payload).data or ())
    return (message_of(payload),)


def message_of(payload: bytes) -> Message:
    """Read one message; ``Refusal`` when its body is no data."""
    sections = sections_of(payload)
    if sections.value is not None or sections.sequence:
        raise Refusal(NOT_IMPLEMENTED, "Only bodies of data sections are simulated.")
    properties = sections.properties or Properties()
    annotations: dict[Any, Any] = sections.message_annotations or {}
    scheduled = annotations.get(_SCHEDULED)
    ttl = sections.header.ttl if sections.header else None
    known: dict[Any, Any] = sections.application_properties or {}
    return Message(
        body=b"".join(bytes(each) for each in sections.data or ()),
        message_id=text(properties.message_id),
        correlation_id=text(properties.correlation_id),
        subject=text(properties.subject),
        content_type=text(properties.content_type),
        reply_to=text(properties.reply_to),
        to=text(properties.to),
        time_to_live=None if ttl is None else ttl * _MILLISECOND,
        enqueue_at=None if scheduled is None else _EPOCH + scheduled * _MILLISECOND,
        properties={str(text(name)): _property(value) for name, value in known.items()},
    )


def payload_of(held: Delivery | Peeked) -> bytes:
    """Write a message as Service Bus delivers it."""
    message = held.message
    expires = None
    if message.time_to_live is not None:
        expires = milliseconds(held.enqueued_at + message.time_to_live)
    return encoded(
        Sections(
            header=Header(
                ttl=None if message.time_to_live is None else message.time_to_live // _MILLISECOND,
                delivery_count=_failed_deliveries(held),
            ),
            message_annotations=_annotations(held),
            properties=Properties(
                message_id=message.message_id,
                correlation_id=message.correlation_id,
                subject=message.subject,
                content_type=message.content_type,
                reply_to=message.reply_to,
                to=message.to,
                absolute_expiry_time=expires,
                creation_time=None if expires is None else milliseconds(held.enqueued_at),
            ),
            application_properties={
                name: _typed(value) for name, value in message.properties.items()
            },
            data=[message.body],
        )
    )


def encoded(sections: Sections) -> bytes:
    """Write sections as bytes."""
    output = bytearray()
    encode_payload(output, sections)
    return bytes(output)


def milliseconds(moment: datetime) -> int:
    """Write a moment as an AMQP timestamp."""
    return (moment - _EPOCH) // _MILLISECOND


def typed(kind: str, value: object) -> dict[str, object]:
    """Mark a value with the AMQP type it is to be written as."""
    return {TYPE: kind, VALUE: value}


def text(value: object) -> str | None:
    """Read what may arrive as bytes, a number or a UUID as text."""
    if isinstance(value, bytes):
        return value.decode()
    return None if value is None else str(value)


def _failed_deliveries(held: Delivery | Peeked) -> int:
    """Count the deliveries before this one: 0 the first time, as the header has it."""
    return held.delivery_count - 1 if isinstance(held, Delivery) else held.delivery_count


def _annotations(held: Delivery | Peeked) -> dict[str | bytes, Any]:
    annotations: dict[str | bytes, Any] = {
        b"x-opt-sequence-number": typed(AMQPTypes.long, held.sequence_number),
        b"x-opt-enqueued-time": typed(AMQPTypes.timestamp, milliseconds(held.enqueued_at)),
    }
    if isinstance(held, Delivery):
        until = typed(AMQPTypes.timestamp, milliseconds(held.locked_until))
        annotations[b"x-opt-locked-until"] = until
    else:
        annotations[b"x-opt-message-state"] = typed(AMQPTypes.int, _STATES[held.state])
    if held.message.enqueue_at is not None:
        at = typed(AMQPTypes.timestamp, milliseconds(held.message.enqueue_at))
        annotations[_SCHEDULED] = at
    if held.dead_letter_source is not None:
        annotations[b"x-opt-deadletter-source"] = held.dead_letter_source
    return annotations


def _property(value: Any) -> Property:  # noqa: ANN401  whatever the decoder found
    return value.decode() if isinstance(value, bytes) else value


def _typed(value: Property) -> object:
    if isinstance(value, int) and value not in _INT_RANGE:
        return typed(AMQPTypes.long, value)
    return value

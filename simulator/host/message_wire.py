"""A Service Bus message as the worker gets it: a body and the trigger's metadata.

Keys and forms are those that the Service Bus extension of the host sends and
``azure.functions.servicebus`` reads: strings as strings, everything else as JSON.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from azure.servicebus import ServiceBusReceivedMessage

from simulator.host.http_protos import TypedData
from simulator.host.worker import Call


def to_call(message: ServiceBusReceivedMessage, *, binary: bool) -> Call:
    """Make the invocation for *message*; without *binary* its body is taken for text."""
    body = _body(message)
    properties = _properties(message.application_properties)
    return Call(
        data=TypedData(bytes=body) if binary else TypedData(string=body.decode(errors="replace")),
        metadata={name: _typed(value) for name, value in _known(message, properties).items()},
        traceparent=str(properties.get("Diagnostic-Id") or ""),
    )


def _known(
    message: ServiceBusReceivedMessage, properties: Mapping[str, object]
) -> dict[str, object]:
    everything: dict[str, object] = {
        "MessageId": message.message_id,
        # The broker counts the deliveries before this one, the extension counts this one too.
        "DeliveryCount": (message.delivery_count or 0) + 1,
        "SequenceNumber": message.sequence_number,
        "EnqueuedSequenceNumber": message.enqueued_sequence_number,
        "EnqueuedTimeUtc": message.enqueued_time_utc,
        "ExpiresAtUtc": message.expires_at_utc,
        "LockToken": message.lock_token,
        "LockedUntil": message.locked_until_utc,
        "ContentType": message.content_type,
        "CorrelationId": message.correlation_id,
        "Subject": message.subject,
        "Label": message.subject,
        "To": message.to,
        "ReplyTo": message.reply_to,
        "ReplyToSessionId": message.reply_to_session_id,
        "SessionId": message.session_id,
        "PartitionKey": message.partition_key,
        "DeadLetterSource": message.dead_letter_source,
        "DeadLetterReason": message.dead_letter_reason,
        "DeadLetterErrorDescription": message.dead_letter_error_description,
        "ApplicationProperties": dict(properties),
        "UserProperties": dict(properties),
    }
    return {name: value for name, value in everything.items() if value is not None}


def _body(message: ServiceBusReceivedMessage) -> bytes:
    parts = message.body
    return parts if isinstance(parts, bytes) else b"".join(parts)


def _properties(properties: Mapping[str | bytes, object] | None) -> dict[str, object]:
    return {_text(name): _plain(value) for name, value in (properties or {}).items()}


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value


def _plain(value: object) -> object:
    match value:
        case bytes():
            return value.decode(errors="replace")
        case datetime():
            return value.isoformat()
        case UUID():
            return str(value)
        case _:
            return value


def _typed(value: object) -> TypedData:
    plain = _plain(value)
    if isinstance(plain, str) and not isinstance(value, datetime):
        return TypedData(string=plain)
    return TypedData(json=json.dumps(plain))

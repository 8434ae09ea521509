"""What Service Bus's errors mean to a sender: a table, read from the top.

Source: the page "Service Bus messaging exceptions"; the last line covers
whatever else the SDK wraps, such as a credential's trouble.
"""

from dataclasses import dataclass
from datetime import timedelta

from azure.servicebus import exceptions as bus

from shared.domain.errors import (
    GroundcrewError,
    Misconfigured,
    Reason,
    Refused,
    Rejected,
    Retryable,
    Throttled,
    Unavailable,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One line: an error class of the SDK, and what to raise for it.

    *kind* is one of the rejections with *remedy*, or retryable *after* so long.
    """

    covers: type[Exception]
    kind: type[Rejected | Retryable]
    code: str
    remedy: str = ""
    after: timedelta | None = None


_GRANT = "Grant the app identity the role Azure Service Bus Data Sender on the namespace."

FAULTS: tuple[Fault, ...] = (
    Fault(
        covers=bus.ServiceBusAuthenticationError,
        kind=Misconfigured,
        code="bus-forbidden",
        remedy=_GRANT,
    ),
    Fault(
        covers=bus.ServiceBusAuthorizationError,
        kind=Misconfigured,
        code="bus-forbidden",
        remedy=_GRANT,
    ),
    Fault(
        covers=bus.MessagingEntityNotFoundError,
        kind=Misconfigured,
        code="queue-missing",
        remedy="Deploy the infrastructure again; it creates every queue.",
    ),
    Fault(
        covers=bus.MessageSizeExceededError,
        kind=Refused,
        code="message-too-large",
        remedy="Send the shipment in smaller parts, then redrive.",
    ),
    # The service asks for ten seconds before the next attempt.
    Fault(
        covers=bus.ServiceBusServerBusyError,
        kind=Throttled,
        code="bus-busy",
        after=timedelta(seconds=10),
    ),
    Fault(covers=bus.ServiceBusError, kind=Unavailable, code="bus-unavailable"),
)


def error_for(queue: str, error: bus.ServiceBusError) -> GroundcrewError:
    """Turn an error of the SDK into the one to raise."""
    fault = next(fault for fault in FAULTS if isinstance(error, fault.covers))
    sentence = f"Service Bus did not take a message for the queue {queue}."
    if issubclass(fault.kind, Retryable):
        return fault.kind(sentence, after=fault.after)
    evidence = {"queue": queue, "error": type(error).__name__}
    return fault.kind(
        Reason(code=fault.code, sentence=sentence, remedy=fault.remedy, evidence=evidence)
    )

"""The port ``Outbox`` on the simulated queues."""

from shared.domain.errors import Misconfigured, Reason
from shared.domain.messages import Message
from simulator import queues


class TwinOutbox:
    """Puts messages on the simulated queues as ``ServiceBusOutbox`` does on real ones."""

    def __init__(self, namespace: queues.Queues) -> None:
        self._namespace = namespace

    async def send(self, message: Message) -> None:
        """Put a message on its queue; ``Misconfigured`` when nobody declared that."""
        wire = queues.Message(
            body=message.body,
            message_id=message.id,
            content_type="application/json",
            enqueue_at=message.due,
            properties=_properties_of(message),
        )
        try:
            self._namespace.send(message.queue, wire)
        except queues.QueueUnknown as unknown:
            raise Misconfigured(
                Reason(
                    code="queue-missing",
                    sentence=f"Service Bus did not take a message for the queue {message.queue}.",
                    remedy="Deploy the infrastructure again; it creates every queue.",
                    evidence={"queue": message.queue, "error": "MessagingEntityNotFoundError"},
                )
            ) from unknown


def _properties_of(message: Message) -> dict[str, queues.Property]:
    trace = dict.fromkeys(("Diagnostic-Id", "traceparent"), message.trace) if message.trace else {}
    return {**message.properties, **trace}

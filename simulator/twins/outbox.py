"""The port ``Outbox`` on simulated queues."""

from shared.domain.messages import Message
from simulator import queues


class TwinOutbox:
    """The port ``Outbox`` on simulated queues."""

    def __init__(self, bus: queues.Queues) -> None:
        self._bus = bus

    async def send(self, message: Message) -> None:
        """Put a message on its queue."""
        sent = queues.Message(
            body=message.body,
            message_id=message.id,
            content_type="application/json",
            enqueue_at=message.due,
        )
        self._bus.send(message.queue, sent)

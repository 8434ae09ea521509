"""What goes wrong on the wire, by the names that Service Bus gives it and its SDK knows."""

from azure.servicebus._pyamqp.error import AMQPError

from simulator.queues import LockLost, MessageUnknown, QueueError, QueueUnknown

NOT_FOUND = b"amqp:not-found"
NOT_IMPLEMENTED = b"amqp:not-implemented"
UNAUTHORIZED = b"amqp:unauthorized-access"
DECODE_ERROR = b"amqp:decode-error"
TOO_LARGE = b"amqp:link:message-size-exceeded"
DETACH_FORCED = b"amqp:link:detach-forced"
LOCK_LOST = b"com.microsoft:message-lock-lost"
MESSAGE_NOT_FOUND = b"com.microsoft:message-not-found"

_CONDITIONS: dict[type[QueueError], bytes] = {
    QueueUnknown: NOT_FOUND,
    LockLost: LOCK_LOST,
    MessageUnknown: MESSAGE_NOT_FOUND,
}
_STATUS = {NOT_FOUND: 404, NOT_IMPLEMENTED: 501, LOCK_LOST: 410, MESSAGE_NOT_FOUND: 404}


class Refusal(Exception):
    """A request that cannot be granted, with the condition to answer it with."""

    def __init__(self, condition: bytes, description: str) -> None:
        super().__init__(description)
        self.condition = condition
        self.description = description

    @classmethod
    def of(cls, error: QueueError) -> "Refusal":
        """Put a queue's refusal into the words of the wire."""
        return cls(_CONDITIONS[type(error)], str(error))

    @property
    def status(self) -> int:
        """The status code of a management answer."""
        return _STATUS[self.condition]

    @property
    def error(self) -> AMQPError:
        """The error of a disposition, a detach or a close."""
        return AMQPError(self.condition, self.description, None)

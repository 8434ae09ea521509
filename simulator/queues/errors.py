"""What a queue refuses.

* QueueError
  x QueueUnknown      nobody declared a queue of that name
  x LockLost          the lock ran out, or the message was settled already
  x MessageUnknown    no scheduled message has that sequence number
"""

from uuid import UUID


class QueueError(Exception):
    """Every refusal of the namespace."""


class QueueUnknown(QueueError):
    """Nobody declared a queue of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The messaging entity '{name}' could not be found.")
        self.name = name


class LockLost(QueueError):
    """The lock ran out, or the message was settled already."""

    def __init__(self, token: UUID) -> None:
        super().__init__(
            f"The lock supplied is invalid: {token}. Either the lock expired, "
            "or the message has already been removed from the queue."
        )
        self.token = token


class MessageUnknown(QueueError):
    """No scheduled message has that sequence number."""

    def __init__(self, sequence_number: int) -> None:
        super().__init__(f"There is no scheduled message {sequence_number}.")
        self.sequence_number = sequence_number

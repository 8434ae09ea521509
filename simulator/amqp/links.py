"""The two ends of a link: what a client sends to, and what it receives from."""

from collections.abc import Callable
from dataclasses import dataclass, field

from azure.servicebus._pyamqp.performatives import TransferFrame

from simulator.amqp.conditions import TOO_LARGE, Refusal
from simulator.queues import Delivery

LARGEST_MESSAGE = 1024 * 1024
CREDIT = 1000


@dataclass(slots=True, kw_only=True, eq=False)
class Inbound:
    """A client's sending link: whole messages go to *accept*, with their format.

    *is_queue* tells a queue's from those that lead to the service itself.
    """

    handle: int
    is_queue: bool
    accept: Callable[[bytes, int], None]
    delivery_count: int = 0
    credit: int = CREDIT
    _partial: bytearray = field(default_factory=bytearray)
    _format: int = 0

    def take(self, transfer: TransferFrame) -> bool:
        """Take in a part of a message; true when the message is complete."""
        if not self._partial:
            self._format = transfer.message_format or 0
        self._partial += transfer.payload or b""
        if transfer.more:
            return False
        self.delivery_count += 1
        self.credit -= 1
        return True

    def deliver(self) -> None:
        """Pass the complete message on; ``Refusal`` when it is too large or not wanted."""
        payload, self._partial = bytes(self._partial), bytearray()
        if len(payload) > LARGEST_MESSAGE:
            raise Refusal(TOO_LARGE, f"The message is larger than {LARGEST_MESSAGE} bytes.")
        self.accept(payload, self._format)


@dataclass(slots=True, kw_only=True, eq=False)
class Outbound:
    """A client's receiving link on the node *source*.

    *deliver* sends a queue's message along the link.  Where the source is no
    queue there are only answers, which go out unasked.
    """

    handle: int
    source: str
    is_queue: bool
    deletes: bool = False
    delivery_count: int = 0
    credit: int = 0
    deliver: Callable[["Outbound", Delivery], None]
    has_room: Callable[[], bool]

    @property
    def is_ready(self) -> bool:
        """Whether the client wants a queue's message and its session can take one."""
        return self.is_queue and self.credit > 0 and self.has_room()

    def grant(self, delivery_count: int, credit: int) -> None:
        """Note how many messages the client wants in all, less those under way."""
        self.credit = max(0, delivery_count + credit - self.delivery_count)

    def spend(self, credit: int = 1) -> None:
        """Count messages that go out, or that a drain gives up."""
        self.credit -= credit
        self.delivery_count += credit

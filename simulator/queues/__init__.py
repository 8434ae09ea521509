"""A Service Bus namespace as a model: queues, locks, schedules, duplicates and dead letters.

It knows no socket and no event loop.  ``simulator.amqp`` is its face on the
wire; a world in one process drives it directly.
"""

from simulator.queues.errors import LockLost, MessageUnknown, QueueError, QueueUnknown
from simulator.queues.message import Delivery, Message, MessageState, Peeked, Property
from simulator.queues.namespace import DEAD_LETTERS, Queues
from simulator.queues.queue import QueueProperties
from simulator.queues.tally import Depth, Tally

__all__ = [
    "DEAD_LETTERS",
    "Delivery",
    "Depth",
    "LockLost",
    "Message",
    "MessageState",
    "MessageUnknown",
    "Peeked",
    "Property",
    "QueueError",
    "QueueProperties",
    "QueueUnknown",
    "Queues",
    "Tally",
]

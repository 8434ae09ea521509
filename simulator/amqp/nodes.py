"""The addresses that links lead to: queues, their ``$management``, and ``$cbs``."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from simulator.amqp.conditions import NOT_FOUND, UNAUTHORIZED, Refusal
from simulator.amqp.dispatch import Dispatch
from simulator.amqp.gate import Gate
from simulator.amqp.management import answer, response
from simulator.amqp.payload import messages_of, sections_of, text
from simulator.queues import Queues

CBS = "$cbs"
_MANAGEMENT = "/$management"

type Reply = Callable[[str, bytes], None]
type Accept = Callable[[bytes, int], None]


class Nodes:
    """What one connection may reach.  A good token opens the queues to it."""

    def __init__(self, queues: Queues, dispatch: Dispatch, gate: Gate) -> None:
        self.queues = queues
        self.dispatch = dispatch
        self._gate = gate
        self._is_admitted = gate.stands_open

    def inbound(self, address: bytes, reply: Reply) -> Accept:
        """Find what takes the messages sent to *address*; ``Refusal`` when nothing does."""
        node = _path(address)
        if node == CBS:
            return lambda payload, _: self._put_token(payload, reply)
        queue = self._queue(node)
        if node.endswith(_MANAGEMENT):
            return lambda payload, _: reply(node, answer(self.queues, queue, sections_of(payload)))
        return lambda payload, kind: self._send(queue, payload, kind)

    def outbound(self, address: bytes) -> tuple[str, bool]:
        """Find the node to receive from, and whether it is a queue."""
        node = _path(address)
        if node != CBS:
            self._queue(node)
        return node, self.is_queue(address)

    def is_queue(self, address: bytes) -> bool:
        """Tell a queue's address from those that lead to the service itself."""
        node = _path(address)
        return not (node == CBS or node.endswith(_MANAGEMENT))

    def _send(self, queue: str, payload: bytes, kind: int) -> None:
        self.queues.send(queue, *messages_of(payload, kind))

    def _queue(self, node: str) -> str:
        queue = node.removesuffix(_MANAGEMENT)
        if not self._is_admitted:
            raise Refusal(UNAUTHORIZED, f"Unauthorized access. Claims are required for '{queue}'.")
        if not self.queues.knows(queue):
            raise Refusal(NOT_FOUND, f"The messaging entity '{queue}' could not be found.")
        return queue

    def _put_token(self, payload: bytes, reply: Reply) -> None:
        request = sections_of(payload)
        admitted = self._gate.admits(text(request.value) or "")
        self._is_admitted = self._is_admitted or admitted
        told: dict[str | bytes, Any] = {
            "status-code": 202 if admitted else 401,
            "status-description": "Accepted" if admitted else "InvalidSignature",
        }
        reply(CBS, response(request, told, {}))


def _path(address: bytes) -> str:
    """Reduce ``amqps://host:port/queue`` or ``queue`` to ``queue``."""
    return urlsplit(address.decode()).path.strip("/").lower()

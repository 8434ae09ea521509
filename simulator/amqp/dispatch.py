"""Hands messages to the receivers that wait for them, each queue's in turn."""

import asyncio
from collections import deque

from simulator.amqp.links import Outbound
from simulator.queues import Queues


class Dispatch:
    """The receiving links of all connections.

    It acts on the model's word that something is available, once per turn of
    the event loop, so that a batch is not handed out link by link in between.
    """

    def __init__(self, queues: Queues) -> None:
        self._queues = queues
        self._links: dict[str, deque[Outbound]] = {}
        self._rung: dict[str, asyncio.Handle] = {}
        self._unsubscribe = queues.subscribe(self.ring)

    def add(self, link: Outbound) -> None:
        """Let a link take part."""
        self._links.setdefault(link.source.lower(), deque()).append(link)

    def remove(self, link: Outbound) -> None:
        """Leave a link out from now on."""
        links = self._links.get(link.source.lower())
        if links is not None and link in links:
            links.remove(link)

    def ring(self, name: str) -> None:
        """Look at a queue soon: it has a message, or a receiver has asked."""
        queue = name.lower()
        if self._links.get(queue) and queue not in self._rung:
            loop = asyncio.get_running_loop()
            self._rung[queue] = loop.call_soon(self.hand_out, queue)

    def hand_out_to(self, link: Outbound) -> None:
        """Give one link all it may have at this moment."""
        while link.is_ready and self._give_one(link):
            pass

    def close(self) -> None:
        """Stop listening to the model."""
        self._unsubscribe()
        for handle in self._rung.values():
            handle.cancel()

    def hand_out(self, queue: str) -> None:
        """Give a queue's messages to its receivers in turn, as many as they can take."""
        self._rung.pop(queue, None)
        links = self._links.get(queue, deque())
        unserved = len(links)
        while unserved:
            link = links[0]
            links.rotate(-1)
            if link.is_ready and self._give_one(link):
                unserved = len(links)
            else:
                unserved -= 1

    def _give_one(self, link: Outbound) -> bool:
        receive = self._queues.take if link.deletes else self._queues.receive
        for delivery in receive(link.source, 1):
            link.deliver(link, delivery)
            return True
        return False

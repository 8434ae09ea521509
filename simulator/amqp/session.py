"""One session of a connection: its links, its transfers and their settlement."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from azure.servicebus._pyamqp.outcomes import Accepted
from azure.servicebus._pyamqp.performatives import (
    AttachFrame,
    BeginFrame,
    DetachFrame,
    DispositionFrame,
    FlowFrame,
    TransferFrame,
)

from simulator.amqp.conditions import DETACH_FORCED, LOCK_LOST, Refusal
from simulator.amqp.frames import RECEIVER, SENDER, attached, flow, settled
from simulator.amqp.links import CREDIT, Inbound, Outbound
from simulator.amqp.nodes import Nodes
from simulator.amqp.outcomes import Outcome, refused, settle
from simulator.amqp.payload import payload_of
from simulator.queues import Delivery, QueueError

_TRANSFER_OVERHEAD = 256


@dataclass(slots=True, kw_only=True)
class Wire:
    """How a session speaks: *send* writes a performative on its channel."""

    send: Callable[[tuple[Any, ...]], None]
    largest_frame: int


class Session:
    """The server's end of a session.  Our handle of a link is the client's."""

    def __init__(self, wire: Wire, nodes: Nodes, begin: BeginFrame) -> None:
        self._wire = wire
        self._nodes = nodes
        self._inbound: dict[int, Inbound] = {}
        self._outbound: dict[int, Outbound] = {}
        self._unsettled: dict[int, UUID] = {}
        self._next_delivery = 0
        self._next_outgoing = 0
        self._next_incoming: int = begin.next_outgoing_id
        self._window: int = begin.incoming_window

    def attach(self, frame: AttachFrame) -> None:
        """Set a link up, or refuse it with an attach that leads nowhere."""
        try:
            if frame.role == SENDER:
                self._attach_inbound(frame)
            else:
                self._attach_outbound(frame)
        except Refusal as refusal:
            self._wire.send(attached(frame, refused=True))
            self._wire.send(DetachFrame(frame.handle, closed=True, error=refusal.error))

    def detach(self, frame: DetachFrame) -> None:
        """Take a link down.  What it holds stays locked."""
        known = self._inbound.pop(frame.handle, None) or self._drop_outbound(frame.handle)
        if known:
            self._wire.send(DetachFrame(frame.handle, closed=frame.closed, error=None))

    def force_off(self) -> None:
        """Take every queue's link down, as Service Bus does when it is upgraded or a link idles."""
        told = Refusal(DETACH_FORCED, "The link is detached by the server.")
        inbound = [link.handle for link in self._inbound.values() if link.is_queue]
        outbound = [link.handle for link in self._outbound.values() if link.is_queue]
        for handle in (*inbound, *outbound):
            self._inbound.pop(handle, None)
            self._drop_outbound(handle)
            self._wire.send(DetachFrame(handle, closed=True, error=told.error))

    def end(self) -> None:
        """Take every link down."""
        for handle in tuple(self._outbound):
            self._drop_outbound(handle)

    def flow(self, frame: FlowFrame) -> None:
        """Learn how much the client wants, and send what there is."""
        self._window = (frame.next_incoming_id or 0) + frame.incoming_window - self._next_outgoing
        link = self._outbound.get(frame.handle)
        if link is not None and frame.link_credit is not None:
            link.grant(frame.delivery_count or 0, frame.link_credit)
            self._nodes.dispatch.hand_out_to(link)
            if frame.drain:
                link.spend(link.credit)
                self._send_flow(link, drained=True)
        elif frame.handle is None:
            for each in self._outbound.values():
                self._nodes.dispatch.ring(each.source)

    def transfer(self, frame: TransferFrame) -> None:
        """Take in a message, or a part of one, and tell what became of it."""
        link = self._inbound[frame.handle or 0]
        self._next_incoming += 1
        if not link.take(frame):
            return
        outcome: Outcome = Accepted()
        try:
            link.deliver()
        except QueueError as error:
            outcome = refused(Refusal.of(error))
        except Refusal as refusal:
            outcome = refused(refusal)
        if not frame.settled:
            self._wire.send(settled(RECEIVER, frame.delivery_id, outcome))
        if link.credit <= CREDIT // 2:
            link.credit = CREDIT
            self._send_flow(link)

    def disposition(self, frame: DispositionFrame) -> None:
        """Settle deliveries as the client decides; answer unless it asks for none."""
        if frame.role != RECEIVER:
            return
        last = frame.first if frame.last is None else frame.last
        for number in range(frame.first, last + 1):
            outcome = self._settle(number, frame.state)
            if not frame.settled:
                self._wire.send(settled(SENDER, number, outcome))

    def _settle(self, number: int, state: dict[str, list[Any]] | None) -> Outcome:
        token = self._unsettled.pop(number, None)
        if token is None:
            return refused(Refusal(LOCK_LOST, f"Delivery {number} is settled already."))
        return settle(self._nodes.queues, token, state)

    def _attach_inbound(self, frame: AttachFrame) -> None:
        accept = self._nodes.inbound(frame.target[0], self._answer)
        link = Inbound(
            handle=frame.handle,
            is_queue=self._nodes.is_queue(frame.target[0]),
            accept=accept,
        )
        self._inbound[frame.handle] = link
        self._wire.send(attached(frame))
        self._send_flow(link)

    def _attach_outbound(self, frame: AttachFrame) -> None:
        source, is_queue = self._nodes.outbound(frame.source[0])
        link = Outbound(
            handle=frame.handle,
            source=source,
            is_queue=is_queue,
            deletes=frame.send_settle_mode == 1,
            deliver=self._deliver,
            has_room=lambda: self._window > 0,
        )
        self._outbound[frame.handle] = link
        self._wire.send(attached(frame))
        if is_queue:
            self._nodes.dispatch.add(link)

    def _drop_outbound(self, handle: int) -> Outbound | None:
        link = self._outbound.pop(handle, None)
        if link is not None:
            self._nodes.dispatch.remove(link)
        return link

    def _deliver(self, link: Outbound, delivery: Delivery) -> None:
        if not link.deletes:
            self._unsettled[self._next_delivery] = delivery.lock_token
        tag = delivery.lock_token.bytes_le
        self._send_message(link, payload_of(delivery), tag)

    def _answer(self, node: str, payload: bytes) -> None:
        for link in self._outbound.values():
            if link.source == node:
                tag = self._next_delivery.to_bytes(4)
                self._send_message(link, payload, tag)
                return

    def _send_message(self, link: Outbound, payload: bytes, tag: bytes) -> None:
        room = self._wire.largest_frame - _TRANSFER_OVERHEAD
        for start in range(0, len(payload), room):
            transfer = TransferFrame(
                handle=link.handle,
                delivery_id=self._next_delivery,
                delivery_tag=tag,
                message_format=0,
                settled=link.deletes,
                more=start + room < len(payload),
                payload=payload[start : start + room],
            )
            self._wire.send(transfer)
            self._next_outgoing += 1
            self._window -= 1
        self._next_delivery += 1
        link.spend()

    def _send_flow(self, link: Inbound | Outbound, *, drained: bool = False) -> None:
        self._wire.send(
            flow(link, incoming=self._next_incoming, outgoing=self._next_outgoing, drained=drained)
        )

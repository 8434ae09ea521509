"""How a session keeps to the client's window and frame size."""

import asyncio
from datetime import UTC, datetime
from typing import Any

from azure.servicebus._pyamqp.endpoints import Source, Target
from azure.servicebus._pyamqp.performatives import (
    AttachFrame,
    BeginFrame,
    DispositionFrame,
    FlowFrame,
    TransferFrame,
)

from simulator.amqp.dispatch import Dispatch
from simulator.amqp.gate import Gate
from simulator.amqp.nodes import Nodes
from simulator.amqp.session import Session, Wire
from simulator.clock import JumpingClock
from simulator.queues import Message, Queues


class Client:
    """A client with a small window, that receives from one queue."""

    def __init__(self, window: int, key: str | None = None) -> None:
        clock = JumpingClock(datetime(2026, 1, 1, tzinfo=UTC))
        self.queues = Queues(clock)
        self.queues.declare("devices")
        self.dispatch = Dispatch(self.queues)
        self.heard: list[Any] = []
        self.session = Session(
            Wire(send=self.heard.append, largest_frame=512),
            Nodes(self.queues, self.dispatch, Gate(clock, key, None)),
            BeginFrame(None, 0, window, 9, 255, None, None, None),
        )
        self.session.attach(an_attach())

    def flow(self, handle: int | None, received: int, window: int, credit: int | None) -> None:
        self.session.flow(
            FlowFrame(
                next_incoming_id=received,
                incoming_window=window,
                next_outgoing_id=0,
                outgoing_window=9,
                handle=handle,
                delivery_count=0 if handle else None,
                link_credit=credit,
                available=None,
                drain=False,
                echo=False,
                properties=None,
            )
        )

    def transfers(self) -> list[TransferFrame]:
        return [each for each in self.heard if isinstance(each, TransferFrame)]


def an_attach() -> AttachFrame:
    source, target = Source(b"devices", *[None] * 10), Target(b"me", *[None] * 6)
    receiver = True
    return AttachFrame("link", 1, receiver, 0, 1, source, target, *[None] * 7)


async def test_nothing_is_sent_beyond_the_window_until_the_client_opens_it() -> None:
    client = Client(window=1)
    client.queues.send("devices", Message(body=b"one"), Message(body=b"two"))

    client.flow(1, received=0, window=1, credit=5)
    before = len(client.transfers())
    client.flow(None, received=1, window=1, credit=None)
    client.dispatch.hand_out("devices")

    assert before == 1
    assert len(client.transfers()) == 2


async def test_a_message_larger_than_a_frame_is_cut_into_several() -> None:
    client = Client(window=100)
    client.queues.send("devices", Message(body=b"x" * 600))

    client.flow(1, received=0, window=100, credit=1)

    assert [each.more for each in client.transfers()] == [True, True, False]
    assert {each.delivery_id for each in client.transfers()} == {0}
    assert sum(len(bytes(each.payload or b"")) for each in client.transfers()) > 600


async def test_a_delivery_settled_twice_is_refused_the_second_time() -> None:
    client = Client(window=100)
    client.queues.send("devices", Message())
    client.flow(1, received=0, window=100, credit=1)
    accepted = DispositionFrame(
        role=True, first=0, last=None, settled=False, state={"accepted": []}, batchable=False
    )

    client.session.disposition(accepted)
    client.session.disposition(accepted)

    first, second = client.heard[-2:]
    assert type(first.state).__name__ == "Accepted"
    assert second.state.error.condition == b"com.microsoft:message-lock-lost"


async def test_nobody_may_attach_to_a_queue_before_showing_a_token() -> None:
    client = Client(window=100, key="secret")

    attach, detach = client.heard

    assert attach.source is None
    assert attach.target is None
    assert detach.error.condition == b"amqp:unauthorized-access"


async def test_a_delivery_modified_without_failure_does_not_count() -> None:
    client = Client(window=100)
    client.queues.send("devices", Message())
    client.flow(1, received=0, window=100, credit=1)
    modified = {"modified": [False, False, None]}

    client.session.disposition(
        DispositionFrame(role=True, first=0, last=0, settled=True, state=modified, batchable=False)
    )

    (back,) = client.queues.peek("devices")
    assert back.delivery_count == 0
    assert client.queues.depth("devices").available == 1


async def test_a_dispatch_that_closes_hands_out_nothing_more() -> None:
    client = Client(window=1)
    client.flow(1, received=0, window=1, credit=5)
    client.queues.send("devices", Message())

    client.dispatch.close()
    await asyncio.sleep(0)

    assert client.transfers() == []

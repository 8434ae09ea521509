"""What a receiver gets from a queue, and when."""

from datetime import UTC, datetime, timedelta

import pytest

from simulator.clock import JumpingClock
from simulator.queues import Depth, Message, MessageState, Queues, QueueUnknown

START = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)


def a_namespace() -> tuple[Queues, JumpingClock]:
    clock = JumpingClock(START)
    queues = Queues(clock)
    queues.declare("devices")
    return queues, clock


def bodies(queues: Queues, limit: int = 10) -> list[bytes]:
    return [delivery.message.body for delivery in queues.receive("devices", limit)]


def test_messages_are_delivered_in_the_order_of_their_arrival() -> None:
    queues, _ = a_namespace()
    queues.send("devices", Message(body=b"one"), Message(body=b"two"))
    queues.send("devices", Message(body=b"three"))

    assert bodies(queues) == [b"one", b"two", b"three"]


def test_a_delivery_tells_what_service_bus_tells() -> None:
    queues, _ = a_namespace()
    message = Message(body=b"one", message_id="m-1", properties={"tries": 2})
    queues.send("devices", message)

    (delivery,) = queues.receive("devices")

    assert delivery.queue == "devices"
    assert delivery.message == message
    assert delivery.sequence_number == 1
    assert delivery.delivery_count == 1
    assert delivery.enqueued_at == START
    assert delivery.locked_until == START + timedelta(seconds=60)
    assert delivery.dead_letter_source is None


def test_a_locked_message_is_not_delivered_twice() -> None:
    queues, _ = a_namespace()
    queues.send("devices", Message())

    assert len(queues.receive("devices")) == 1
    assert queues.receive("devices") == ()


def test_queue_names_are_not_case_sensitive() -> None:
    queues, _ = a_namespace()
    queues.send("Devices", Message(body=b"one"))

    assert bodies(queues) == [b"one"]


def test_declaring_a_queue_again_leaves_its_messages_alone() -> None:
    queues, _ = a_namespace()
    queues.send("devices", Message(body=b"one"))

    queues.declare("devices")

    assert bodies(queues) == [b"one"]


def test_nobody_can_send_to_an_undeclared_queue() -> None:
    queues, _ = a_namespace()

    with pytest.raises(QueueUnknown, match="'hires' could not be found"):
        queues.send("hires", Message())


def test_nobody_can_send_to_a_dead_letter_queue() -> None:
    queues, _ = a_namespace()

    with pytest.raises(QueueUnknown):
        queues.send("devices/$deadletterqueue", Message())


def test_taking_a_message_removes_it_at_once() -> None:
    queues, clock = a_namespace()
    queues.send("devices", Message(body=b"one"))

    taken = queues.take("devices")
    clock.advance(timedelta(minutes=5))

    assert [delivery.message.body for delivery in taken] == [b"one"]
    assert bodies(queues) == []


def test_a_peek_shows_available_locked_and_scheduled_messages_and_moves_none() -> None:
    queues, _ = a_namespace()
    queues.send("devices", Message(body=b"locked"), Message(body=b"available"))
    queues.schedule("devices", [Message(body=b"later")], START + timedelta(hours=1))
    queues.receive("devices")

    peeked = queues.peek("devices", 10)

    assert [(each.message.body, each.state) for each in peeked] == [
        (b"locked", MessageState.ACTIVE),
        (b"available", MessageState.ACTIVE),
        (b"later", MessageState.SCHEDULED),
    ]
    assert queues.depth("devices") == Depth(available=1, locked=1, scheduled=1, dead_lettered=0)


def test_a_peek_starts_where_it_is_told_to() -> None:
    queues, _ = a_namespace()
    queues.send("devices", Message(body=b"one"), Message(body=b"two"), Message(body=b"three"))

    (peeked,) = queues.peek("devices", 1, start=2)

    assert peeked.message.body == b"two"


def test_a_listener_hears_of_every_message_that_can_be_received() -> None:
    queues, clock = a_namespace()
    heard: list[str] = []
    unsubscribe = queues.subscribe(heard.append)

    queues.send("devices", Message())
    queues.abandon(queues.receive("devices")[0].lock_token)
    queues.dead_letter(queues.receive("devices")[0].lock_token, reason="no")
    queues.schedule("devices", [Message()], START + timedelta(minutes=1))
    clock.advance(timedelta(minutes=1))
    queues.catch_up()
    unsubscribe()
    queues.send("devices", Message())

    assert heard == ["devices", "devices", "devices/$deadletterqueue", "devices"]

"""What a queue holds back, and what it has seen before."""

from datetime import UTC, datetime, timedelta

import pytest

from simulator.clock import JumpingClock
from simulator.queues import Message, MessageUnknown, QueueProperties, Queues

START = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def a_namespace(properties: QueueProperties | None = None) -> tuple[Queues, JumpingClock]:
    clock = JumpingClock(START)
    queues = Queues(clock)
    queues.declare("devices", properties=properties)
    return queues, clock


def test_a_scheduled_message_comes_when_it_is_due_and_no_earlier() -> None:
    queues, clock = a_namespace()
    queues.send("devices", Message(body=b"later", enqueue_at=START + HOUR))

    clock.jump_to(START + HOUR - timedelta(microseconds=1))
    early = queues.receive("devices")
    clock.jump_to(START + HOUR)
    (delivery,) = queues.receive("devices")

    assert early == ()
    assert delivery.message.body == b"later"
    assert delivery.enqueued_at == START + HOUR


def test_a_message_scheduled_for_the_past_comes_at_once() -> None:
    queues, _ = a_namespace()
    queues.send("devices", Message(enqueue_at=START - HOUR))

    assert len(queues.receive("devices")) == 1


def test_a_scheduled_message_queues_up_behind_those_that_came_before_it_was_due() -> None:
    queues, clock = a_namespace()
    queues.schedule("devices", [Message(body=b"later")], START + HOUR)
    queues.send("devices", Message(body=b"sooner"))

    clock.advance(HOUR)
    deliveries = queues.receive("devices", 2)

    assert [each.message.body for each in deliveries] == [b"sooner", b"later"]


def test_a_cancelled_message_never_comes() -> None:
    queues, clock = a_namespace()
    kept, cancelled = queues.schedule(
        "devices", [Message(body=b"kept"), Message(body=b"cancelled")], START + HOUR
    )

    queues.cancel_scheduled("devices", cancelled)
    clock.advance(HOUR)
    deliveries = queues.receive("devices", 2)

    assert kept != cancelled
    assert [each.message.body for each in deliveries] == [b"kept"]


def test_a_message_that_is_due_cannot_be_cancelled() -> None:
    queues, clock = a_namespace()
    (number,) = queues.schedule("devices", [Message()], START + HOUR)
    clock.advance(HOUR)

    with pytest.raises(MessageUnknown):
        queues.cancel_scheduled("devices", number)


def test_a_message_id_seen_before_is_dropped_without_a_word() -> None:
    queues, clock = a_namespace()
    queues.send("devices", Message(message_id="m-1"))
    clock.advance(timedelta(minutes=9))

    numbers = queues.send("devices", Message(message_id="m-1"), Message(message_id="m-2"))

    assert len(numbers) == 1
    assert [each.message.message_id for each in queues.receive("devices", 9)] == ["m-1", "m-2"]


def test_a_completed_message_is_still_remembered() -> None:
    queues, _ = a_namespace()
    queues.send("devices", Message(message_id="m-1"))
    queues.complete(queues.receive("devices")[0].lock_token)

    assert queues.send("devices", Message(message_id="m-1")) == ()


def test_a_message_id_is_forgotten_after_ten_minutes() -> None:
    queues, clock = a_namespace()
    queues.send("devices", Message(message_id="m-1"))

    clock.advance(timedelta(minutes=10))

    assert len(queues.send("devices", Message(message_id="m-1"))) == 1


def test_every_queue_remembers_for_itself() -> None:
    queues, _ = a_namespace()
    queues.declare("hires")
    queues.send("devices", Message(message_id="m-1"))

    assert len(queues.send("hires", Message(message_id="m-1"))) == 1


def test_duplicate_detection_can_be_turned_off() -> None:
    queues, _ = a_namespace(QueueProperties(duplicate_window=timedelta(0)))

    assert len(queues.send("devices", Message(message_id="m"), Message(message_id="m"))) == 2


def test_messages_without_an_id_are_never_duplicates() -> None:
    queues, _ = a_namespace()

    assert len(queues.send("devices", Message(), Message())) == 2


def test_nothing_is_due_where_nothing_waits() -> None:
    queues, _ = a_namespace()
    queues.send("devices", Message())

    assert queues.next_due() is None


def test_the_next_thing_due_is_the_earliest_schedule_or_lock() -> None:
    queues, clock = a_namespace()
    (number,) = queues.schedule("devices", [Message()], START + timedelta(seconds=30))
    queues.send("devices", Message())
    queues.receive("devices")

    first = queues.next_due()
    queues.cancel_scheduled("devices", number)
    second = queues.next_due()
    clock.advance(timedelta(seconds=60))

    assert first == START + timedelta(seconds=30)
    assert second == START + timedelta(seconds=60)
    assert queues.next_due() is None
    assert len(queues.receive("devices")) == 1


def test_a_jumping_clock_never_goes_back() -> None:
    clock = JumpingClock(START)

    clock.jump_to(START - HOUR)

    assert clock.now() == START

"""What becomes of a message that somebody holds."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from simulator.clock import JumpingClock
from simulator.queues import LockLost, Message, QueueProperties, Queues, Tally

START = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)
DEAD = "devices/$deadletterqueue"


def a_namespace(properties: QueueProperties | None = None) -> tuple[Queues, JumpingClock]:
    clock = JumpingClock(START)
    queues = Queues(clock)
    queues.declare("devices", properties=properties)
    return queues, clock


def a_held_message(queues: Queues) -> UUID:
    queues.send("devices", Message(body=b"one", properties={"tries": 2}))
    return queues.receive("devices")[0].lock_token


def test_a_completed_message_is_gone() -> None:
    queues, clock = a_namespace()

    queues.complete(a_held_message(queues))
    clock.advance(timedelta(hours=1))

    assert queues.receive("devices") == ()


def test_a_message_can_be_completed_once_only() -> None:
    queues, _ = a_namespace()
    token = a_held_message(queues)
    queues.complete(token)

    with pytest.raises(LockLost):
        queues.complete(token)


def test_an_abandoned_message_comes_back_at_once_and_counts() -> None:
    queues, _ = a_namespace()

    queues.abandon(a_held_message(queues))

    assert queues.receive("devices")[0].delivery_count == 2


def test_an_abandoned_message_keeps_its_place() -> None:
    queues, _ = a_namespace()
    token = a_held_message(queues)
    queues.send("devices", Message(body=b"two"))

    queues.abandon(token)

    assert [each.message.body for each in queues.receive("devices", 2)] == [b"one", b"two"]


def test_a_released_message_comes_back_as_if_never_delivered() -> None:
    queues, _ = a_namespace()

    queues.release(a_held_message(queues))

    assert queues.receive("devices")[0].delivery_count == 1


def test_a_lock_that_expires_is_delivered_again() -> None:
    queues, clock = a_namespace()
    token = a_held_message(queues)

    clock.advance(timedelta(seconds=60))
    (again,) = queues.receive("devices")

    assert again.delivery_count == 2
    with pytest.raises(LockLost):
        queues.complete(token)


def test_a_renewed_lock_runs_its_whole_duration_again() -> None:
    queues, clock = a_namespace()
    token = a_held_message(queues)

    clock.advance(timedelta(seconds=40))
    until = queues.renew(token)
    clock.advance(timedelta(seconds=40))

    assert until == START + timedelta(seconds=100)
    assert queues.receive("devices") == ()
    queues.complete(token)


def test_an_expired_lock_cannot_be_renewed() -> None:
    queues, clock = a_namespace()
    token = a_held_message(queues)
    clock.advance(timedelta(seconds=61))

    with pytest.raises(LockLost):
        queues.renew(token)


def test_a_dead_lettered_message_tells_why_and_where_from() -> None:
    queues, _ = a_namespace()

    queues.dead_letter(a_held_message(queues), reason="Malformed", description="no JSON")
    (dead,) = queues.receive(DEAD)

    assert dead.message.body == b"one"
    assert dead.message.properties == {
        "tries": 2,
        "DeadLetterReason": "Malformed",
        "DeadLetterErrorDescription": "no JSON",
    }
    assert dead.dead_letter_source == "devices"
    assert queues.receive("devices") == ()


@pytest.mark.parametrize("way", ["abandon", "expiry"])
def test_a_message_delivered_too_often_is_dead_lettered(way: str) -> None:
    queues, clock = a_namespace(QueueProperties(max_delivery_count=2))
    queues.send("devices", Message())

    for _ in range(2):
        (delivery,) = queues.receive("devices")
        if way == "abandon":
            queues.abandon(delivery.lock_token)
        else:
            clock.advance(timedelta(seconds=60))

    assert queues.receive("devices") == ()
    (dead,) = queues.receive(DEAD)
    assert dead.message.properties["DeadLetterReason"] == "MaxDeliveryCountExceeded"


def test_a_dead_letter_can_be_given_back_without_end() -> None:
    queues, _ = a_namespace(QueueProperties(max_delivery_count=1))
    queues.abandon(a_held_message(queues))

    for _ in range(5):
        queues.abandon(queues.receive(DEAD)[0].lock_token)
    queues.dead_letter(queues.receive(DEAD)[0].lock_token)

    assert len(queues.receive(DEAD)) == 1


def test_a_lost_completion_delivers_the_message_a_second_time_only() -> None:
    queues, _ = a_namespace()
    queues.deliver_again(lambda delivery: delivery.message.body == b"one")
    queues.send("devices", Message(body=b"zero"), Message(body=b"one"))

    for delivery in queues.receive("devices", 2):
        queues.complete(delivery.lock_token)
    (again,) = queues.receive("devices", 2)
    queues.complete(again.lock_token)

    assert again.message.body == b"one"
    assert again.delivery_count == 2
    assert queues.receive("devices") == ()


def test_locks_may_run_on_a_clock_of_their_own() -> None:
    fast, slow = JumpingClock(START), JumpingClock(START)
    queues = Queues(fast, slow)
    queues.declare("devices")
    token = a_held_message(queues)

    fast.advance(timedelta(days=1))

    assert queues.receive("devices") == ()
    assert queues.next_due() is None
    slow.advance(timedelta(seconds=60))
    with pytest.raises(LockLost):
        queues.complete(token)


def test_the_tally_counts_everything_once() -> None:
    queues, _ = a_namespace()
    queues.send("devices", Message(message_id="a"), Message(message_id="a"), Message())
    first, second = queues.receive("devices", 2)

    queues.complete(first.lock_token)
    queues.abandon(second.lock_token)
    queues.dead_letter(queues.receive("devices")[0].lock_token)

    assert queues.tally == Tally(
        sent=2, dropped=1, delivered=3, completed=1, abandoned=1, dead_lettered=1
    )


def test_a_lock_that_is_made_to_expire_frees_its_message_and_counts() -> None:
    queues, _ = a_namespace()
    token = a_held_message(queues)

    assert queues.expire_locks(lambda held: held.queue == "devices") == 1
    assert queues.receive("devices")[0].delivery_count == 2
    with pytest.raises(LockLost):
        queues.complete(token)


def test_a_lock_that_nobody_picks_stays() -> None:
    queues, _ = a_namespace()
    token = a_held_message(queues)

    assert queues.expire_locks(lambda _: False) == 0
    queues.complete(token)

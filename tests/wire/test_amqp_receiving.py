"""Receiving and settling with the real SDK."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from azure.servicebus import (
    ServiceBusMessage,
    ServiceBusMessageState,
    ServiceBusReceiveMode,
    ServiceBusSubQueue,
)
from azure.servicebus.aio import AutoLockRenewer
from azure.servicebus.exceptions import MessageLockLostError, MessagingEntityNotFoundError

from shared.clock import WallClock
from simulator.queues import Message, QueueProperties
from tests.wire.bus import QUEUE, a_bus, body, one, token_of

SHORT_LOCKS = QueueProperties(lock_duration=timedelta(seconds=0.4), max_delivery_count=2)


async def test_a_completed_message_is_gone() -> None:
    async with a_bus() as bus, bus.client.get_queue_receiver(QUEUE) as receiver:
        bus.queues.send(QUEUE, Message(body=b"one"))

        await receiver.complete_message(await one(receiver))

        assert bus.queues.tally.completed == 1
        assert bus.queues.peek(QUEUE) == ()


async def test_a_delivery_tells_its_numbers_and_times() -> None:
    async with a_bus() as bus, bus.client.get_queue_receiver(QUEUE) as receiver:
        before = WallClock().now()
        (number,) = bus.queues.send(QUEUE, Message(body=b"one"))

        message = await one(receiver)

        assert message.sequence_number == number
        assert message.delivery_count == 0
        assert message.enqueued_time_utc is not None
        assert abs(message.enqueued_time_utc - before) < timedelta(seconds=1)
        assert message.locked_until_utc is not None
        assert message.locked_until_utc > before + timedelta(seconds=59)


async def test_an_abandoned_message_comes_back_and_counts() -> None:
    async with a_bus() as bus, bus.client.get_queue_receiver(QUEUE) as receiver:
        bus.queues.send(QUEUE, Message(body=b"one"))

        await receiver.abandon_message(await one(receiver))
        again = await one(receiver)

        assert body(again) == b"one"
        assert again.delivery_count == 1


async def test_a_dead_lettered_message_is_found_with_its_reason() -> None:
    async with (
        a_bus() as bus,
        bus.client.get_queue_receiver(QUEUE) as receiver,
        bus.client.get_queue_receiver(QUEUE, sub_queue=ServiceBusSubQueue.DEAD_LETTER) as dead,
    ):
        bus.queues.send(QUEUE, Message(body=b"one", properties={"tries": 1}))

        message = await one(receiver)
        await receiver.dead_letter_message(message, "Malformed", "no JSON")
        buried = await one(dead)
        await dead.complete_message(buried)

        assert body(buried) == b"one"
        assert buried.dead_letter_reason == "Malformed"
        assert buried.dead_letter_error_description == "no JSON"
        assert buried.dead_letter_source == "devices"
        assert bus.queues.depth(QUEUE).dead_lettered == 0


async def test_a_lock_that_expires_is_delivered_again_until_it_is_dead_lettered() -> None:
    async with a_bus(SHORT_LOCKS) as bus, bus.client.get_queue_receiver(QUEUE) as receiver:
        bus.queues.send(QUEUE, Message(body=b"one"))

        first = await one(receiver)
        second = await one(receiver)
        third = await receiver.receive_messages(max_wait_time=0.7)

        assert (first.delivery_count, second.delivery_count, third) == (0, 1, [])
        (dead,) = bus.queues.peek("devices/$deadletterqueue")
        assert dead.message.properties["DeadLetterReason"] == "MaxDeliveryCountExceeded"


async def test_a_message_whose_lock_was_lost_cannot_be_completed() -> None:
    async with a_bus() as bus, bus.client.get_queue_receiver(QUEUE) as receiver:
        bus.queues.send(QUEUE, Message(body=b"one"))
        message = await one(receiver)
        bus.queues.abandon(token_of(message))

        with pytest.raises(MessageLockLostError):
            await receiver.complete_message(message)


async def test_a_lock_can_be_renewed() -> None:
    async with a_bus(SHORT_LOCKS) as bus, bus.client.get_queue_receiver(QUEUE) as receiver:
        bus.queues.send(QUEUE, Message(body=b"one"))
        message = await one(receiver)
        first = message.locked_until_utc

        await asyncio.sleep(0.25)
        renewed = await receiver.renew_message_lock(message)
        await asyncio.sleep(0.25)
        await receiver.complete_message(message)

        assert first is not None
        assert renewed > first
        assert bus.queues.tally.completed == 1


async def test_a_lost_lock_cannot_be_renewed() -> None:
    async with a_bus() as bus, bus.client.get_queue_receiver(QUEUE) as receiver:
        bus.queues.send(QUEUE, Message(body=b"one"))
        message = await one(receiver)
        bus.queues.complete(token_of(message))

        with pytest.raises(MessageLockLostError):
            await receiver.renew_message_lock(message)


async def test_a_renewer_keeps_the_lock_through_a_long_handler() -> None:
    locks = QueueProperties(lock_duration=timedelta(seconds=1.2))
    async with (
        a_bus(locks) as bus,
        AutoLockRenewer() as renewer,
        bus.client.get_queue_receiver(QUEUE, auto_lock_renewer=renewer) as receiver,
    ):
        bus.queues.send(QUEUE, Message(body=b"one"))

        message = await one(receiver)
        await asyncio.sleep(1.35)
        await receiver.complete_message(message)

        assert bus.queues.tally.delivered == 1
        assert bus.queues.tally.completed == 1


async def test_a_peek_shows_messages_without_taking_them() -> None:
    async with a_bus() as bus, bus.client.get_queue_receiver(QUEUE) as receiver:
        nothing = await receiver.peek_messages()
        bus.queues.send(QUEUE, Message(body=b"now"))
        bus.queues.schedule(QUEUE, [Message(body=b"later")], datetime(2099, 1, 1, tzinfo=UTC))

        peeked = await receiver.peek_messages(max_message_count=5)

        assert nothing == []
        assert [(body(each), each.state) for each in peeked] == [
            (b"now", ServiceBusMessageState.ACTIVE),
            (b"later", ServiceBusMessageState.SCHEDULED),
        ]
        assert peeked[1].scheduled_enqueue_time_utc == datetime(2099, 1, 1, tzinfo=UTC)


async def test_receive_and_delete_leaves_nothing_behind() -> None:
    mode = ServiceBusReceiveMode.RECEIVE_AND_DELETE
    async with a_bus() as bus, bus.client.get_queue_receiver(QUEUE, receive_mode=mode) as receiver:
        bus.queues.send(QUEUE, Message(body=b"one"))

        message = await one(receiver)

        assert body(message) == b"one"
        assert bus.queues.peek(QUEUE) == ()


async def test_a_completion_that_a_story_loses_brings_the_message_again() -> None:
    async with a_bus() as bus, bus.client.get_queue_receiver(QUEUE) as receiver:
        bus.queues.deliver_again(lambda delivery: delivery.message.body == b"one")
        bus.queues.send(QUEUE, Message(body=b"one"))

        await receiver.complete_message(await one(receiver))
        again = await one(receiver)

        assert again.delivery_count == 1


async def test_a_receiver_that_has_left_takes_no_more_messages() -> None:
    async with a_bus() as bus:
        async with bus.client.get_queue_receiver(QUEUE) as leaver:
            assert await leaver.receive_messages(max_message_count=5, max_wait_time=0.1) == []

        await bus.send(ServiceBusMessage(b"one"))

        async with bus.client.get_queue_receiver(QUEUE) as receiver:
            assert (await one(receiver)).delivery_count == 0


async def test_receivers_of_one_queue_share_its_messages() -> None:
    async with (
        a_bus() as bus,
        bus.client.get_queue_receiver(QUEUE) as left,
        bus.client.get_queue_receiver(QUEUE) as right,
    ):
        waiting = asyncio.gather(one(left), one(right))
        await asyncio.sleep(0.05)
        bus.queues.send(QUEUE, Message(body=b"one"), Message(body=b"two"))

        assert {body(message) for message in await waiting} == {b"one", b"two"}


async def test_nobody_can_receive_from_an_undeclared_queue() -> None:
    async with a_bus() as bus:
        with pytest.raises(MessagingEntityNotFoundError):
            async with bus.client.get_queue_receiver("hires") as receiver:
                await receiver.receive_messages(max_wait_time=1)

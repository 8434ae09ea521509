"""Sending to the simulated Service Bus with the real SDK."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from azure.servicebus import ServiceBusMessage
from azure.servicebus.exceptions import MessageSizeExceededError, MessagingEntityNotFoundError

from shared.clock import FastClock, WallClock
from simulator.queues import MessageState
from tests.wire.bus import QUEUE, a_bus, body, one


async def test_everything_said_about_a_message_survives_the_way() -> None:
    async with a_bus() as bus, bus.client.get_queue_receiver(QUEUE) as receiver:
        await bus.send(
            ServiceBusMessage(
                b'{"serial": "5CG1"}',
                message_id="step.1",
                correlation_id="c-7",
                subject="register",
                content_type="application/json",
                reply_to="answers",
                to="somebody",
                time_to_live=timedelta(hours=2),
                application_properties={
                    "tries": 3,
                    "why": "ä",
                    "dry": True,
                    "r": 0.5,
                },
            )
        )

        message = await one(receiver)

        assert body(message) == b'{"serial": "5CG1"}'
        assert message.message_id == "step.1"
        assert message.correlation_id == "c-7"
        assert message.subject == "register"
        assert message.content_type == "application/json"
        assert message.reply_to == "answers"
        assert message.to == "somebody"
        assert message.time_to_live == timedelta(hours=2)
        assert message.application_properties == {
            b"tries": 3,
            b"why": "ä".encode(),
            b"dry": True,
            b"r": 0.5,
        }


async def test_a_batch_arrives_message_by_message() -> None:
    async with a_bus() as bus, bus.client.get_queue_receiver(QUEUE) as receiver:
        await bus.send(*(ServiceBusMessage(f"{number}") for number in range(20)))

        messages = await receiver.receive_messages(max_message_count=20, max_wait_time=5)

        assert [body(message) for message in messages] == [b"%d" % n for n in range(20)]


async def test_a_message_scheduled_by_annotation_waits_for_its_time() -> None:
    due = WallClock().now() + timedelta(seconds=0.5)
    async with a_bus() as bus, bus.client.get_queue_receiver(QUEUE) as receiver:
        await bus.send(ServiceBusMessage(b"later", scheduled_enqueue_time_utc=due))

        message = await one(receiver)

        assert WallClock().now() >= due - timedelta(milliseconds=1)
        assert body(message) == b"later"


async def test_a_scheduled_message_arrives_soon_after_it_is_due_even_on_a_fast_clock() -> None:
    start = WallClock().now()
    clock = FastClock(origin=start, speed=600)
    async with a_bus(clock=clock) as bus, bus.client.get_queue_receiver(QUEUE) as receiver:
        due = clock.now() + timedelta(minutes=4)
        await bus.send(ServiceBusMessage(b"later", scheduled_enqueue_time_utc=due))

        message = await one(receiver)
        late = (clock.now() - due) / 600

        assert body(message) == b"later"
        assert timedelta(0) <= late < timedelta(seconds=2)


async def test_a_scheduled_message_can_be_cancelled() -> None:
    at = datetime(2099, 1, 1, tzinfo=UTC)
    async with a_bus() as bus, bus.sender() as sender:
        kept, cancelled = await sender.schedule_messages(
            [ServiceBusMessage(b"kept"), ServiceBusMessage(b"cancelled")], at
        )

        await sender.cancel_scheduled_messages(cancelled)

        (left,) = bus.queues.peek(QUEUE, 10)
        assert left.sequence_number == kept
        assert left.state is MessageState.SCHEDULED
        assert left.message.enqueue_at == at


async def test_a_message_id_sent_twice_arrives_once() -> None:
    async with a_bus() as bus, bus.client.get_queue_receiver(QUEUE) as receiver:
        await bus.send(ServiceBusMessage(b"one", message_id="m"))
        await bus.send(ServiceBusMessage(b"two", message_id="m"))

        messages = await receiver.receive_messages(max_message_count=2, max_wait_time=0.5)

        assert [body(message) for message in messages] == [b"one"]


@pytest.mark.parametrize("size", [200_000, 1_000_000])
async def test_a_large_message_arrives_whole(size: int) -> None:
    large = bytes(range(250)) * (size // 250)
    async with a_bus() as bus, bus.client.get_queue_receiver(QUEUE) as receiver:
        await bus.send(ServiceBusMessage(large))

        message = await one(receiver)

        assert body(message) == large


async def test_a_message_above_a_megabyte_is_refused() -> None:
    async with a_bus() as bus:
        with pytest.raises(MessageSizeExceededError):
            await bus.send(ServiceBusMessage(b"x" * (1024 * 1024 + 1)))

        assert bus.queues.tally.sent == 0


async def test_nobody_can_send_to_an_undeclared_queue() -> None:
    async with a_bus() as bus:
        with pytest.raises(MessagingEntityNotFoundError):
            async with bus.client.get_queue_sender("hires") as sender:
                await sender.send_messages(ServiceBusMessage(b"one"))


async def test_fifty_senders_at_once_lose_nothing() -> None:
    async def send(number: int) -> None:
        async with bus.sender() as sender:
            await sender.send_messages(ServiceBusMessage(b"%d" % number))

    async with a_bus() as bus:
        await asyncio.gather(*(send(number) for number in range(50)))

        sent = {peeked.message.body for peeked in bus.queues.peek(QUEUE, 100)}
        assert sent == {b"%d" % number for number in range(50)}


async def test_one_sender_carries_thousands_of_messages() -> None:
    async with a_bus() as bus, bus.sender() as sender:
        for number in range(1_200):
            await sender.send_messages(ServiceBusMessage(b"%d" % number))

        assert bus.queues.depth(QUEUE).available == 1_200

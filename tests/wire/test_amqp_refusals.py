"""What the simulated Service Bus gives back, and what it refuses."""

from uuid import uuid4

import pytest
from azure.servicebus.amqp import AmqpAnnotatedMessage
from azure.servicebus.exceptions import MessageNotFoundError, ServiceBusError

from simulator.queues import Message, Property
from tests.wire.bus import QUEUE, a_bus, body, one


async def test_what_reaches_a_receiver_that_stopped_listening_is_given_back() -> None:
    async with a_bus() as bus:
        async with bus.client.get_queue_receiver(QUEUE) as receiver:
            await receiver.receive_messages(max_message_count=2, max_wait_time=0.1)
            bus.queues.send(QUEUE, Message(body=b"one"))

        (back,) = bus.queues.peek(QUEUE)
        assert bus.queues.depth(QUEUE).available == 1
        assert back.delivery_count == 0


async def test_a_message_received_before_the_cut_can_be_abandoned_after_it() -> None:
    async with a_bus() as bus, bus.client.get_queue_receiver(QUEUE) as receiver:
        bus.queues.send(QUEUE, Message(body=b"one"))
        message = await one(receiver)

        bus.server.drop_links()
        await receiver.abandon_message(message)

        assert bus.queues.tally.abandoned == 1


async def test_a_message_received_before_the_cut_can_be_dead_lettered_after_it() -> None:
    async with a_bus() as bus, bus.client.get_queue_receiver(QUEUE) as receiver:
        bus.queues.send(QUEUE, Message(body=b"one"))
        message = await one(receiver)

        bus.server.drop_links()
        await receiver.dead_letter_message(message, "Malformed", "no JSON")

        (dead,) = bus.queues.peek("devices/$deadletterqueue")
        assert dead.message.properties == {
            "DeadLetterReason": "Malformed",
            "DeadLetterErrorDescription": "no JSON",
        }


async def test_a_message_cannot_be_deferred() -> None:
    async with a_bus() as bus, bus.client.get_queue_receiver(QUEUE) as receiver:
        bus.queues.send(QUEUE, Message(body=b"one"))
        message = await one(receiver)

        with pytest.raises(ServiceBusError, match="not simulated"):
            await receiver.defer_message(message)


async def test_deferred_messages_cannot_be_asked_for() -> None:
    async with a_bus() as bus, bus.client.get_queue_receiver(QUEUE) as receiver:
        with pytest.raises(ServiceBusError, match="not simulated"):
            await receiver.receive_deferred_messages(1)


async def test_a_message_that_is_not_scheduled_cannot_be_cancelled() -> None:
    async with a_bus() as bus, bus.sender() as sender:
        with pytest.raises(MessageNotFoundError):
            await sender.cancel_scheduled_messages(7)


async def test_a_body_that_is_no_data_is_refused() -> None:
    async with a_bus() as bus, bus.sender() as sender:
        with pytest.raises(ServiceBusError, match="Only bodies of data sections"):
            await sender.send_messages(AmqpAnnotatedMessage(value_body={"serial": "5CG1"}))


async def test_what_the_world_sends_arrives_like_anything_else() -> None:
    known = uuid4()
    async with a_bus() as bus, bus.client.get_queue_receiver(QUEUE) as receiver:
        properties: dict[str, Property] = {"big": 2**40, "known": known, "nothing": None}
        bus.queues.send(QUEUE, Message(body=b"one", message_id="m", properties=properties))

        message = await one(receiver)

        assert body(message) == b"one"
        assert message.message_id == "m"
        assert message.application_properties == {
            b"big": 2**40,
            b"known": known,
            b"nothing": None,
        }

"""Coming in, staying, being cut off and coming back."""

import asyncio
import time
from datetime import timedelta
from typing import Self

import pytest
from azure.core.credentials import AccessToken
from azure.servicebus import ServiceBusClient as BlockingClient
from azure.servicebus import ServiceBusMessage
from azure.servicebus._pyamqp.performatives import EndFrame, OpenFrame, SASLOutcome
from azure.servicebus.aio import ServiceBusClient
from azure.servicebus.exceptions import ServiceBusAuthenticationError

from shared.clock import WallClock
from simulator.amqp import AmqpServer
from simulator.amqp.codec import AMQP_HEADER, HEARTBEAT, encode
from simulator.queues import Message, Queues
from tests.wire.bus import QUEUE, a_bus, a_client, body, one


def a_namespace() -> Queues:
    queues = Queues(WallClock())
    queues.declare(QUEUE)
    return queues


class Identity:
    """A credential that always has the same token."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def get_token(self, *_scopes: str, **_options: object) -> AccessToken:
        return AccessToken(self._token, int(time.time()) + 3600)

    async def close(self) -> None:
        pass

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        pass


async def test_a_wrong_key_is_turned_away() -> None:
    async with AmqpServer(a_namespace(), key="secret") as server:
        wrong = server.connection_string.replace("AccessKey=secret", "AccessKey=guess")
        client = ServiceBusClient.from_connection_string(wrong, retry_total=0)
        async with client:
            with pytest.raises(ServiceBusAuthenticationError):
                await client.get_queue_sender(QUEUE).send_messages(ServiceBusMessage(b"one"))


async def test_a_server_without_a_key_lets_everybody_in() -> None:
    queues = a_namespace()
    async with (
        AmqpServer(queues) as server,
        a_client(server) as client,
        client.get_queue_sender(QUEUE, keep_alive=0) as sender,
    ):
        await sender.send_messages(ServiceBusMessage(b"one"))

    assert queues.tally.sent == 1


async def test_an_identity_comes_in_by_its_token() -> None:
    queues = a_namespace()
    async with (
        AmqpServer(queues, key="secret", accepts=lambda jwt: jwt == "good") as server,
        ServiceBusClient(server.namespace, Identity("good"), use_tls=False) as client,
        client.get_queue_sender(QUEUE, keep_alive=0) as sender,
    ):
        await sender.send_messages(ServiceBusMessage(b"one"))

    assert queues.tally.sent == 1


async def test_an_identity_with_a_bad_token_is_turned_away() -> None:
    async with (
        AmqpServer(a_namespace(), key="secret", accepts=lambda jwt: jwt == "good") as server,
        ServiceBusClient(server.namespace, Identity("bad"), use_tls=False, retry_total=0) as client,
    ):
        with pytest.raises(ServiceBusAuthenticationError):
            await client.get_queue_sender(QUEUE).send_messages(ServiceBusMessage(b"one"))


async def test_the_blocking_client_works_too() -> None:
    def send_and_receive(connection_string: str) -> bytes:
        with (
            BlockingClient.from_connection_string(connection_string) as client,
            client.get_queue_sender(QUEUE, keep_alive=0) as sender,
            client.get_queue_receiver(QUEUE) as receiver,
        ):
            sender.send_messages(ServiceBusMessage(b"one"))
            (message,) = receiver.receive_messages(max_wait_time=5)
            receiver.complete_message(message)
            return body(message)

    async with a_bus() as bus:
        received = await asyncio.to_thread(send_and_receive, bus.server.connection_string)

        assert received == b"one"
        assert bus.queues.tally.completed == 1


async def test_a_sender_that_is_cut_off_connects_again() -> None:
    async with a_bus() as bus, bus.sender() as sender:
        await sender.send_messages(ServiceBusMessage(b"one"))
        bus.server.drop_links()
        await sender.send_messages(ServiceBusMessage(b"two"))

        assert [each.message.body for each in bus.queues.peek(QUEUE, 5)] == [b"one", b"two"]


async def test_a_receiver_that_is_cut_off_connects_again() -> None:
    async with a_bus() as bus, bus.client.get_queue_receiver(QUEUE) as receiver:
        await receiver.receive_messages(max_wait_time=0.1)
        bus.server.drop_links()
        bus.queues.send(QUEUE, Message(body=b"one"))

        assert body(await one(receiver)) == b"one"


async def test_what_a_vanished_client_held_stays_locked() -> None:
    async with a_bus() as bus, bus.client.get_queue_receiver(QUEUE) as receiver:
        bus.queues.send(QUEUE, Message(body=b"one"))
        await one(receiver)

        bus.server.drop_links()
        await asyncio.sleep(0.05)

        assert bus.queues.depth(QUEUE).locked == 1


async def test_a_message_received_before_the_cut_can_be_completed_after_it() -> None:
    async with a_bus() as bus, bus.client.get_queue_receiver(QUEUE) as receiver:
        bus.queues.send(QUEUE, Message(body=b"one"))
        message = await one(receiver)

        bus.server.drop_links()
        await receiver.complete_message(message)

        assert bus.queues.tally.completed == 1


async def test_a_silent_client_is_cut_off_and_finds_its_way_back() -> None:
    queues = a_namespace()
    async with (
        AmqpServer(queues, idle=timedelta(seconds=0.1)) as server,
        a_client(server) as client,
        client.get_queue_sender(QUEUE, keep_alive=0) as sender,
    ):
        await asyncio.sleep(0.3)
        await sender.send_messages(ServiceBusMessage(b"one"))

    assert queues.tally.sent == 1


async def test_a_client_that_asks_for_heartbeats_gets_them() -> None:
    asked = OpenFrame("c", "h", 65536, 10, 100, None, None, None, None, None)
    async with AmqpServer(a_namespace()) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(AMQP_HEADER + encode(0, asked))

        assert await reader.readexactly(8) == AMQP_HEADER
        size = int.from_bytes(await reader.readexactly(4))
        await reader.readexactly(size - 4)
        assert await reader.readexactly(16) == HEARTBEAT * 2
        writer.close()
        await writer.wait_closed()


@pytest.mark.parametrize(
    "nonsense",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"AMQP\x02\x01\x00\x00",
        AMQP_HEADER + encode(0, SASLOutcome(0, None)),
        AMQP_HEADER + encode(7, EndFrame(None)),
    ],
)
async def test_a_client_that_speaks_something_else_is_hung_up_on(nonsense: bytes) -> None:
    async with AmqpServer(a_namespace()) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(nonsense)

        answer = await reader.read()

        assert b"amqp:decode-error" in answer
        writer.close()
        await writer.wait_closed()


async def test_a_server_that_leaves_frees_its_port() -> None:
    async with AmqpServer(a_namespace()) as first:
        port = first.port

    async with AmqpServer(a_namespace(), port=port) as second:
        assert second.port == port


async def test_a_server_that_was_down_listens_at_the_same_place_with_what_it_held() -> None:
    async with a_bus() as bus:
        await bus.send(ServiceBusMessage(b"one"))
        address = bus.server.namespace

        await bus.server.go_down()
        await bus.server.come_back()

        assert bus.server.namespace == address
        async with bus.client.get_queue_receiver(QUEUE) as receiver:
            assert body(await one(receiver)) == b"one"


async def test_nobody_is_connected_to_a_server_that_is_down() -> None:
    async with a_bus() as bus, bus.sender() as sender:
        await sender.send_messages(ServiceBusMessage(b"one"))
        assert len(bus.server.connections) == 1

        await bus.server.go_down()
        await asyncio.sleep(0)

        assert not bus.server.connections
        await bus.server.come_back()


async def test_a_link_that_the_server_takes_down_is_opened_again() -> None:
    async with a_bus() as bus, bus.sender() as sender:
        await sender.send_messages(ServiceBusMessage(b"one"))

        (connection,) = bus.server.connections
        connection.force_links_off()
        await sender.send_messages(ServiceBusMessage(b"two"))

        assert bus.queues.tally.sent == 2

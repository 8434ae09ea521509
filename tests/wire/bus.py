"""A simulated Service Bus with a real client connected to it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from azure.servicebus import ServiceBusMessage, ServiceBusReceivedMessage
from azure.servicebus.aio import ServiceBusClient, ServiceBusReceiver, ServiceBusSender

from shared.clock import WallClock
from shared.ports import Clock
from simulator.amqp import AmqpServer
from simulator.queues import QueueProperties, Queues

QUEUE = "devices"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bus:
    """The model, its server and a client."""

    queues: Queues
    server: AmqpServer
    client: ServiceBusClient

    def sender(self) -> ServiceBusSender:
        # Closing a sender with a keep-alive waits for its next turn, up to a second.
        return self.client.get_queue_sender(QUEUE, keep_alive=0)

    async def send(self, *messages: ServiceBusMessage) -> None:
        async with self.sender() as sender:
            await sender.send_messages(list(messages) if len(messages) > 1 else messages[0])


@asynccontextmanager
async def a_bus(
    properties: QueueProperties | None = None, clock: Clock | None = None
) -> AsyncIterator[Bus]:
    """Serve one queue, with locks in real time."""
    queues = Queues(clock or WallClock(), WallClock())
    queues.declare(QUEUE, properties=properties)
    async with AmqpServer(queues, key="secret") as server, a_client(server) as client:
        yield Bus(queues=queues, server=server, client=client)


def a_client(server: AmqpServer) -> ServiceBusClient:
    """Connect as the app does, but without long pauses between attempts."""
    return ServiceBusClient.from_connection_string(
        server.connection_string, retry_backoff_factor=0.02
    )


async def one(receiver: ServiceBusReceiver) -> ServiceBusReceivedMessage:
    """Receive exactly one message."""
    (message,) = await receiver.receive_messages(max_message_count=1, max_wait_time=5)
    return message


def body(message: ServiceBusReceivedMessage) -> bytes:
    """Read the body of a message."""
    return b"".join(bytes(part) for part in message.body)


def token_of(message: ServiceBusReceivedMessage) -> UUID:
    """Tell the lock token of a message."""
    assert isinstance(message.lock_token, UUID)
    return message.lock_token

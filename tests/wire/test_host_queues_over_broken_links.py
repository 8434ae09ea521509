"""A listener to a queue whose links break under it in the ways of the SDK."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Self, cast

import pytest
from azure.servicebus.aio import ServiceBusClient, ServiceBusReceiver

from shared.clock import WallClock
from simulator.amqp import AmqpServer
from simulator.host.functions import Function, QueueTrigger
from simulator.host.host_json import QueueOptions
from simulator.host.invoker import Invoker
from simulator.host.queue_trigger import QueuePump
from simulator.host.worker import Call, Outcome, Returned
from simulator.queues import Message, Queues
from tests.wire.hosting import until

QUEUE = "devices"


class BrokenReceiver:
    """A receiver that finds its link gone; the SDK's need two users at once for that."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    async def __aenter__(self) -> Self:
        return self

    async def receive_messages(self, *_: object, **__: object) -> list[object]:
        raise self._error

    async def close(self) -> None:
        raise self._error


class Breaking(ServiceBusClient):
    """Gives a broken receiver first, and the SDK's own from then on."""

    breaks_with: list[Exception]

    def get_queue_receiver(self, *arguments: Any, **named: Any) -> ServiceBusReceiver:  # noqa: ANN401  the SDK's
        if self.breaks_with:
            return cast("ServiceBusReceiver", BrokenReceiver(self.breaks_with.pop()))
        return super().get_queue_receiver(*arguments, **named)


class Counting:
    """Runs nothing, and counts what it was asked to run."""

    def __init__(self) -> None:
        self.calls = 0

    async def __call__(self, _function: Function, _call: Call, _reason: str) -> Outcome:
        self.calls += 1
        return Returned(value=None)


@asynccontextmanager
async def listening(queues: Queues, *errors: Exception) -> AsyncIterator[Counting]:
    trigger = QueueTrigger(parameter="message", queue=QUEUE, connection="BUS", binary=True)
    function = Function(name="take", id="1", trigger=trigger)
    pump, invoked = QueuePump(function, trigger, QueueOptions()), Counting()
    async with AmqpServer(queues, key="secret") as server:
        client = cast("Breaking", Breaking.from_connection_string(server.connection_string))
        client.breaks_with = list(errors)
        async with client:
            running = asyncio.create_task(pump.run(client, cast("Invoker", invoked)))
            yield invoked
            pump.stop()
            await running


@pytest.mark.parametrize(
    "error",
    [
        AttributeError("'NoneType' object has no attribute 'close'"),
        ValueError("Link already closed."),
        ConnectionResetError("Connection reset by peer"),
    ],
    ids=lambda error: type(error).__name__,
)
async def test_it_goes_on_over_a_new_link(error: Exception) -> None:
    queues = Queues(WallClock(), WallClock())
    queues.declare(QUEUE)
    queues.send(QUEUE, Message(body=b"hello", message_id="m-1"))

    async with listening(queues, error) as invoked:
        await until(lambda: invoked.calls == 1)
        await until(lambda: queues.depth(QUEUE).locked == 0)

    assert queues.depth(QUEUE).available == 0

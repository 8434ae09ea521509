"""What the host does with the messages of a queue, over the simulated Service Bus."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from shared.clock import WallClock
from simulator.amqp import AmqpServer
from simulator.queues import Message, QueueProperties, Queues
from tests.wire.hosting import Hosted, a_host, until

QUEUE = "devices"


@dataclass(frozen=True, slots=True, kw_only=True)
class Airfield:
    """A queue, its server, and a host that listens to it."""

    queues: Queues
    server: AmqpServer
    hosted: Hosted

    @property
    def seen(self) -> list[dict[str, Any]]:
        """What the function has been called with."""
        seen: list[dict[str, Any]] = self.hosted.app.seen
        return seen

    def is_empty(self) -> bool:
        """Whether no message is left, locked ones counted."""
        depth = self.queues.depth(QUEUE)
        return depth.available + depth.locked == 0


@asynccontextmanager
async def an_airfield(lock: timedelta = timedelta(minutes=1)) -> AsyncIterator[Airfield]:
    queues = Queues(WallClock(), WallClock())
    queues.declare(QUEUE, properties=QueueProperties(lock_duration=lock))
    async with AmqpServer(queues, key="secret") as server:
        settings = {
            "BUS": server.connection_string,
            "AzureWebJobs.take.Disabled": "false",
            "AzureWebJobs.exhume.Disabled": "false",
        }
        async with a_host(settings=settings) as hosted:
            yield Airfield(queues=queues, server=server, hosted=hosted)


async def test_a_function_gets_a_message_with_all_that_is_known_of_it() -> None:
    async with an_airfield() as field:
        message = Message(
            body=b"hello",
            message_id="m-1",
            correlation_id="c-1",
            content_type="text/plain",
            properties={"tries": 2, "command": "pair"},
        )
        field.queues.send(QUEUE, message)
        await until(lambda: field.seen)
        (seen,) = field.seen

    assert seen["body"] == "hello"
    assert seen["id"] == "m-1"
    assert seen["correlation"] == "c-1"
    assert seen["type"] == "text/plain"
    assert seen["count"] == 1
    assert seen["properties"] == {"tries": 2, "command": "pair"}
    assert seen["sequence"] == 1
    assert len(seen["lock"]) == 36
    assert abs(WallClock().now() - seen["enqueued"]) < timedelta(seconds=10)


async def test_a_message_is_completed_when_the_function_returns() -> None:
    async with an_airfield() as field:
        field.queues.send(QUEUE, Message(body=b"hello"))

        await until(lambda: field.seen and field.is_empty())


async def test_a_message_is_delivered_again_when_the_function_raises() -> None:
    async with an_airfield() as field:
        field.queues.send(QUEUE, Message(body=b"raise once"))
        await until(lambda: len(field.seen) == 2 and field.is_empty())

        assert [seen["count"] for seen in field.seen] == [1, 2]


async def test_a_dead_letter_comes_to_its_function_with_the_reason_among_its_properties() -> None:
    # Azure's host gives a function no other place to read the reason from.
    async with an_airfield() as field:
        field.queues.send(QUEUE, Message(body=b"raise", properties={"tries": 2}))
        await until(lambda: field.hosted.app.buried)
        (buried,) = field.hosted.app.buried

        assert len(field.seen) == 10
        assert (buried["body"], buried["source"]) == ("raise", QUEUE)
        assert buried["properties"] == {
            "tries": 2,
            "DeadLetterReason": "MaxDeliveryCountExceeded",
            "DeadLetterErrorDescription": (
                "Message could not be consumed after 10 delivery attempts."
            ),
        }


async def test_no_more_functions_run_at_once_than_host_json_allows() -> None:
    async with an_airfield() as field:
        field.queues.send(QUEUE, *[Message(body=b"wait")] * 5)
        await until(lambda: len(field.seen) == 2)
        await asyncio.sleep(0.2)
        taken = len(field.seen)
        field.hosted.app.gate.set()
        await until(lambda: len(field.seen) == 5 and field.is_empty())

        assert taken == 2
        assert field.hosted.app.running["most"] == 2


async def test_the_lock_is_renewed_while_a_function_runs() -> None:
    async with an_airfield(lock=timedelta(seconds=1.2)) as field:
        field.queues.send(QUEUE, Message(body=b"wait"))
        await until(lambda: field.seen)
        await asyncio.sleep(1.4)
        field.hosted.app.gate.set()
        await until(field.is_empty)

        assert len(field.seen) == 1


async def test_a_function_under_way_is_settled_when_the_host_stops() -> None:
    async with an_airfield() as field:
        field.queues.send(QUEUE, Message(body=b"wait"))
        await until(lambda: field.seen)
        gate = field.hosted.app.gate
        stop = asyncio.create_task(field.hosted.host.__aexit__())
        await asyncio.sleep(0.05)
        gate.set()
        await stop

        assert field.is_empty()

"""What every ``Outbox`` must do."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from shared.domain.errors import Misconfigured
from shared.domain.messages import Message
from shared.messaging.service_bus import ServiceBusOutbox
from shared.ports import Outbox
from simulator.amqp import AmqpServer
from simulator.clock import JumpingClock
from simulator.queues import Queues
from simulator.twins import TwinOutbox

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
QUEUE = "register-devices"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bus:
    queues: Queues
    clock: JumpingClock
    outbox: Outbox

    def bodies(self, queue: str = QUEUE) -> list[bytes]:
        return [delivery.message.body for delivery in self.queues.take(queue, 100)]


@asynccontextmanager
async def a_bus(face: str) -> AsyncIterator[Bus]:
    clock = JumpingClock(NOW)
    queues = Queues(clock)
    queues.declare(QUEUE, "notify")
    if face == "twin":
        yield Bus(queues=queues, clock=clock, outbox=TwinOutbox(queues))
        return
    async with AmqpServer(queues, key="secret") as server:
        outbox = ServiceBusOutbox.from_connection_string(
            server.connection_string, keep_alive=timedelta(0)
        )
        yield Bus(queues=queues, clock=clock, outbox=outbox)
        await outbox.close()


@pytest.fixture(params=["twin", "service bus"])
async def bus(request: pytest.FixtureRequest) -> AsyncIterator[Bus]:
    async with a_bus(request.param) as found:
        yield found


def a_message(body: bytes = b"{}", **other: str | datetime) -> Message:
    due = other.get("due")
    return Message(
        queue=str(other.get("queue", QUEUE)),
        id=str(other.get("id", "step-1.0")),
        body=body,
        due=due if isinstance(due, datetime) else None,
    )


async def test_a_message_arrives_as_it_was_sent(bus: Bus) -> None:
    await bus.outbox.send(a_message(b'{"serial": "5CG1234XYZ", "name": "M\xc3\xbcller"}'))

    (delivery,) = bus.queues.take(QUEUE)
    assert delivery.message.body == b'{"serial": "5CG1234XYZ", "name": "M\xc3\xbcller"}'
    assert delivery.message.message_id == "step-1.0"
    assert delivery.message.content_type == "application/json"


async def test_numbers_travel_beside_the_bytes(bus: Bus) -> None:
    await bus.outbox.send(replace(a_message(), properties={"postponed": 49}))

    (delivery,) = bus.queues.take(QUEUE)
    assert delivery.message.properties == {"postponed": 49}


async def test_a_delayed_message_arrives_when_it_is_due(bus: Bus) -> None:
    await bus.outbox.send(a_message(due=NOW + timedelta(minutes=2, milliseconds=250)))

    before = bus.bodies()
    bus.clock.advance(timedelta(minutes=2))
    still_before = bus.bodies()
    bus.clock.advance(timedelta(milliseconds=250))

    assert (before, still_before, bus.bodies()) == ([], [], [b"{}"])


async def test_a_message_that_was_due_long_ago_arrives_at_once(bus: Bus) -> None:
    await bus.outbox.send(a_message(due=NOW - timedelta(days=1)))

    assert bus.bodies() == [b"{}"]


async def test_a_message_sent_twice_arrives_once(bus: Bus) -> None:
    await bus.outbox.send(a_message())
    await bus.outbox.send(a_message())

    assert bus.bodies() == [b"{}"]


async def test_the_next_try_of_a_step_is_another_message(bus: Bus) -> None:
    await bus.outbox.send(a_message(b"first", id="step-1.0"))
    await bus.outbox.send(a_message(b"second", id="step-1.1"))

    assert bus.bodies() == [b"first", b"second"]


async def test_messages_sent_at_once_all_arrive_each_on_its_queue(bus: Bus) -> None:
    messages = [
        a_message(b"%d" % number, queue=queue, id=f"{queue}-{number}")
        for number in range(20)
        for queue in (QUEUE, "notify")
    ]

    await asyncio.gather(*(bus.outbox.send(message) for message in messages))

    assert sorted(bus.bodies(), key=int) == [b"%d" % number for number in range(20)]
    assert len(bus.bodies("notify")) == 20


async def test_a_queue_that_nobody_created_is_a_matter_for_a_person(bus: Bus) -> None:
    with pytest.raises(Misconfigured) as raised:
        await bus.outbox.send(a_message(queue="nowhere"))

    assert raised.value.reason.code == "queue-missing"
    assert raised.value.reason.sentence == (
        "Service Bus did not take a message for the queue nowhere."
    )
    assert raised.value.reason.evidence == {
        "queue": "nowhere",
        "error": "MessagingEntityNotFoundError",
    }


async def test_after_a_queue_was_missing_it_can_be_sent_to(bus: Bus) -> None:
    with pytest.raises(Misconfigured):
        await bus.outbox.send(a_message(queue="late"))
    bus.queues.declare("late")

    await bus.outbox.send(a_message(b"here", queue="late"))

    assert bus.bodies("late") == [b"here"]

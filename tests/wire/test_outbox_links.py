"""The real outbox when links break, keys are wrong and nobody listens."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from azure.servicebus import exceptions

from shared.clock import WallClock
from shared.domain.errors import Misconfigured, Refused, Throttled, Unavailable
from shared.domain.messages import Message
from shared.messaging import faults
from shared.messaging.service_bus import ServiceBusOutbox
from simulator.amqp import AmqpServer
from simulator.queues import Queues

QUEUE = "register-devices"
# What only a receiver or an administrator meets, and no ServiceBusError besides.
RECEIVERS_ONLY = {exceptions.MessageAlreadySettled}


@pytest.fixture
def queues() -> Queues:
    queues = Queues(WallClock())
    queues.declare(QUEUE)
    return queues


@pytest.fixture
async def server(queues: Queues) -> AsyncIterator[AmqpServer]:
    async with AmqpServer(queues, key="secret") as server:
        yield server


@pytest.fixture
async def outbox(server: AmqpServer) -> AsyncIterator[ServiceBusOutbox]:
    outbox = an_outbox(server.connection_string)
    yield outbox
    await outbox.close()


def an_outbox(connection_string: str) -> ServiceBusOutbox:
    return ServiceBusOutbox.from_connection_string(connection_string, keep_alive=timedelta(0))


def a_message(number: int = 0, body: bytes = b"{}") -> Message:
    return Message(queue=QUEUE, id=f"step.{number}", body=body)


async def test_a_link_that_broke_is_opened_again(
    queues: Queues, server: AmqpServer, outbox: ServiceBusOutbox
) -> None:
    await outbox.send(a_message(0))

    for number in (1, 2):
        server.drop_links()
        await outbox.send(a_message(number))

    assert [each.message.message_id for each in queues.take(QUEUE, 9)] == [
        "step.0",
        "step.1",
        "step.2",
    ]


async def test_a_key_that_is_wrong_is_a_matter_for_a_person(server: AmqpServer) -> None:
    wrong = an_outbox(server.connection_string.replace("=secret;", "=wrong;"))

    with pytest.raises(Misconfigured) as raised:
        await wrong.send(a_message())

    assert raised.value.reason.code == "bus-forbidden"
    await wrong.close()


async def test_a_namespace_that_does_not_answer_is_unavailable() -> None:
    nobody = an_outbox(
        "Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=k;SharedAccessKey=x;"
        "UseDevelopmentEmulator=true;"
    )

    with pytest.raises(Unavailable) as raised:
        await nobody.send(a_message())

    assert str(raised.value) == "Service Bus did not take a message for the queue register-devices."
    await nobody.close()


async def test_an_outbox_closed_twice_is_closed(server: AmqpServer) -> None:
    outbox = an_outbox(server.connection_string)
    await outbox.send(a_message())

    await outbox.close()
    await outbox.close()


def test_a_busy_service_asks_for_ten_seconds() -> None:
    error = faults.error_for(QUEUE, exceptions.ServiceBusServerBusyError())

    assert isinstance(error, Throttled)
    assert error.after == timedelta(seconds=10)


def test_a_message_too_large_is_refused() -> None:
    error = faults.error_for(QUEUE, exceptions.MessageSizeExceededError())

    assert isinstance(error, Refused)
    assert error.reason.code == "message-too-large"


def test_every_error_of_the_sdk_has_a_line_in_the_table() -> None:
    classes = [
        each
        for each in vars(exceptions).values()
        if isinstance(each, type) and each.__module__ == exceptions.__name__
    ]

    unmapped = [
        each for each in classes if not any(issubclass(each, line.covers) for line in faults.FAULTS)
    ]

    assert len(classes) > 15
    assert set(unmapped) == RECEIVERS_ONLY

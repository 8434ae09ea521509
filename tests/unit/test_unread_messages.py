"""Messages that cannot be read: parked at once, or put off until a newer version comes."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.park_reading import command_in
from handlers.routes import ROUTES
from shared.domain.commands import AssignUser
from shared.domain.errors import Reason, Refused
from shared.domain.messages import Message
from shared.domain.parked import Parked
from shared.runtime.consumer import Consumer
from shared.runtime.delivery import POSTPONED, Delivery, Verdict
from shared.runtime.envelope import decode, encode, first
from shared.runtime.http import Problem
from shared.runtime.park_records import record_of
from shared.runtime.persistence import USUAL
from shared.runtime.services import Services
from simulator.world import START, World
from tests.journeys import a_world

STEP = first(AssignUser(serials=("SN-1",)), origin="here", correlation="C-1")
NEWER = json.dumps(json.loads(encode(STEP)) | {"version": 99, "colour": "\u00e4"}).encode()


class Sent:
    """An outbox that only remembers."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    async def send(self, message: Message) -> None:
        self.messages.append(message)


class Reader:
    """A consumer and all that it writes."""

    def __init__(self) -> None:
        self.world: World = a_world()
        self.outbox = Sent()
        self.services: Services = replace(self.world.services, outbox=self.outbox)
        self._consumer = Consumer(ROUTES, self.services)

    async def reads(
        self, body: bytes = NEWER, *, message_id: str = "M-1", **properties: object
    ) -> Verdict:
        delivery = Delivery(
            queue="assign-user", message_id=message_id, body=body, properties=properties
        )
        return await self._consumer.consume(delivery)

    async def parked(self) -> tuple[Parked, ...]:
        return await self.world.parked()


async def test_a_newer_message_is_sent_on_byte_by_byte() -> None:
    reader = Reader()

    assert await reader.reads() is Verdict.POSTPONED
    (copy,) = reader.outbox.messages
    assert (copy.queue, copy.body, dict(copy.properties)) == ("assign-user", NEWER, {POSTPONED: 1})
    assert await reader.parked() == ()


@pytest.mark.parametrize(("postponed", "seconds"), [(0, 30), (1, 60), (6, 1800), (49, 1800)])
async def test_a_newer_message_is_put_off_for_longer_and_longer(
    postponed: int, seconds: int
) -> None:
    reader = Reader()

    await reader.reads(postponed=postponed)

    (copy,) = reader.outbox.messages
    assert copy.due == reader.world.clock.now() + timedelta(seconds=seconds)
    assert copy.properties == {POSTPONED: postponed + 1}


async def test_each_copy_has_a_name_of_its_own_and_the_same_one_when_it_is_made_twice() -> None:
    reader = Reader()

    await reader.reads()
    await reader.reads()
    again, same = (message.id for message in reader.outbox.messages)
    await reader.reads(message_id=again, postponed=1)

    assert again == same != "M-1"
    assert reader.outbox.messages[-1].id not in {"M-1", again}


async def test_after_a_day_without_a_newer_version_a_message_is_parked_whole() -> None:
    reader = Reader()

    assert await reader.reads(postponed=USUAL.tries) is Verdict.PARKED
    (parked,) = await reader.parked()
    assert parked.reason.code == "message-too-new"
    assert parked.reason.remedy == "Deploy the newer version, then redrive."
    assert parked.message.encode() == NEWER
    assert reader.outbox.messages == []


@pytest.mark.parametrize("told", ["1", None, True, -3, 1.5])
async def test_a_count_that_is_none_counts_as_never(told: object) -> None:
    reader = Reader()

    await reader.reads(postponed=told)

    assert reader.outbox.messages[0].properties == {POSTPONED: 1}


async def test_a_step_of_a_known_version_heeds_no_count() -> None:
    reader = Reader()

    await reader.reads(encode(STEP), postponed=USUAL.tries)

    (parked,) = await reader.parked()
    assert parked.reason.code == "unknown"


async def test_messages_without_an_id_have_a_record_each() -> None:
    reader = Reader()

    for body in (b"one", b"another", b"one"):
        await reader.reads(body, message_id="")

    assert len(await reader.parked()) == 2


def test_a_command_is_kept_whole_so_that_it_can_be_driven_again() -> None:
    serials = tuple(f"SN-{number:06}" for number in range(9_000))
    large = first(AssignUser(serials=serials), origin="here", correlation="C-1")
    delivery = Delivery(queue="assign-user", message_id="M-1", body=encode(large))
    refused = Refused(Reason(code="guest", sentence="A guest.", remedy="Take another person."))

    parked = record_of(delivery, refused, START)

    assert decode(parked.message.encode()) == large


async def test_bytes_that_fill_a_message_fit_into_a_record() -> None:
    reader = Reader()

    assert await reader.reads(b"\x00" * 250_000) is Verdict.PARKED
    assert await reader.reads(b"\xff" * 2_000_000, message_id="M-2") is Verdict.PARKED

    codes = sorted(each.reason.code for each in await reader.parked())
    assert codes == ["message-malformed", "message-oversized"]


async def test_what_is_too_new_is_redriven_by_the_newer_version_alone() -> None:
    reader = Reader()
    await reader.reads(postponed=USUAL.tries)
    (parked,) = await reader.parked()

    with pytest.raises(Problem) as refused:
        command_in(parked)

    assert refused.value.code == "not-redrivable-yet"

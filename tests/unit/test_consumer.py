"""What becomes of a delivery."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from shared.domain.commands import AddToGroup, AssignUser, Command, FollowUp
from shared.domain.errors import Reason, Refused, Retryable, Throttled, Unavailable
from shared.domain.messages import Message
from shared.domain.parked import Parked
from shared.runtime.consumer import LEASE, Consumer, Routes
from shared.runtime.delivery import Delivery, Verdict
from shared.runtime.envelope import Envelope, decode, first
from shared.runtime.ledger import Claim
from shared.runtime.persistence import USUAL
from shared.runtime.services import Services
from simulator.world import World
from tests.journeys import a_world

STEP = first(AssignUser(serials=("SN-1",)), origin="here", correlation="C-1")
REFUSED = Refused(Reason(code="guest", sentence="A guest.", remedy="Take another person."))


class Sent:
    """An outbox that only remembers."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    async def send(self, message: Message) -> None:
        self.messages.append(message)


class Desk:
    """A consumer whose one handler does as it is told."""

    def __init__(self, *outcomes: Sequence[FollowUp] | Exception) -> None:
        self.world: World = a_world()
        self.outbox = Sent()
        self.services: Services = replace(self.world.services, outbox=self.outbox)
        self.handled = 0
        self.marked: list[tuple[Command, str]] = []
        self.expected: list[datetime] = []
        self._outcomes = list(outcomes)
        routes = Routes(
            handlers={AssignUser: self._handle},
            on_parked=self._mark,
            on_postponed=self._expect,
        )
        self._consumer = Consumer(routes, self.services)

    async def consume(self, envelope: Envelope = STEP, *, body: bytes | None = None) -> Verdict:
        message = envelope.message()
        delivery = Delivery(queue=message.queue, message_id=message.id, body=body or message.body)
        return await self._consumer.consume(delivery)

    async def parked(self) -> tuple[Parked, ...]:
        return await self.world.parked()

    def delay(self) -> float:
        (message,) = self.outbox.messages
        assert message.due is not None
        return (message.due - self.world.clock.now()).total_seconds()

    async def _handle(self, _: Command, __: Services) -> Sequence[FollowUp]:
        self.handled += 1
        outcome = self._outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def _mark(self, command: Command, parked: Parked, _: Services) -> None:
        self.marked.append((command, parked.reason.code))

    async def _expect(self, _: Command, due: datetime, __: Services) -> None:
        self.expected.append(due)
        raise Unavailable("The store does not answer either.")


def tried(times: int) -> Envelope:
    return replace(STEP, tries=times)


async def test_it_is_told_when_a_postponed_step_comes_again() -> None:
    desk = Desk(Throttled("Slow down.", after=timedelta(seconds=90)))

    await desk.consume()

    assert desk.expected == [desk.world.clock.now() + timedelta(seconds=90)]
    assert desk.delay() == 90


async def test_a_step_that_is_done_sends_what_follows() -> None:
    later = FollowUp(command=AddToGroup(serials=("SN-1",)), after=timedelta(minutes=2))
    desk = Desk([later])

    assert await desk.consume() is Verdict.DONE
    assert desk.delay() == 120
    assert desk.outbox.messages[0].queue == "add-to-group"


async def test_a_step_that_came_again_is_not_done_again() -> None:
    desk = Desk([])

    verdicts = [await desk.consume(), await desk.consume()]

    assert verdicts == [Verdict.DONE, Verdict.DONE]
    assert desk.handled == 1


async def test_a_step_is_postponed_for_as_long_as_it_was_told_to_the_fraction() -> None:
    desk = Desk(Throttled("Slow down.", after=timedelta(seconds=2.75)))

    assert await desk.consume() is Verdict.POSTPONED
    assert desk.delay() == 2.75
    assert decode(desk.outbox.messages[0].body) == tried(2)


@pytest.mark.parametrize(
    ("tries", "seconds"), [(1, 30), (2, 60), (3, 120), (6, 960), (7, 1800), (USUAL.tries - 1, 1800)]
)
async def test_without_advice_the_wait_doubles_up_to_half_an_hour(tries: int, seconds: int) -> None:
    desk = Desk(Retryable("No answer."))

    await desk.consume(tried(tries))

    assert desk.delay() == seconds


async def test_a_postponed_step_is_free_for_its_copy() -> None:
    desk = Desk(Retryable("No answer."), [])
    await desk.consume()

    assert await desk.consume(tried(2)) is Verdict.DONE
    assert desk.handled == 2


async def test_after_a_day_without_an_answer_the_step_is_parked() -> None:
    desk = Desk(Retryable("No answer."))

    assert await desk.consume(tried(USUAL.tries)) is Verdict.PARKED
    (parked,) = await desk.parked()
    assert parked.reason.code == "unanswered"
    assert "No answer." in parked.reason.sentence


async def test_a_rejected_step_is_parked_with_its_message_and_its_device_is_told() -> None:
    desk = Desk(REFUSED)

    assert await desk.consume() is Verdict.PARKED
    (parked,) = await desk.parked()
    assert (parked.serial, parked.queue, parked.error_class) == ("SN-1", "assign-user", "Refused")
    assert decode(parked.message.encode()) == STEP
    assert desk.marked == [(AssignUser(serials=("SN-1",)), "guest")]
    assert desk.outbox.messages == []


async def test_a_parked_step_is_not_tried_again_by_a_duplicate() -> None:
    desk = Desk(REFUSED)
    await desk.consume()

    assert await desk.consume() is Verdict.DONE
    assert desk.handled == 1


async def test_bytes_that_are_no_command_are_parked_once_and_kept_readable() -> None:
    desk = Desk()

    verdicts = [await desk.consume(body=b"\xff\x00{") for _ in range(2)]

    (parked,) = await desk.parked()
    assert verdicts == [Verdict.PARKED, Verdict.PARKED]
    assert parked.error_class == "Malformed"
    assert parked.message == "\ufffd\x00{"


async def test_of_endless_bytes_the_beginning_is_kept() -> None:
    desk = Desk()

    await desk.consume(body=b"\xff" * 300_000)

    (parked,) = await desk.parked()
    assert len(parked.message) == 65_536
    assert parked.reason.evidence["bytes"] == "300000"


async def test_what_nobody_foresaw_escapes_and_the_step_is_neither_done_nor_parked() -> None:
    desk = Desk(ZeroDivisionError("a mistake of ours"))

    with pytest.raises(ZeroDivisionError):
        await desk.consume()

    assert await desk.parked() == ()
    assert desk.outbox.messages == []
    assert await desk.services.ledger.claim(STEP.step, LEASE) is Claim.HELD


async def test_a_step_that_another_worker_holds_comes_back_when_the_lease_is_over() -> None:
    desk = Desk()
    await desk.services.ledger.claim(STEP.step, timedelta(seconds=90))

    assert await desk.consume() is Verdict.POSTPONED
    assert desk.delay() == 90
    assert desk.handled == 0


async def test_the_same_command_in_another_message_is_parked_as_the_same_record() -> None:
    desk = Desk(REFUSED, REFUSED)
    other = first(AssignUser(serials=("SN-1",)), origin="elsewhere", correlation="C-2")
    await desk.consume()

    await desk.consume(other)

    (parked,) = await desk.parked()
    assert (parked.times, parked.correlation) == (2, "C-2")

"""A delivery that comes again: answered as at first, read again, or refused."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from shared.domain.errors import Unavailable
from shared.domain.messages import Message
from shared.domain.rows import Row, RowKey
from shared.domain.verifiers import Key
from shared.runtime.deliveries import Deliveries
from shared.runtime.http import Request
from simulator.clock import JumpingClock
from simulator.mortality import Crash, Mortal
from simulator.store import MemoryRows
from tests.admitting import (
    a_body,
    a_source,
    a_standard_intake,
    an_intake_for,
    hired,
    preset_of,
    sent,
)
from tests.receiving import NOW, CollectingOutbox, Intake, a_hire_event, as_json, content_of


def with_rows(intake: Intake, deliveries: Deliveries) -> Intake:
    return Intake(replace(intake.services, deliveries=deliveries), intake.outbox)


def later(intake: Intake, time: timedelta) -> None:
    clock = intake.services.clock
    assert isinstance(clock, JumpingClock)
    clock.advance(time)


async def test_the_same_delivery_is_queued_once_and_gets_its_first_receipt() -> None:
    intake = a_standard_intake()

    first = await hired(intake, sent(a_body()))
    again = await hired(intake, sent(a_body()))

    assert (again.status, again.body, again.content_type) == (
        first.status,
        first.body,
        first.content_type,
    )
    assert len(intake.messages) == 1


async def test_a_retry_with_a_new_time_stamp_is_the_same_delivery() -> None:
    intake = a_standard_intake()
    await hired(intake, sent(a_body()))
    later(intake, timedelta(hours=1))

    again = await hired(intake, sent(a_body(), at=NOW + timedelta(hours=1)))

    assert again.status == 202
    assert len(intake.messages) == 1


async def test_a_recording_is_stale_before_anybody_looks_for_its_receipt() -> None:
    intake = a_standard_intake()
    recorded = sent(a_body())
    await hired(intake, recorded)
    later(intake, timedelta(minutes=6))

    assert (await hired(intake, recorded)).status == 401


async def test_another_body_under_the_same_id_is_refused() -> None:
    intake = a_standard_intake()
    await hired(intake, sent(a_body()))

    reply = await hired(intake, sent(a_body(employee_id="E-2")))

    assert (reply.status, content_of(reply)["code"]) == (409, "delivery-id-reused")
    assert len(intake.messages) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"headers": {"ce-type": "hire.cancelled"}},
        {"headers": {"content-type": "application/cloudevents+json"}},
        {"query": {"persona": "lab"}},
    ],
    ids=["attribute", "content type", "query"],
)
async def test_what_is_not_signed_cannot_be_changed_in_a_recording(
    changed: dict[str, dict[str, str]],
) -> None:
    intake = a_standard_intake()
    recorded = sent(a_body())
    await hired(intake, recorded)

    forged = replace(
        recorded,
        headers={**recorded.headers, **changed.get("headers", {})},
        query=changed.get("query", {}),
    )

    assert (await hired(intake, forged)).status == 409


async def test_two_sources_may_use_the_same_id() -> None:
    intake = a_standard_intake()
    acme = intake.services.flight_plan.sources["acme"]
    plan = replace(
        intake.services.flight_plan, sources={"acme": acme, "other": replace(acme, name="other")}
    )
    both = Intake(replace(intake.services, flight_plan=plan), intake.outbox)
    await hired(both, sent(a_body()))

    other = replace(sent(a_body(employee_id="E-2")), route={"source": "other"})

    assert (await hired(both, other)).status == 202


async def test_a_delivery_that_was_refused_in_part_is_read_again() -> None:
    intake = a_standard_intake()
    body = as_json([a_hire_event(), a_hire_event(employee_id="E-2", persona="pilot")])
    first = await hired(intake, sent(body))
    plan = intake.services.flight_plan
    pilots = {**plan.personas, "pilot": plan.personas["lab"]}
    mended = Intake(
        replace(intake.services, flight_plan=replace(plan, personas=pilots)), intake.outbox
    )

    again = await hired(mended, sent(body))

    assert [content_of(each)["refused"] for each in (first, again)] == [1, 0]
    assert (await hired(mended, sent(a_body()))).status == 409


async def test_a_delivery_of_which_nothing_came_may_be_mended_under_its_id() -> None:
    intake = a_standard_intake()
    assert (await hired(intake, sent(b"{"))).status == 400

    assert (await hired(intake, sent(a_body()))).status == 202


async def test_the_same_delivery_twice_at_once_is_one() -> None:
    intake = a_standard_intake()

    replies = await asyncio.gather(*(hired(intake, sent(a_body())) for _ in range(20)))

    assert {(reply.status, reply.body) for reply in replies} == {(202, replies[0].body)}
    assert len({message.id for message in intake.messages}) == 1


async def test_of_two_bodies_at_once_under_one_id_one_is_refused() -> None:
    intake = a_standard_intake()
    bodies = [a_body(employee_id=f"E-{number}") for number in range(20)]

    replies = await asyncio.gather(*(hired(intake, sent(body)) for body in bodies))

    assert sorted(reply.status for reply in replies) == [202] + [409] * 19


@pytest.mark.parametrize("dies_after", [1, 2])
async def test_a_crash_before_the_receipt_is_kept_is_harmless(dies_after: int) -> None:
    intake = a_standard_intake()
    rows, clock = MemoryRows(), JumpingClock(NOW)
    mortal = with_rows(intake, Deliveries(Mortal(dies_after).watch(rows), clock))
    with pytest.raises(Crash):
        await hired(mortal, sent(a_body()))

    again = await hired(with_rows(intake, Deliveries(rows, clock)), sent(a_body()))

    assert again.status == 202
    assert len({message.id for message in intake.messages}) == 1


class BrokenOutbox(CollectingOutbox):
    """Takes nothing."""

    async def send(self, message: Message) -> None:
        raise Unavailable(f"The queue {message.queue} does not answer.")


async def test_what_could_not_be_queued_is_queued_when_it_comes_again() -> None:
    intake = a_standard_intake()
    broken = Intake(replace(intake.services, outbox=BrokenOutbox()), intake.outbox)
    with pytest.raises(Unavailable):
        await hired(broken, sent(a_body()))

    assert (await hired(intake, sent(a_body()))).status == 202
    assert len(intake.messages) == 1


async def test_what_comes_with_a_key_is_read_every_time() -> None:
    intake = an_intake_for(a_source(Key(), "ACME"), ACME="k")
    headers = {"content-type": "application/json", "x-groundcrew-key": "k"}
    request = Request(headers=headers, route={"source": "acme"}, body=a_body())

    first, again = [await hired(intake, request) for _ in range(2)]

    assert first == again
    assert len({message.id for message in intake.messages}) == 1
    assert len(intake.messages) == 2


async def test_a_recording_without_a_time_stamp_is_known_by_what_is_signed() -> None:
    intake = an_intake_for(preset_of("github"), ACME="s")

    for _ in range(2):
        assert (await hired(intake, sent(a_body(), "github", "s"))).status == 202

    assert len(intake.messages) == 1


class ForgettingRows(MemoryRows):
    """Forgets the first row that is in the way just before it can be read."""

    async def get(self, key: RowKey) -> Row | None:
        await self.delete(key)
        return await super().get(key)


async def test_what_is_forgotten_while_it_comes_again_is_taken_in_anew() -> None:
    rows, clock = ForgettingRows(), JumpingClock(NOW)
    deliveries = Deliveries(rows, clock)
    await deliveries.open("acme", "msg_1", "said")

    again = await deliveries.open("acme", "msg_1", "said")

    assert again.is_new

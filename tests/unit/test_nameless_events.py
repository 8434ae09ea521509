"""Events with neither id nor time: which of two alike are one, and which are two."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from simulator.clock import JumpingClock
from tests.admitting import SHARED, an_intake_for, hired, preset_of, sent
from tests.hr_systems import a_source
from tests.receiving import NOW, Intake, as_json

RIPPLING = as_json({"event_name": "employee.updated", "id": "E-1"})
CREATED, DELETED = (
    as_json({"event_type": f"individual.{what}", "data": {"individual_id": "E-1"}})
    for what in ("created", "deleted")
)


def an_intake_of(preset: str) -> Intake:
    """An intake from this HR system alone."""
    source = replace(preset_of(preset), hires=a_source(preset).hires)
    return an_intake_for(source, ACME=SHARED)


async def told(intake: Intake, body: bytes, preset: str, **how: Any) -> None:  # noqa: ANN401  passed on
    reply = await hired(intake, sent(body, preset, **how))
    assert reply.status == 202


def steps(intake: Intake) -> set[str]:
    return {message.id for message in intake.messages}


async def test_a_thin_event_that_looks_like_an_earlier_one_is_fetched_as_well() -> None:
    intake = an_intake_of("rippling")
    await told(intake, RIPPLING, "rippling")
    clock = intake.services.clock
    assert isinstance(clock, JumpingClock)
    clock.advance(timedelta(minutes=20))

    await told(intake, RIPPLING, "rippling")

    assert len(steps(intake)) == 2


async def test_somebody_who_is_created_again_under_another_delivery_comes_back() -> None:
    intake = an_intake_of("finch")
    for number, body in enumerate((CREATED, DELETED, CREATED)):
        await told(intake, body, "finch", delivery=f"msg_{number}")

    assert len(steps(intake)) == 3


async def test_a_delivery_that_is_tried_again_is_one_event_whatever_its_words() -> None:
    intake = an_intake_of("finch")
    for seconds in (0, 30):
        at = NOW + timedelta(seconds=seconds)
        await told(intake, CREATED, "finch", delivery="msg_1", at=at)

    assert len(intake.messages) == 1

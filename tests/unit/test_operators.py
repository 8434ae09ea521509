"""What an operator says, and the act that is written down of it."""

import json
from datetime import timedelta

import pytest

from handlers.operators import act_of, hear, note
from shared.domain.acts import Act, ActType
from shared.intake.acts import MOST_BYTES, Said
from shared.runtime.http import Problem, Request
from simulator.world import World
from tests.journeys import a_world

SAID = {"by": "ops@contoso.com", "why": "The outage is over."}
JSON = {"content-type": "application/json"}


def a_request(**said: object) -> Request:
    return Request(headers=JSON, body=json.dumps({**SAID, **said}).encode())


def refused(request: Request) -> Problem:
    with pytest.raises(Problem) as caught:
        hear(request, Said, a_world().services)
    return caught.value


def an_act(world: World, why: str = "The outage is over.") -> Act:
    said = Said(by="ops", why=why)
    return act_of(ActType.REDRIVE, "SN-1", said, world.services)


async def acts(world: World) -> list[Act]:
    return list((await world.services.acts.page(None, 100)).items)


def test_who_acts_and_why_are_heard_without_blanks_around() -> None:
    heard = hear(a_request(by=" ops ", why="Twice\nover. "), Said, a_world().services)

    assert (heard.by, heard.why) == ("ops", "Twice\nover.")


@pytest.mark.parametrize(
    ("said", "field", "code"),
    [
        ({"by": " "}, "by", "field-missing"),
        ({"why": ""}, "why", "field-missing"),
        ({"why": None}, "why", "field-missing"),
        ({"by": "o\x07ps"}, "by", "field-characters"),
        ({"by": "o\nps"}, "by", "field-characters"),
        ({"by": "o" * 201}, "by", "field-too-long"),
        ({"why": "w" * 1001}, "why", "field-too-long"),
        ({"by": 7}, "by", "field-not-text"),
        ({"force": True}, "force", "field-unknown"),
    ],
)
def test_a_field_that_is_wrong_is_named_with_its_remedy(
    said: dict[str, object], field: str, code: str
) -> None:
    (error,) = refused(a_request(**said)).errors

    assert (error["field"], error["code"]) == (field, code)
    assert error["remedy"]


def test_every_field_that_is_missing_is_named_at_once() -> None:
    problem = refused(Request(headers=JSON, body=b"{}"))

    assert [error["field"] for error in problem.errors] == ["by", "why"]
    assert problem.status == 422


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({}, b"{}", 415),
        (JSON, b"", 400),
        (JSON, b"[]", 400),
        (JSON, b"{", 400),
        (JSON, b" " * (MOST_BYTES + 1), 413),
    ],
)
def test_what_is_no_act_is_refused(headers: dict[str, str], body: bytes, status: int) -> None:
    assert refused(Request(headers=headers, body=body)).status == status


async def test_an_act_that_is_repeated_is_the_first_one() -> None:
    world = a_world()
    first = await note(an_act(world), world.services, mark="as it was")
    world.clock.advance(timedelta(minutes=1))

    again = await note(an_act(world), world.services, mark="as it was")

    assert again == first
    assert await acts(world) == [first]


@pytest.mark.parametrize(("why", "mark"), [("Another reason.", "as it was"), ("", "as it is")])
async def test_another_reason_or_another_time_is_another_act(why: str, mark: str) -> None:
    world = a_world()
    await note(an_act(world), world.services, mark="as it was")
    world.clock.advance(timedelta(minutes=1))

    await note(an_act(world, why or "The outage is over."), world.services, mark=mark)

    assert len(await acts(world)) == 2


async def test_an_act_whose_writing_died_is_written_with_its_first_time_when_repeated() -> None:
    world = a_world()
    first = an_act(world)
    await note(first, world.services, mark="here")
    await world.services.acts.delete(first.id)
    world.clock.advance(timedelta(minutes=1))

    await note(an_act(world), world.services, mark="here")

    assert await acts(world) == [first]

"""Requests over HTTP: what goes on, and what each refusal says."""

from datetime import date, timedelta
from typing import Any

import pytest

from shared.domain.commands import DeviceRequest, RequestEvent
from tests.journeys import ADELE
from tests.receiving import NOW, an_event, an_intake, codes_of, content_of, fields_of
from tests.requesting import BOSS, NESTOR, a_request, ask, decide, restrict, the_word

ASKED = {"id": "RITM0010042", "person": ADELE, "persona": "lab", "asked_by": NESTOR}
AN_EVENT = an_event("request.asked", ASKED)
E = RequestEvent


async def test_a_request_goes_on_with_all_that_it_says() -> None:
    intake = an_intake()
    said = ASKED | {
        "location": "Oslo",
        "needed_by": "2026-04-01",
        "why": "The old one\r\nbroke.",
        "order_reference": "PO-9",
        "asked_at": "2026-03-01T10:00:00+01:00",
    }

    reply = await ask(intake.services, said)

    assert reply.status == 202
    told = content_of(reply)
    assert (told["id"], told["status"]) == ("RITM0010042", "/api/requests/RITM0010042")
    assert the_word(intake) == DeviceRequest(
        event=E.ASKED,
        request_id="RITM0010042",
        said_at=NOW - timedelta(hours=23),
        by=NESTOR,
        person=ADELE,
        persona="lab",
        location="Oslo",
        needed_by=date(2026, 4, 1),
        why="The old one\nbroke.",
        order_reference="PO-9",
    )


async def test_whoever_does_not_say_who_asks_asks_for_themselves() -> None:
    intake = an_intake()

    await ask(intake.services, {"person": ADELE})

    assert (the_word(intake).by, the_word(intake).said_at) == (ADELE, NOW)


@pytest.mark.parametrize("kind", ["application/json", "application/cloudevents+json"])
async def test_a_cloud_event_says_the_same(kind: str) -> None:
    intake = an_intake()
    event = an_event("request.asked", ASKED, time="2026-03-01T09:00:00Z")

    reply = await ask(intake.services, event, kind=kind)

    assert reply.status == 202
    assert (the_word(intake).persona, the_word(intake).said_at) == (
        "lab",
        NOW - timedelta(hours=23),
    )


@pytest.mark.parametrize(
    "content",
    [
        {"person": ADELE},
        {"person": ADELE, "asked_at": "2026-03-01T09:00:00Z"},
        an_event("request.asked", {"person": ADELE}),
    ],
)
async def test_a_request_without_an_id_has_the_same_whenever_it_is_repeated(
    content: dict[str, Any],
) -> None:
    intake = an_intake()

    first, again = [content_of(await ask(intake.services, content)) for _ in range(2)]

    assert first == again
    assert len({message.id for message in intake.messages}) == 1


async def test_the_same_wish_of_another_time_is_another_request() -> None:
    intake = an_intake()
    said = [{"person": ADELE, "asked_at": f"2026-03-0{day}T09:00:00Z"} for day in (1, 2)]

    ids = {content_of(await ask(intake.services, each))["id"] for each in said}

    assert len(ids) == 2


WRONG: list[tuple[Any, str, str]] = [
    ({}, "person", "person-missing"),
    ({"person": "adele"}, "person", "upn-malformed"),
    ({"person": ADELE, "persona": "pilot"}, "persona", "persona-unknown"),
    ({"person": ADELE, "needed_by": "soon"}, "needed_by", "date-malformed"),
    ({"person": ADELE, "asked_at": "now"}, "asked_at", "time-malformed"),
    ({"person": ADELE, "asked_at": "2026-03-04T09:00:00Z"}, "asked_at", "time-in-future"),
    ({"person": ADELE, "why": "x" * 1001}, "why", "field-too-long"),
    ({"person": ADELE, "why": "a\x1bb"}, "why", "field-characters"),
    ({"person": ADELE, "why": ["x"]}, "why", "field-not-text"),
    ({"person": ADELE, "location": "a\nb"}, "location", "field-characters"),
    ({"person": ADELE, "id": "../devices"}, "id", "id-characters"),
    ({"person": ADELE, "id": "a b"}, "id", "id-characters"),
    ({"person": ADELE, "id": "x" * 129}, "id", "field-too-long"),
    ({"person": ADELE, "asked_by": "x"}, "asked_by", "upn-malformed"),
    (an_event("request.asked", {}), "data.person", "person-missing"),
    (an_event("request.asked", []), "data", "field-not-an-object"),
    (an_event("hire.created", ASKED), "type", "event-type-unknown"),
    (an_event("request.asked", ASKED, specversion="2"), "specversion", "specversion-unknown"),
]


@pytest.mark.parametrize(("content", "field", "code"), WRONG)
async def test_a_refused_request_says_what_is_wrong_and_queues_nothing(
    content: Any,  # noqa: ANN401  any JSON
    field: str,
    code: str,
) -> None:
    intake = an_intake()

    reply = await ask(intake.services, content)

    assert reply.status == 422
    assert (fields_of(reply), codes_of(reply)) == ([field], [code])
    assert all(error["detail"] and error["remedy"] for error in content_of(reply)["errors"])
    assert intake.messages == []


@pytest.mark.parametrize(
    ("content", "kind", "status", "code"),
    [
        ([ASKED], "application/json", 400, "not-a-request"),
        (b"7", "application/json", 400, "not-a-request"),
        (b"{", "application/json", 400, "json-malformed"),
        (b"", "application/json", 400, "body-empty"),
        (
            [an_event("request.asked", ASKED)] * 2,
            "application/cloudevents+json",
            400,
            "not-a-request",
        ),
        (ASKED, "text/csv", 415, "content-type-unknown"),
        (b" " * 65_537, "application/json", 413, "body-too-large"),
    ],
)
async def test_a_body_that_is_no_request_is_a_problem(
    content: Any,  # noqa: ANN401  any JSON
    kind: str,
    status: int,
    code: str,
) -> None:
    reply = await ask(an_intake().services, content, kind=kind)

    assert (reply.status, content_of(reply)["code"]) == (status, code)


@pytest.mark.parametrize("persona", ["lab", ""])
async def test_a_source_asks_for_the_personas_that_it_may_use_alone(persona: str) -> None:
    intake = an_intake()
    restrict(intake, "office" if persona else "lab")

    reply = await ask(intake.services, {"person": ADELE, "persona": persona})

    assert (fields_of(reply), codes_of(reply)) == (["persona"], ["persona-not-allowed"])


@pytest.mark.parametrize("query", [{"source": "nobody"}, {"source": ""}])
async def test_an_unknown_source_is_not_found(query: dict[str, str]) -> None:
    reply = await ask(an_intake().services, ASKED, query=query)

    assert (reply.status, content_of(reply)["code"]) == (404, "source-unknown")


async def test_whoever_is_not_recognised_may_neither_ask_nor_decide() -> None:
    services = an_intake().services

    asked = await ask(services, ASKED, key="wrong")
    decided = await decide(services, "approve", {"by": BOSS}, key="wrong")

    assert (asked.status, decided.status) == (401, 401)


async def test_something_else_under_the_same_id_is_a_conflict() -> None:
    intake = an_intake()
    await intake.services.requests.put("R-1", a_request())

    other = await ask(intake.services, {"id": "R-1", "person": NESTOR})
    same = await ask(intake.services, {"id": "R-1", "person": ADELE, "persona": "office"})

    assert (other.status, content_of(other)["code"]) == (409, "request-exists")
    assert same.status == 202

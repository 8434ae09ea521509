"""What an HR system is answered over HTTP."""

from typing import Any

from shared.domain.commands import HireEvent
from shared.runtime.http import Reply
from tests.hr_systems import an_event, our_source
from tests.receiving import Intake, an_intake, as_json, codes_of, content_of


def a_vendors_intake() -> Intake:
    return an_intake(our_source(secrets=["GROUNDCREW_KEY"]))


async def sent(intake: Intake, *events: Any, **how: Any) -> Reply:  # noqa: ANN401  any JSON
    return await intake.hr(as_json({"people": list(events)}), source="middleware", **how)


async def test_a_vendors_event_is_queued() -> None:
    intake = a_vendors_intake()

    reply = await sent(intake, an_event())

    assert reply.status == 202
    assert [(hire.event, hire.employee_id) for hire in intake.hires] == [(HireEvent.CREATED, "E-1")]


async def test_the_same_body_sent_again_makes_the_same_message() -> None:
    intake = a_vendors_intake()

    await sent(intake, an_event())
    await sent(intake, an_event())

    assert intake.messages[0] == intake.messages[1]


async def test_events_that_say_nothing_of_a_hire_need_not_be_sent_again() -> None:
    intake = a_vendors_intake()

    reply = await sent(intake, an_event(what="promoted"), an_event(what="thanked"))

    content = content_of(reply)
    assert (reply.status, content["noted"], content["refused"]) == (202, 2, 0)
    assert intake.messages == []


async def test_a_body_without_an_event_need_not_be_sent_again() -> None:
    reply = await sent(a_vendors_intake())

    assert (reply.status, [note["code"] for note in content_of(reply)["notes"]]) == (
        202,
        ["no-events"],
    )


async def test_an_event_that_is_refused_is_told_although_others_were_passed_over() -> None:
    reply = await sent(a_vendors_intake(), an_event(what="promoted"), an_event(no=""))

    assert (reply.status, content_of(reply)["code"]) == (422, "nothing-accepted")
    assert codes_of(reply) == ["event-ignored", "field-missing"]


async def test_what_scim_clients_call_json_is_read() -> None:
    reply = await sent(a_vendors_intake(), an_event(), kind="application/scim+json; charset=utf-8")

    assert reply.status == 202


async def test_a_form_is_read() -> None:
    intake = a_vendors_intake()
    body = b"people[0][what]=hired&people[0][no]=E-7&people[0][town]=Z%C3%BCrich&people[1][what]=x"

    reply = await intake.hr(body, source="middleware", kind="application/x-www-form-urlencoded")

    assert reply.status == 202
    assert [(hire.employee_id, hire.location) for hire in intake.hires] == [("E-7", "Zürich")]


async def test_a_form_that_is_no_text_is_a_bad_request() -> None:
    intake = a_vendors_intake()

    for body in (b"\xff\xfe", b"a=%ff"):
        reply = await intake.hr(body, source="middleware", kind="application/x-www-form-urlencoded")
        assert (reply.status, content_of(reply)["code"]) == (400, "text-undecodable")


async def test_a_form_of_too_many_fields_is_turned_down() -> None:
    intake = a_vendors_intake()

    reply = await intake.hr(
        b"&" * 50_000, source="middleware", kind="application/x-www-form-urlencoded"
    )

    assert (reply.status, content_of(reply)["code"]) == (413, "form-too-many-fields")


async def test_a_csv_is_no_event() -> None:
    reply = await sent(a_vendors_intake(), an_event(), kind="text/csv")

    assert reply.status == 415
    assert "application/x-www-form-urlencoded" in content_of(reply)["detail"]

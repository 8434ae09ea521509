"""HR's events become commands, or are refused by field."""

from datetime import UTC, date, datetime

import pytest

from shared.domain.commands import HireEvent, NewHire
from tests.receiving import a_hire_event, an_event, an_intake, as_json, codes_of, content_of
from tests.receiving import fields_of as fields


async def test_a_hire_is_queued_with_all_that_hr_said() -> None:
    intake = an_intake()
    event = a_hire_event(
        user_principal_name="ada@example.com",
        start_date="2026-04-01",
        persona="lab",
        location="Zürich",
        order_reference="PO-7",
    )

    reply = await intake.hr(as_json(event))

    assert reply.status == 202
    assert intake.commands == [
        NewHire(
            event=HireEvent.CREATED,
            employee_id="E-1",
            said_at=datetime(2026, 3, 1, 9, 0, tzinfo=UTC),
            user_principal_name="ada@example.com",
            start_date=date(2026, 4, 1),
            persona="lab",
            location="Zürich",
            order_reference="PO-7",
        )
    ]


async def test_a_receipt_says_where_the_hire_can_be_seen() -> None:
    reply = await an_intake().hr(as_json(a_hire_event(employee_id="E 1/7")))

    content = content_of(reply)
    assert (content["accepted"], content["noted"], content["refused"]) == (1, 0, 0)
    assert content["lines"] == [
        {
            "line": 1,
            "employee_id": "E 1/7",
            "verdict": "accepted",
            "status": "/api/hires/E%201%2F7",
        }
    ]


@pytest.mark.parametrize(
    ("kind", "event"),
    [
        ("hire.created", HireEvent.CREATED),
        ("hire.changed", HireEvent.CHANGED),
        ("hire.cancelled", HireEvent.CANCELLED),
    ],
)
async def test_each_type_of_event_is_known(kind: str, event: HireEvent) -> None:
    intake = an_intake()

    await intake.hr(as_json(a_hire_event(kind)), kind="application/cloudevents+json")

    assert intake.hires[0].event is event


async def test_a_number_is_taken_for_an_employee_id() -> None:
    intake = an_intake()

    await intake.hr(as_json(a_hire_event(employee_id=4711)))

    assert intake.hires[0].employee_id == "4711"


async def test_null_means_that_hr_did_not_say() -> None:
    intake = an_intake()

    await intake.hr(as_json(a_hire_event(persona=None, start_date=None, location=None)))

    assert (intake.hires[0].persona, intake.hires[0].start_date) == ("", None)


async def test_a_time_is_read_with_its_zone() -> None:
    intake = an_intake()

    await intake.hr(as_json(a_hire_event() | {"time": "2026-03-01T09:00:00.123456789+02:00"}))

    assert intake.hires[0].said_at == datetime(2026, 3, 1, 7, 0, 0, 123456, tzinfo=UTC)


async def test_words_without_a_time_are_said_one_after_the_other() -> None:
    intake = an_intake()
    events = [an_event(f"hire.{what}", {"employee_id": "E"}) for what in ("created", "cancelled")]

    await intake.hr(as_json(events))

    assert [hire.said_at for hire in intake.hires] == [
        datetime(2026, 3, 2, 8, 0, tzinfo=UTC),
        datetime(2026, 3, 2, 8, 0, 0, 1, tzinfo=UTC),
    ]


@pytest.mark.parametrize(
    ("data", "field", "code"),
    [
        ({"employee_id": ""}, "data.employee_id", "field-missing"),
        ({"employee_id": None}, "data.employee_id", "field-missing"),
        ({"employee_id": "x" * 129}, "data.employee_id", "field-too-long"),
        ({"employee_id": "a\x07b"}, "data.employee_id", "field-characters"),
        ({"employee_id": "a\ud800"}, "data.employee_id", "field-characters"),
        ({"employee_id": ["a"]}, "data.employee_id", "field-not-text"),
        ({"employee_id": True}, "data.employee_id", "field-not-text"),
        ({"employee_id": 1.5}, "data.employee_id", "field-not-text"),
        ({"persona": "pilot"}, "data.persona", "persona-unknown"),
        ({"start_date": "1 April"}, "data.start_date", "date-malformed"),
        ({"start_date": 20260401}, "data.start_date", "date-malformed"),
        ({"user_principal_name": "ada"}, "data.user_principal_name", "upn-malformed"),
        ({"user_principal_name": "a@b@c"}, "data.user_principal_name", "upn-malformed"),
        ({"user_principal_name": "a b@c"}, "data.user_principal_name", "upn-malformed"),
        ({"user_principal_name": "zoë@c"}, "data.user_principal_name", "upn-malformed"),
        ({"user_principal_name": "a@" + "b" * 112}, "data.user_principal_name", "field-too-long"),
    ],
)
async def test_a_wrong_field_is_refused_by_name(
    data: dict[str, object], field: str, code: str
) -> None:
    intake = an_intake()

    reply = await intake.hr(as_json(a_hire_event() | {"data": {"employee_id": "E-1"} | data}))

    assert (reply.status, fields(reply), codes_of(reply)) == (422, [field], [code])
    assert intake.messages == []


@pytest.mark.parametrize(
    ("time", "code"),
    [
        ("2026-03-01T09:00:00", "time-malformed"),
        ("yesterday", "time-malformed"),
        (1767225600, "time-malformed"),
        ("0001-01-01T00:00:00+14:00", "time-malformed"),
        ("2026-03-03T08:00:01Z", "time-in-future"),
    ],
)
async def test_a_time_that_cannot_be_is_refused(time: object, code: str) -> None:
    reply = await an_intake().hr(as_json(a_hire_event() | {"time": time}))

    assert (reply.status, fields(reply), codes_of(reply)) == (422, ["time"], [code])


async def test_every_wrong_field_is_named_at_once() -> None:
    reply = await an_intake().hr(
        as_json(an_event("hire.created", {"persona": "x", "location": 1.5}))
    )

    assert fields(reply) == ["data.employee_id", "data.persona", "data.location"]


async def test_an_employee_id_that_was_not_at_fault_is_shown_with_the_refusal() -> None:
    reply = await an_intake().hr(as_json(a_hire_event(persona="x")))

    assert content_of(reply)["errors"][0]["employee_id"] == "E-1"


async def test_a_refusal_never_repeats_what_was_sent() -> None:
    reply = await an_intake().hr(as_json(a_hire_event(persona="SECRET", location="SECRET" * 40)))

    assert b"SECRET" not in reply.body


async def test_one_broken_event_does_not_hold_the_others_up() -> None:
    intake = an_intake()
    events = [a_hire_event(), a_hire_event("hire.promoted"), a_hire_event(employee_id="E-3")]

    reply = await intake.hr(as_json(events), kind="application/cloudevents-batch+json")

    content = content_of(reply)
    assert (reply.status, content["accepted"], content["refused"]) == (202, 2, 1)
    assert content["lines"][1]["line"] == 2
    assert content["lines"][1]["field"] == "[1].type"
    assert content["lines"][1]["code"] == "event-type-unknown"
    assert [hire.employee_id for hire in intake.hires] == ["E-1", "E-3"]


async def test_further_faults_of_a_refused_event_follow_the_first() -> None:
    broken = a_hire_event(persona="x", start_date="y")

    reply = await an_intake().hr(as_json([a_hire_event(), broken]))

    line = content_of(reply)["lines"][1]
    assert line["code"] == "date-malformed"
    assert [further["code"] for further in line["further"]] == ["persona-unknown"]

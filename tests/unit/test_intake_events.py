"""Envelopes, content types and bodies that are none."""

import pytest

from tests.receiving import (
    a_hire_event,
    a_shipment_event,
    an_event,
    an_intake,
    as_json,
    codes_of,
    content_of,
)
from tests.receiving import fields_of as fields

BINARY = {
    "ce-specversion": "1.0",
    "ce-id": "e-1",
    "ce-source": "/hr%20system",
    "ce-type": "hire.created",
    "ce-time": "2026-03-01T09:00:00Z",
}


async def test_another_source_is_not_found() -> None:
    reply = await an_intake().hr(as_json(a_hire_event()), source="acme")

    assert (reply.status, content_of(reply)["code"]) == (404, "source-unknown")


async def test_a_binary_event_is_read_from_its_headers() -> None:
    intake = an_intake()

    reply = await intake.hr(as_json({"employee_id": "E-9"}), headers=BINARY)

    assert reply.status == 202
    assert intake.hires[0].employee_id == "E-9"


async def test_a_binary_event_and_a_structured_one_of_the_same_name_are_one() -> None:
    intake = an_intake()
    structured = a_hire_event() | {"source": "/hr system"}

    await intake.hr(as_json({"employee_id": "E-1"}), headers=BINARY)
    await intake.hr(as_json(structured))

    assert intake.messages[0] == intake.messages[1]


async def test_a_structured_event_counts_whatever_the_headers_say() -> None:
    intake = an_intake()

    await intake.hr(
        as_json(a_hire_event()), kind="application/cloudevents+json; charset=utf-8", headers=BINARY
    )

    assert intake.hires[0].employee_id == "E-1"


async def test_every_missing_attribute_is_named() -> None:
    reply = await an_intake().hr(b"{}")

    assert reply.status == 422
    assert fields(reply) == ["specversion", "id", "source", "type", "data"]


@pytest.mark.parametrize(
    ("attribute", "value", "code"),
    [
        ("specversion", "0.3", "specversion-unknown"),
        ("id", "", "field-missing"),
        ("id", "\ud800", "field-characters"),
        ("source", "x" * 513, "field-too-long"),
        ("datacontenttype", "text/xml", "data-not-json"),
        ("data", "text", "field-not-an-object"),
        ("data", ["list"], "field-not-an-object"),
    ],
)
async def test_a_wrong_attribute_is_refused(attribute: str, value: object, code: str) -> None:
    reply = await an_intake().hr(as_json(a_hire_event() | {attribute: value}))

    assert (reply.status, fields(reply), codes_of(reply)) == (422, [attribute], [code])


async def test_data_of_a_json_kind_is_read() -> None:
    event = a_hire_event() | {"datacontenttype": "application/vnd.hr+json; charset=utf-8"}

    reply = await an_intake().hr(as_json(event))

    assert reply.status == 202


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "body-empty"),
        (b" \r\n", "body-empty"),
        (b"[1", "json-malformed"),
        (b'"\x00"', "json-malformed"),
        (b"7", "not-an-event"),
        (b"null", "not-an-event"),
        (b'"text"', "not-an-event"),
        (b"\xff\xfe{}", "text-undecodable"),
        (b'{"a": NaN}', "json-number"),
        (b'{"a": -Infinity}', "json-number"),
        (b'{"a": ' + b"9" * 5000 + b"}", "json-number"),
        (b"[" * 200_000, "json-too-deep"),
        (b'{"a":' * 40_000, "json-too-deep"),
    ],
)
async def test_a_body_that_is_no_event_is_a_bad_request(body: bytes, code: str) -> None:
    intake = an_intake()

    reply = await intake.hr(body)

    assert (reply.status, content_of(reply)["code"]) == (400, code)


async def test_malformed_json_is_shown_by_line_and_column() -> None:
    reply = await an_intake().hr(b'{"id": "1",\n "type" "x"}')

    error = content_of(reply)["errors"][0]
    assert (error["line"], error["column"]) == (2, 9)


@pytest.mark.parametrize("kind", ["", "text/plain", "text/csv", "application/xml"])
async def test_the_content_types_for_hires_are_named(kind: str) -> None:
    reply = await an_intake().hr(as_json(a_hire_event()), kind=kind)

    assert reply.status == 415
    assert "application/cloudevents+json" in content_of(reply)["detail"]
    assert "text/csv" not in content_of(reply)["detail"]


async def test_the_content_types_for_shipments_are_named() -> None:
    reply = await an_intake().procurement(b"x", kind="text/plain")

    assert reply.status == 415
    assert "text/csv" in content_of(reply)["detail"]


async def test_a_long_body_is_turned_down_at_each_intake() -> None:
    intake = an_intake()

    hires = await intake.hr(b" " * (256 * 1024 + 1))
    shipments = await intake.procurement(b" " * (32 * 1024 * 1024 + 1))

    assert (hires.status, shipments.status) == (413, 413)


async def test_a_body_of_nothing_but_brackets_is_turned_down() -> None:
    reply = await an_intake().procurement(b"[" + b"[]," * 300_000 + b"[]]")

    assert (reply.status, content_of(reply)["code"]) == (413, "json-too-many-values")


async def test_an_empty_batch_is_turned_down() -> None:
    reply = await an_intake().hr(b"[]")

    assert (reply.status, content_of(reply)["code"]) == (422, "batch-empty")


async def test_a_batch_of_too_many_events_is_turned_down() -> None:
    reply = await an_intake().hr(as_json([{}] * 1001))

    assert (reply.status, content_of(reply)["code"]) == (422, "batch-too-long")


async def test_what_is_no_event_inside_a_batch_is_refused_alone() -> None:
    reply = await an_intake().hr(as_json([a_hire_event(), 7]))

    assert reply.status == 202
    assert content_of(reply)["lines"][1]["field"] == "[1]"
    assert content_of(reply)["lines"][1]["code"] == "field-not-an-object"


async def test_the_other_intakes_events_are_unknown_here() -> None:
    intake = an_intake()

    hires = await intake.hr(as_json(a_shipment_event({"serial": "SN-1"})))
    shipments = await intake.procurement(as_json(an_event("hire.created", {"employee_id": "1"})))

    assert codes_of(hires) == ["event-type-unknown"]
    assert codes_of(shipments) == ["event-type-unknown"]

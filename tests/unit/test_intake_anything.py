"""Whatever is sent, an intake answers with a receipt or a problem."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.intake.lines import LineData
from tests.anything import ANY_JSON, ANY_TEXT
from tests.receiving import a_hash, a_hire_event, a_shipment_event, an_intake, content_of

INTAKE = an_intake()
KINDS = st.sampled_from(
    [
        "application/json",
        "application/cloudevents+json",
        "application/cloudevents-batch+json",
        "text/csv",
        "text/csv; charset=utf-16",
        "",
    ]
)
HEADER = b"Device Serial Number;Hardware Hash;Group Tag\n"
LINE_FIELDS = st.sampled_from([*LineData.model_fields, "anything"])
HIRE_FIELDS = st.sampled_from(
    ["employee_id", "user_principal_name", "start_date", "persona", "location", "anything"]
)


async def answers(body: bytes, kind: str, query: dict[str, str] | None = None) -> set[int]:
    hires = await INTAKE.hr(body, kind=kind)
    shipments = await INTAKE.procurement(body, kind=kind, query=query)
    for reply in (hires, shipments):
        assert content_of(reply)
    return {int(hires.status), int(shipments.status)}


def written(content: Any) -> bytes:  # noqa: ANN401  any JSON
    return json.dumps(content).encode()


@given(st.binary(max_size=400), KINDS)
async def test_any_bytes_are_answered(body: bytes, kind: str) -> None:
    assert await answers(body, kind) <= {202, 400, 413, 415, 422}


@given(st.binary(max_size=400), st.dictionaries(ANY_TEXT, ANY_TEXT, max_size=2))
async def test_any_lines_below_a_header_are_answered(rest: bytes, query: dict[str, str]) -> None:
    assert await answers(HEADER + rest, "text/csv", query) <= {202, 400, 415, 422}


@given(ANY_TEXT, st.sampled_from(["utf-8", "utf-16", "cp1252"]))
async def test_any_text_below_a_header_is_answered(text: str, encoding: str) -> None:
    body = (HEADER.decode() + text).encode(encoding, "replace")

    assert await answers(body, "text/csv") <= {202, 400, 415, 422}


@given(ANY_JSON)
async def test_any_json_is_answered(content: object) -> None:
    assert await answers(written(content), "application/json") <= {400, 422}


@given(st.dictionaries(HIRE_FIELDS, ANY_JSON), ANY_JSON, ANY_JSON)
async def test_any_field_of_a_hire_is_answered(
    data: dict[str, object], event_id: object, time: object
) -> None:
    event = a_hire_event() | {"id": event_id, "time": time}
    event["data"] = {"employee_id": "E-1"} | data

    assert await answers(written([event, a_hire_event()]), "application/json") == {202, 422}


@settings(max_examples=200)
@given(st.dictionaries(LINE_FIELDS, ANY_JSON), ANY_JSON)
async def test_any_field_of_a_line_is_answered(line: dict[str, object], order: object) -> None:
    event = a_shipment_event({"serial": "SN-1"} | line, order_reference=order)

    assert await answers(written(event), "application/json") <= {202, 422}


@pytest.mark.parametrize("cut", range(0, 200, 7))
async def test_a_hash_cut_anywhere_is_answered(cut: int) -> None:
    event = a_shipment_event({"serial": "SN-1", "hardware_hash": a_hash()[:cut] + "=" * (cut % 5)})

    assert await answers(written(event), "application/json") <= {202, 422}

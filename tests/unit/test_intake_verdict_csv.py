"""Verdicts as a CSV that goes back to the supplier."""

import csv
import io
from http import HTTPStatus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.intake.verdict_csv import refusals_csv, wants_csv
from shared.runtime.http import Problem, Reply
from tests.receiving import a_hash, a_request, a_shipment_event, an_intake, as_json

HEADER = ["line", "serial", "verdict", "code", "field", "sentence", "remedy"]


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


async def answered(body: bytes, kind: str, accept: str = "text/csv") -> Reply:
    return await an_intake().procurement(body, kind=kind, headers={"accept": accept})


async def test_every_line_has_its_row() -> None:
    body = f"Serial,Hash,Model\nSN-1,,\n'SN-2,{a_hash('SN-2')},x\n0,,\n".encode()

    reply = await answered(body, "text/csv")

    header, *rows = rows_of(reply.body)
    assert (reply.status, reply.content_type) == (202, "text/csv; charset=utf-8")
    assert header == HEADER
    assert [row[:5] for row in rows] == [
        ["2", "SN-1", "accepted", "", ""],
        ["3", "SN-2", "noted", "excel-text; model-disagrees", "Serial; Model"],
        ["4", "", "refused", "serial-placeholder", "Serial"],
    ]


async def test_it_is_what_excel_opens() -> None:
    reply = await answered(b"Serial,Hash\nSN-1,\n", "text/csv")

    assert reply.body.startswith(b"\xef\xbb\xbfline,serial,")
    assert reply.body.count(b"\n") == reply.body.count(b"\r\n") == 2


async def test_refusals_are_rows_as_well() -> None:
    reply = await answered(b"Serial,Hash\n0,x\n,\nNONE,\n", "text/csv")

    assert (reply.status, reply.content_type) == (422, "text/csv; charset=utf-8")
    assert [row[:4] for row in rows_of(reply.body)[1:]] == [
        ["2", "", "refused", "serial-placeholder; hash-not-base64"],
        ["4", "", "refused", "serial-placeholder"],
    ]


async def test_a_body_that_cannot_be_read_is_one_row() -> None:
    reply = await answered(b"ISA", "application/edi-x12")

    assert (reply.status, rows_of(reply.body)[1][:4]) == (
        400,
        ["1", "", "refused", "segment-malformed"],
    )


async def test_a_batch_names_its_events() -> None:
    events = [a_shipment_event({"serial": "SN-1"}), a_shipment_event(shipment_id="") | {"id": "2"}]

    reply = await answered(as_json(events), "application/json")

    assert [row[0] for row in rows_of(reply.body)[1:]] == ["event 1 line 1", "event 2"]


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-SN",
        "@x",
        "\tx",
        "\rx",
        "\nx",
        "\uff1d1+1",
        "\uff0b1",
        "\uff0dSN",
        "\uff20x",
    ],
)
def test_no_cell_is_a_formula(cell: str) -> None:
    error = {"line": 2, "serial": cell, "field": cell, "code": cell, "detail": cell}

    content = refusals_csv(Problem(HTTPStatus.CONFLICT, "x", "x", (error,)))

    assert rows_of(content)[1] == ["2", f"'{cell}", "refused", *[f"'{cell}"] * 3, ""]


@given(st.text())
def test_any_sentence_is_one_cell(text: str) -> None:
    content = refusals_csv(Problem(HTTPStatus.CONFLICT, "x", text))

    assert [len(row) for row in rows_of(content)] == [len(HEADER)] * 2


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("text/csv", True),
        ("Text/CSV; charset=utf-8", True),
        ("text/csv, */*;q=0.1", True),
        ("application/json;q=0.5, text/csv", True),
        ("application/json, text/csv;q=0.9", False),
        ("text/csv;q=0", False),
        ("text/csv;q=much", False),
        ("*/*", False),
        ("", False),
    ],
)
def test_who_asks_for_csv_gets_csv(accept: str, *, wanted: bool) -> None:
    assert wants_csv(a_request(b"", headers={"accept": accept})) is wanted

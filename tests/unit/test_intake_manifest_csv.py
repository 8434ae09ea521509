"""Autopilot CSVs as people, Excel and scripts write them."""

import pytest

from tests.receiving import a_hash, an_intake, codes_of, content_of

HEADER = "Device Serial Number,Windows Product ID,Hardware Hash,Group Tag,Assigned User"


def a_file(*lines: str, header: str = HEADER, end: str = "\r\n") -> str:
    return end.join((header, *lines)) + end


def a_row(serial: str = "SN-1", tag: str = "TAG", user: str = "") -> str:
    return f"{serial},,{a_hash(serial)},{tag},{user}"


def noted(content: dict[str, list[dict[str, str]]]) -> list[str]:
    return [note["code"] for note in content["notes"]]


async def test_a_file_as_intune_wants_it_needs_no_note() -> None:
    intake = an_intake()
    body = a_file(a_row(user="ada@example.com"), a_row("SN-2")).encode()

    reply = await intake.procurement(body, kind="text/csv")

    content = content_of(reply)
    assert (reply.status, content["accepted"], content["notes"]) == (202, 2, [])
    said = [(line.serial, line.group_tag, line.person) for line in intake.lines]
    assert said == [("SN-1", "TAG", "ada@example.com"), ("SN-2", "TAG", "")]


@pytest.mark.parametrize(
    ("encoding", "notes"),
    [
        ("utf-8", []),
        ("utf-8-sig", ["byte-order-mark"]),
        ("utf-16", ["encoding-utf-16"]),
        ("cp1252", ["encoding-windows-1252"]),
    ],
)
async def test_every_encoding_that_windows_writes_is_read(encoding: str, notes: list[str]) -> None:
    intake = an_intake()

    reply = await intake.procurement(a_file(a_row(tag="Zürich")).encode(encoding), kind="text/csv")

    assert (reply.status, noted(content_of(reply))) == (202, notes)
    assert intake.lines[0].group_tag == "Zürich"


@pytest.mark.parametrize(("delimiter", "notes"), [(";", ["delimiter"]), ("\t", ["delimiter"])])
async def test_other_delimiters_are_noted(delimiter: str, notes: list[str]) -> None:
    intake = an_intake()
    text = a_file(a_row()).replace(",", delimiter)

    reply = await intake.procurement(text.encode(), kind="text/csv")

    assert (noted(content_of(reply)), intake.lines[0].group_tag) == (notes, "TAG")


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
async def test_every_line_ending_is_read_and_blank_lines_are_left_out(end: str) -> None:
    intake = an_intake()
    text = a_file(a_row(), "", ",,,,", "  ", a_row("0"), "", "", end=end)

    reply = await intake.procurement(text.encode(), kind="text/csv")

    lines = content_of(reply)["lines"]
    assert [(line["line"], line["verdict"]) for line in lines] == [(2, "accepted"), (6, "refused")]


async def test_columns_may_come_in_any_order_case_and_quotes() -> None:
    intake = an_intake()
    header = '"HARDWARE HASH", device serial number ,"Order  Reference",Device Model,Color'
    row = f'"{a_hash()}"," sn-1 ","PO-7","Contoso 13",red'

    reply = await intake.procurement(a_file(row, header=header).encode(), kind="text/csv")

    line = intake.lines[0]
    assert (line.serial, line.order_reference, line.model) == ("SN-1", "PO-7", "Contoso 13")
    assert noted(content_of(reply)) == [
        "quotes",
        "header-spelling",
        "header-order",
        "columns-ignored",
    ]
    assert content_of(reply)["notes"][-1]["sentence"] == "Columns not read: Color."


async def test_a_partner_center_file_is_read() -> None:
    intake = an_intake()
    header = "Device Serial Number,Windows Product ID,Hardware Hash,Manufacturer name,Device model"

    await intake.procurement(
        a_file(f"SN-1,,{a_hash()},Contoso,Contoso 13", header=header).encode(), kind="text/csv"
    )

    assert (intake.lines[0].manufacturer, intake.lines[0].model) == ("Contoso", "Contoso 13")


async def test_a_line_may_lack_its_last_columns_and_its_hash() -> None:
    intake = an_intake()

    reply = await intake.procurement(a_file("SN-1").encode(), kind="text/csv")

    assert (reply.status, intake.lines[0].fingerprint) == (202, "")


@pytest.mark.parametrize(
    ("header", "missing"),
    [
        ("Device Serial Number,Windows Product ID", ["Hardware Hash"]),
        ("Number,Code", ["Device Serial Number", "Hardware Hash"]),
        ("SN-1,,abc", ["Device Serial Number", "Hardware Hash"]),
    ],
)
async def test_missing_headers_are_named(header: str, missing: list[str]) -> None:
    reply = await an_intake().procurement(a_file(a_row(), header=header).encode(), kind="text/csv")

    assert reply.status == 422
    assert [error["field"] for error in content_of(reply)["errors"]] == missing


async def test_a_header_that_is_there_twice_is_turned_down() -> None:
    header = f"{HEADER},hardware hash"

    reply = await an_intake().procurement(a_file(a_row(), header=header).encode(), kind="text/csv")

    assert codes_of(reply) == ["header-twice", "header-twice"]


async def test_a_header_of_countless_columns_is_turned_down() -> None:
    header = HEADER + ",x" * 200

    reply = await an_intake().procurement(a_file(a_row(), header=header).encode(), kind="text/csv")

    assert codes_of(reply) == ["header-too-long"]


@pytest.mark.parametrize("body", [HEADER, f"{HEADER}\r\n\r\n,,,\r\n"])
async def test_a_file_without_lines_is_turned_down(body: str) -> None:
    reply = await an_intake().procurement(body.encode(), kind="text/csv")

    assert (reply.status, content_of(reply)["code"]) == (422, "csv-empty")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (a_file(a_row()).encode("utf-16-le"), "text-undecodable"),
        (a_file("SN\0").encode(), "text-undecodable"),
        (a_file("SN").encode() + b"\x81", "text-undecodable"),
        (b"\xff\xfe\x00", "text-undecodable"),
        (a_file("\n" * 1_048_576).encode(), "csv-unreadable"),
        (a_file("x" * 70_000).encode(), "csv-unreadable"),
        (a_file('"', *["x" * 60_000] * 3).encode(), "csv-unreadable"),
    ],
)
async def test_a_file_that_cannot_be_read_is_a_bad_request(body: bytes, code: str) -> None:
    reply = await an_intake().procurement(body, kind="text/csv")

    assert (reply.status, content_of(reply)["code"]) == (400, code)


async def test_a_quote_that_swallows_lines_is_found_out() -> None:
    intake = an_intake()
    text = a_file(a_row(), 'SN-2,,"', a_row("SN-3"), a_row("SN-4"))

    reply = await intake.procurement(text.encode(), kind="text/csv")

    refused = content_of(reply)["lines"][1]
    assert (refused["line"], refused["code"]) == (3, "quote-open")
    assert "closes on line 5" in refused["sentence"]


async def test_a_value_too_many_is_refused() -> None:
    text = a_file(a_row(), a_row("SN-2") + ",x", a_row("SN-3") + ",,")

    reply = await an_intake().procurement(text.encode(), kind="text/csv")

    assert codes_of(reply) == ["", "columns-too-many", ""]


async def test_a_field_is_named_as_the_file_names_it() -> None:
    text = a_file(a_row(user="nobody"), header=HEADER.upper())

    reply = await an_intake().procurement(text.encode(), kind="text/csv")

    error = content_of(reply)["errors"][0]
    assert (error["line"], error["serial"], error["field"]) == (2, "SN-1", "ASSIGNED USER")


async def test_a_hash_in_the_wrong_column_is_not_answered() -> None:
    text = a_file(f"{a_hash()},,SN-1,{a_hash()},{a_hash()}")

    reply = await an_intake().procurement(text.encode(), kind="text/csv")

    assert reply.status == 422
    assert a_hash()[:30].encode() not in reply.body


async def test_more_lines_than_are_read_at_once_are_turned_down() -> None:
    text = a_file(*(f"SN-{number}" for number in range(5001)))

    reply = await an_intake().procurement(text.encode(), kind="text/csv")

    assert (reply.status, content_of(reply)["code"]) == (422, "lines-too-many")

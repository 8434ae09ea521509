"""What a CSV may have that Intune does not take; each is noted."""

import pytest

from tests.manifests import DATA
from tests.receiving import a_hash, an_intake, codes_of, content_of, fields_of

HEADER = "Device Serial Number,Windows Product ID,Hardware Hash"


async def answer_to(text: str | bytes) -> tuple[list[str], list[str]]:
    """The serial numbers that go on, and the codes of the file's notes."""
    intake = an_intake()
    body = text.encode() if isinstance(text, str) else text
    reply = await intake.procurement(body, kind="text/csv")
    notes = [note["code"] for note in content_of(reply).get("notes", [])]
    return [line.serial for line in intake.lines], notes


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (f"\ufeff{HEADER}\r\nSN-1,,\r\n", "byte-order-mark"),
        (f"{HEADER}\rSN-1,,\r", "line-ends"),
        (f"{HEADER}\r\n\r\nSN-1,,\r\n,,\r\n", "blank-lines"),
        (f'{HEADER}\r\n"SN-1",,\r\n', "quotes"),
        (f"{HEADER}\r\nSN-1\r\n", "columns-missing"),
        (f"{HEADER.upper()}\r\nSN-1,,\r\n", "header-spelling"),
        ("Hardware Hash,Device Serial Number\r\n,SN-1\r\n", "header-order"),
        (f"{HEADER},Colour\r\nSN-1,,,red\r\n", "columns-ignored"),
        (f"{HEADER}\r\nSN-1,,\r\n".replace(",", "|"), "delimiter"),
        (f"#TYPE Selected.Some\r\n{HEADER}\r\nSN-1,,\r\n", "line-above-header"),
        (f"sep=,\r\n{HEADER}\r\nSN-1,,\r\n", "line-above-header"),
    ],
)
async def test_each_leniency_is_noted_by_itself(text: str, note: str) -> None:
    assert await answer_to(text) == (["SN-1"], [note])


@pytest.mark.parametrize(
    "header",
    [
        "serialNumber,hardwareIdentifier,groupTag",
        "Serial No,Hash,Group_Tag",
        "S/N;HWID;GROUP-TAG",
        "Service Tag\tHardware  Hash\tTag",
    ],
)
async def test_spellings_of_other_tools_are_known(header: str) -> None:
    mark = next(mark for mark in ",;\t" if mark in header)
    intake = an_intake()

    await intake.procurement(f"{header}\nSN-1{mark}{mark}TAG\n".encode(), kind="text/csv")

    assert [(line.serial, line.group_tag) for line in intake.lines] == [("SN-1", "TAG")]


async def test_beside_a_documented_name_another_spelling_is_no_second_one() -> None:
    intake = an_intake()
    text = f"{HEADER},Model,Device model,Manufacturer name\nSN-1,,,A,B,C\n"

    reply = await intake.procurement(text.encode(), kind="text/csv")

    assert intake.lines[0].model == "B"
    assert content_of(reply)["notes"][-1]["sentence"] == "Columns not read: Model."


@pytest.mark.parametrize("cell", ['="000123"', '"=""000123"""', "'000123", " '000123"])
async def test_excel_s_marks_of_a_text_are_taken_away_and_noted(cell: str) -> None:
    intake = an_intake()

    reply = await intake.procurement(f"{HEADER}\n{cell},,\n".encode(), kind="text/csv")

    assert [line.serial for line in intake.lines] == ["000123"]
    assert (codes_of(reply), fields_of(reply)) == (["excel-text"], ["Device Serial Number"])


@pytest.mark.parametrize("serial", ["1.23E+11", '"1,23E+11"', "1E+10", "4.5e+12"])
async def test_a_serial_number_that_excel_has_rounded_is_refused(serial: str) -> None:
    reply = await an_intake().procurement(f"{HEADER}\n{serial},,\n".encode(), kind="text/csv")

    (error,) = content_of(reply)["errors"]
    assert error["code"] == "serial-scientific"
    assert "Excel" in error["detail"]


async def test_zeros_that_the_hash_still_has_are_missed() -> None:
    row = f"{HEADER}\n123,,{a_hash('000123')}\n"

    reply = await an_intake().procurement(row.encode(), kind="text/csv")

    assert codes_of(reply) == ["serial-zeros-lost"]


async def test_location_request_persona_and_employee_are_columns() -> None:
    intake = an_intake()
    header = f"{HEADER},Location,Request,Persona,Employee ID"

    await intake.procurement(f"{header}\nSN-1,,,Bern,R-7,lab,E-1\n".encode(), kind="text/csv")

    (line,) = intake.lines
    said = (line.location, line.request, line.persona, line.employee_id)
    assert said == ("Bern", "R-7", "lab", "E-1")


async def test_several_things_are_noted_of_one_line() -> None:
    text = f"{HEADER},Device model\n'SN-1,,{a_hash()},C13\n"

    reply = await an_intake().procurement(text.encode(), kind="text/csv")

    (line,) = content_of(reply)["lines"]
    assert (line["verdict"], line["code"]) == ("noted", "excel-text")
    assert [remark["code"] for remark in line["further"]] == ["model-disagrees"]


@pytest.mark.parametrize(
    ("name", "serials"),
    [
        ("partner-center.csv", ["PF5T0R7D", "PF5T0R7E"]),
        ("excel-german.csv", ["0001234567", "0009876543"]),
        ("powershell-export.csv", ["PF5T0R7F"]),
        ("corporate-identifiers.csv", ["01234567890123", "02234567890123", "7HK2QX9"]),
    ],
)
async def test_a_sample_reads(name: str, serials: list[str]) -> None:
    assert (await answer_to((DATA / name).read_bytes()))[0] == serials

"""Corporate identifiers as Intune takes them: no header, and manufacturer, model, serial number."""

import pytest

from tests.manifests import DATA
from tests.receiving import a_hash, an_intake, codes_of, content_of, fields_of

FORMAT = "text/csv; charset=utf-8; format=corporate-identifiers"


async def test_three_values_without_a_header_are_recognised_and_said_so() -> None:
    intake = an_intake()
    body = (DATA / "corporate-identifiers.csv").read_bytes()

    reply = await intake.procurement(body, kind="text/csv")

    said = [(line.manufacturer, line.model, line.serial) for line in intake.lines]
    assert said[0] == ("Microsoft", "surface 5", "01234567890123")
    assert said[2] == ("Dell, Inc.", "Latitude 5540", "7HK2QX9")
    assert content_of(reply)["notes"][-1]["code"] == "header-absent"


@pytest.mark.parametrize("kind", [FORMAT, 'text/csv;Format="Corporate-Identifiers"'])
async def test_the_content_type_may_say_so(kind: str) -> None:
    intake = an_intake()

    reply = await intake.procurement(b"Contoso,C 13,SN-1\r\nContoso,,SN-2\r\n", kind=kind)

    assert [line.serial for line in intake.lines] == ["SN-1"]
    assert (codes_of(reply)[1], fields_of(reply)[1]) == ("field-missing", "Device model")


async def test_the_query_may_say_so() -> None:
    intake = an_intake()
    query = {"format": "corporate-identifiers"}

    await intake.procurement(b"Contoso,C 13,SN-1\n\nContoso\n", kind="text/csv", query=query)

    assert [line.serial for line in intake.lines] == ["SN-1"]


async def test_a_header_is_read_all_the_same() -> None:
    intake = an_intake()
    body = b"Serial number,Model,Manufacturer\r\nSN-1,C 13,Contoso\r\n"

    await intake.procurement(body, kind=FORMAT)

    said = [(line.manufacturer, line.model, line.serial) for line in intake.lines]
    assert said == [("Contoso", "C 13", "SN-1")]


@pytest.mark.parametrize(
    "text",
    [
        "Contoso,C 13,SN-1\nContoso,C 13\n",
        "Contoso,C 13,SN-1,x\n",
        f"SN-1,00330-80000-00000-AA123,{a_hash()}\n",
        "01234567890123,device details\n",
    ],
)
async def test_what_only_resembles_them_is_no_manifest(text: str) -> None:
    reply = await an_intake().procurement(text.encode(), kind="text/csv")

    assert (reply.status, content_of(reply)["code"]) == (422, "header-wrong")


async def test_a_fourth_value_is_too_many() -> None:
    reply = await an_intake().procurement(b"Contoso,C 13,SN-1,x\n", kind=FORMAT)

    assert codes_of(reply) == ["columns-too-many"]


async def test_another_format_is_turned_down() -> None:
    reply = await an_intake().procurement(b"a", kind="text/csv", query={"format": "xlsx"})

    assert (codes_of(reply), fields_of(reply)) == (["format-unknown"], ["query.format"])

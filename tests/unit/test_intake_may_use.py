"""A source gives devices only the personas and group tags that the flight plan allows it."""

from dataclasses import replace
from typing import Any

import pytest

from shared.domain.sources import OWN, MayUse
from tests.manifests import BSN, an_interchange
from tests.receiving import (
    Intake,
    a_shipment_event,
    an_intake,
    as_json,
    codes_of,
    content_of,
    fields_of,
)

LAB = {"personas": frozenset({"lab"})}
OFFICE = {"personas": frozenset({"office"})}
LAB_TAG = {"group_tags": frozenset({"LAB-TAG"})}
FREE_TAG = {"group_tags": frozenset({"FREE"})}


def who_may_use(**may_use: Any) -> Intake:  # noqa: ANN401  a set of names
    return an_intake(replace(OWN, may_use=MayUse(**may_use)))


async def refusals(may_use: dict[str, Any], line: dict[str, str]) -> list[tuple[str, str]]:
    """The code and the field of what is refused of a line beside a good one."""
    intake = who_may_use(**may_use)
    event = a_shipment_event({"serial": "SN-1"} | line)
    reply = await intake.procurement(as_json(event))
    names = [field.removeprefix("data.lines[0].") for field in fields_of(reply)]
    return [found for found in zip(codes_of(reply), names, strict=True) if found != ("", "")]


@pytest.mark.parametrize(
    ("may_use", "line"),
    [
        ({}, {"persona": "lab", "group_tag": "ANY"}),
        (LAB, {"persona": "lab"}),
        (LAB, {"group_tag": "LAB-TAG"}),
        (LAB, {"group_tag": "lab-tag"}),
        (LAB, {"persona": "lab", "group_tag": "FREE"}),
        (OFFICE, {}),
        (OFFICE, {"group_tag": "FREE"}),
        (LAB_TAG, {"persona": "lab"}),
        (LAB_TAG, {"group_tag": "LAB-TAG"}),
        (LAB | FREE_TAG, {"persona": "lab"}),
    ],
)
async def test_what_is_allowed_goes_on(may_use: dict[str, Any], line: dict[str, str]) -> None:
    assert await refusals(may_use, line) == []


@pytest.mark.parametrize(
    ("may_use", "line", "code", "field"),
    [
        (LAB, {"persona": "office"}, "persona-not-allowed", "persona"),
        (LAB, {}, "persona-not-allowed", "persona"),
        (LAB, {"group_tag": "FREE"}, "persona-not-allowed", "persona"),
        (LAB, {"group_tag": "OFFICE-TAG"}, "group-tag-not-allowed", "group_tag"),
        (OFFICE, {"group_tag": "lab-TAG"}, "group-tag-not-allowed", "group_tag"),
        (LAB, {"persona": "lab", "group_tag": "OFFICE-TAG"}, "group-tag-not-allowed", "group_tag"),
        (FREE_TAG, {"group_tag": "LAB-TAG"}, "group-tag-not-allowed", "group_tag"),
        (FREE_TAG, {"persona": "lab"}, "group-tag-not-allowed", "persona"),
        (LAB_TAG, {}, "group-tag-not-allowed", "persona"),
    ],
)
async def test_what_is_not_allowed_is_refused_by_field(
    may_use: dict[str, Any], line: dict[str, str], code: str, field: str
) -> None:
    assert await refusals(may_use, line) == [(code, field)]


async def test_the_remedy_names_the_setting() -> None:
    event = a_shipment_event({"serial": "SN-1", "persona": "office"})

    reply = await who_may_use(**LAB).procurement(as_json(event))

    remedy = content_of(reply)["errors"][0]["remedy"]
    assert "sources.groundcrew.may_use.personas" in remedy


async def test_an_event_s_persona_refuses_the_event() -> None:
    event = a_shipment_event({"serial": "SN-1", "persona": "lab"}, persona="office")

    reply = await who_may_use(**LAB).procurement(as_json(event))

    assert (codes_of(reply), fields_of(reply)) == (["persona-not-allowed"], ["data.persona"])


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/csv", b"Serial,Hash,Persona\nSN-1,,lab\n"),
        ("application/edi-x12", an_interchange(BSN, "REF*SE*SN-1")),
    ],
)
async def test_a_file_s_persona_refuses_the_file(kind: str, body: bytes) -> None:
    intake = who_may_use(**LAB)

    reply = await intake.procurement(body, kind=kind, query={"persona": "office"})

    assert (codes_of(reply), fields_of(reply)) == (["persona-not-allowed"], ["query.persona"])


async def test_an_event_s_persona_holds_for_lines_that_name_none() -> None:
    intake = who_may_use(**LAB)

    await intake.procurement(as_json(a_shipment_event({"serial": "SN-1"}, persona="lab")))

    assert [line.persona for line in intake.lines] == ["lab"]


@pytest.mark.parametrize("kind", ["delivered", "cancelled", "returned"])
async def test_an_event_that_gives_devices_nothing_is_not_held_against_it(kind: str) -> None:
    intake = who_may_use(**LAB)

    await intake.procurement(as_json(a_shipment_event({"serial": "SN-1"}, kind=kind)))

    assert [line.serial for line in intake.lines] == ["SN-1"]

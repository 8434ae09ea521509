"""What an HR system answers completes the command of a thin event."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from shared.domain.commands import HireEvent, NewHire
from shared.domain.errors import Rejected
from shared.intake.fetched import fetched_hire
from tests.hr_systems import a_document, a_source, a_thin
from tests.receiving import PERSONAS

APRIL = date(2026, 4, 1)


def fetched(preset: str, document: Any, **before: Any) -> NewHire:  # noqa: ANN401  any JSON
    command = replace(a_thin(preset), **before)
    return fetched_hire(command, document, a_source(preset), PERSONAS)


@pytest.mark.parametrize(
    ("preset", "location", "needs_device"),
    [
        ("bamboohr", "Berlin", True),
        ("hibob", "Berlin", None),
        ("personio", "", True),
        ("rippling", "DE", False),
        ("finch", "Berlin", True),
        ("greenhouse", "Berlin", None),
    ],
)
def test_a_sample_of_an_answer_tells_the_person(
    preset: str, location: str, *, needs_device: bool | None
) -> None:
    told = fetched(preset, a_document(preset, "fetched.json"))

    assert told == replace(
        a_thin(preset),
        user_principal_name="ada@example.com",
        start_date=APRIL,
        persona="lab",
        location=location,
        needs_device=needs_device,
        fetch_from="",
    )


def test_what_nobody_entered_leaves_the_events_word() -> None:
    told = fetched(
        "bamboohr",
        a_document("bamboohr", "fetched-undated.json"),
        start_date=APRIL,
        user_principal_name="ada@example.com",
        persona="office",
        location="Bern",
        order_reference="PO-1",
    )

    assert (told.start_date, told.user_principal_name) == (APRIL, "ada@example.com")
    assert (told.persona, told.location, told.order_reference) == ("office", "Bern", "PO-1")
    assert told.needs_device is False


def test_somebody_who_has_left_meanwhile_is_cancelled_as_of_the_event() -> None:
    told = fetched("bamboohr", {"status": "Inactive"})

    assert (told.event, told.said_at) == (HireEvent.CANCELLED, a_thin("bamboohr").said_at)


def test_a_word_without_a_persona_leaves_the_persona_blank() -> None:
    assert fetched("bamboohr", {"department": "Sales"}).persona == ""


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ({"start_date": "SECRET"}, "start_date"),
        ({"work_email": "SECRET"}, "work_email"),
        ({"country": ["SECRET"]}, "location.name || country"),
        ({"department": {"name": "SECRET" * 40}}, "department.name"),
        ([{"SECRET": 1}], "@"),
        ("SECRET", "@"),
        (None, "@"),
        ({}, "@"),
    ],
)
def test_an_answer_that_cannot_be_read_names_its_field_and_no_value(
    document: object, field: str
) -> None:
    with pytest.raises(Rejected) as caught:
        fetched("rippling", document)

    reason = caught.value.reason
    assert (reason.code, reason.evidence) == ("fetched-unreadable", {})
    assert reason.sentence.endswith(f"at: {field}.")
    assert "SECRET" not in reason.sentence + reason.remedy


def test_a_person_who_is_not_where_the_answer_should_have_them_is_unreadable() -> None:
    with pytest.raises(Rejected, match=r"at: data\.employee\."):
        fetched("greenhouse", {"data": {"employee": None}})


def test_an_expression_that_does_not_fit_the_answer_is_unreadable() -> None:
    mixed = [{"employment_start_date": 1}, {"employment_start_date": "2026-04-01"}]

    with pytest.raises(Rejected, match="cannot be read at: sort_by"):
        fetched("personio", {"employments": {"_data": mixed}})

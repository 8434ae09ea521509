"""A source's own word for a workplace, and the names that its events have for good."""

import json
from dataclasses import replace
from typing import Any

import pytest

from shared.intake.received import Received
from tests.hr_systems import (
    a_source,
    an_event,
    codes_of,
    fields_of,
    hires_of,
    our_source,
    read,
    read_events,
    read_json,
)


def personas_of(received: Received) -> list[str]:
    return [hire.persona for hire in hires_of(received)]


def origins_of(*events: Any, **said: Any) -> list[str]:  # noqa: ANN401  any JSON
    return [step.origin for step in read_events(*events, **said).steps]


@pytest.mark.parametrize(
    ("mapped", "word", "persona"),
    [
        ({"Engineering": "lab"}, " engineering ", "lab"),
        ({" ENGINEERING ": "lab"}, "Engineering", "lab"),
        ({"Engineering": "lab", "*": "office"}, "Sales", "office"),
        ({"Engineering": "lab", "*": "office"}, "Engineering", "lab"),
        ({"4711": "lab"}, 4711, "lab"),
        ({}, "lab", "lab"),
        ({}, "LAB", "lab"),
        ({"*": "office"}, "", ""),
    ],
)
def test_a_word_means_a_persona(mapped: dict[str, str], word: object, persona: str) -> None:
    received = read_events(an_event(unit=word), personas=mapped)

    assert (personas_of(received), codes_of(received)) == ([persona], [[]])


@pytest.mark.parametrize("mapped", [{}, {"Engineering": "lab"}, {"Sales": "long gone"}])
def test_a_word_that_means_none_is_noted_and_the_hire_goes_on(mapped: dict[str, str]) -> None:
    received = read_events(an_event(unit="Sales"), personas=mapped)

    assert personas_of(received) == [""]
    assert (codes_of(received), fields_of(received)) == ([["persona-unmapped"]], ["unit"])


def test_a_personas_name_is_no_word_once_there_is_a_map() -> None:
    assert personas_of(read_events(an_event(unit="office"), personas={"Sales": "lab"})) == [""]


def test_two_notes_on_one_event_stand_side_by_side() -> None:
    received = read_events(an_event(unit="Sales", laptop=False))

    assert codes_of(received) == [["persona-unmapped", "no-device-due"]]


def test_the_same_event_makes_the_same_step_alone_and_among_others() -> None:
    event, other = an_event(id="7"), an_event(id="8", no="E-2")

    assert origins_of(event) == origins_of(other, event)[1:]


def test_an_event_that_says_something_else_makes_another_step() -> None:
    said: tuple[dict[str, object], ...] = (
        {},
        {"at": "2026-03-01T10:00:00Z"},
        {"start": "2026-04-01"},
        {"id": "8"},
        {"what": "moved"},
    )
    events = [an_event(**{"id": "7", **each}) for each in said]

    assert len(set(origins_of(*events))) == len(events)


def test_an_event_without_an_id_and_a_time_is_known_by_what_it_says() -> None:
    first, again, other = origins_of(*[an_event(at=None)] * 2, an_event(at=None, no="E-2"))

    assert first == again != other


def test_an_event_that_comes_again_after_the_map_was_corrected_is_another_step() -> None:
    event = an_event(unit="Sales")

    assert origins_of(event) != origins_of(event, personas={"Sales": "lab"})


def test_the_same_event_of_two_sources_makes_two_steps() -> None:
    event = {"action": "hire_candidate", "payload": {"application": {"candidate": {"id": 1}}}}
    source = a_source("greenhouse-recruiting")

    steps = [
        step
        for name in ("here", "there")
        for step in read_json(replace(source, name=name), event).steps
    ]

    assert len({step.origin for step in steps}) == 2


def test_a_delivery_of_one_event_is_named_after_it_however_the_body_is_written() -> None:
    body = json.dumps({"people": [an_event(id=7)]})
    source = our_source()

    assert read(source, body.encode()).receipt == read(source, f" {body}".encode()).receipt


def test_what_cancels_is_not_fetched_and_everything_else_is() -> None:
    fetch = {"url": "https://hr.example.com/{employee_id}"}
    events = (an_event(), an_event(what="moved"), an_event(what="gone"), an_event(left=True))

    received = read_events(*events, hires={"fetch": fetch})

    assert [hire.fetch_from for hire in hires_of(received)] == ["middleware", "middleware", "", ""]

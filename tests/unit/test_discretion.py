"""The last line of defence of the log, and of what the host writes of errors."""

import json

import pytest

from shared.observability.discretion import (
    Discretion,
    Unforeseen,
    classes_and_places,
    mask,
    tell_error,
)
from simulator.hardware import hardware_hash

UPN = "hanna.virtanen@contoso.com"
TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJoYW5uYSJ9.c2lnbmF0dXJl"  # noqa: S105  nobody's
HASH = hardware_hash("SN-1", "Contoso", "Contoso 13")


def stumble() -> None:
    try:
        int(UPN)
    except ValueError as error:
        raise KeyError(HASH) from error


@pytest.mark.parametrize(
    ("said", "masked"),
    [
        (f"No licence for {UPN}.", "No licence for [person]."),
        (f"GET /users/{UPN}?$select=id", "GET /users/[person]?$select=id"),
        (f"@{UPN}@", "[person]@"),
        (f"a@{UPN}", "[person]"),
        (f"Bearer {TOKEN}", "Bearer [token]"),
        (f"The hash {HASH} is refused", "The hash [hash] is refused"),
        (
            "SN-1 is paired by order reference PO-1@2026",
            "SN-1 is paired by order reference PO-1@2026",
        ),
        ("fbb88daa-7a79-5062-85dc-02c986151199", "fbb88daa-7a79-5062-85dc-02c986151199"),
    ],
    ids=["sentence", "address", "ats", "names", "token", "hash", "no domain", "id"],
)
def test_what_has_the_form_of_a_secret_is_masked(said: str, masked: str) -> None:
    assert mask(None, "", {"said": said}) == {"said": masked}


def test_what_is_inside_of_other_things_is_masked_too() -> None:
    line = mask(None, "", {"said": {"people": [UPN, (TOKEN,)], "times": 3, "none": None}})

    assert line == {"said": {"people": ["[person]", ["[token]"]], "times": 3, "none": None}}


def test_what_is_no_text_is_masked_by_what_it_says() -> None:
    assert mask(None, "", {"said": ValueError(UPN)}) == {"said": "[person]"}


def test_an_endless_text_is_cut() -> None:
    assert len(str(mask(None, "", {"said": "word " * 10_000})["said"])) < 3_000


def test_an_error_is_told_by_its_classes_and_places() -> None:
    with pytest.raises(KeyError) as caught:
        stumble()

    told = classes_and_places(caught.value)

    assert told.startswith("KeyError at test_discretion.py:")
    assert " < ValueError at " in told
    assert "stumble" in told
    assert [each for each in (UPN, HASH[:40]) if each in told] == []


def test_a_line_tells_its_error_without_the_error_s_words() -> None:
    line = tell_error(None, "", {"event": "x", "exc_info": KeyError(UPN)})

    assert json.dumps(line) == '{"event": "x", "exception": "KeyError at an unknown place"}'


def test_what_nobody_foresaw_escapes_without_its_words() -> None:
    with pytest.raises(Unforeseen) as caught, Discretion():
        stumble()

    assert "KeyError" in str(caught.value)
    assert HASH[:40] not in str(caught.value)
    assert caught.value.__suppress_context__


def test_what_ends_a_process_is_let_through() -> None:
    with pytest.raises(KeyboardInterrupt), Discretion():
        raise KeyboardInterrupt

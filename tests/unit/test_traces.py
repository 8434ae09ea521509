"""A person is found in whatever is stored, and nobody else is taken for them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.traces import Person, Traces

ADELE = "adele.vance@contoso.com"
STAND_IN = "erased-0a1b2c3d"
TRACES = Traces(Person(employee_id="E-1047", names=(ADELE,), stand_in=STAND_IN))
SHORT = Traces(Person(employee_id="42", stand_in=STAND_IN))


@pytest.mark.parametrize(
    "text",
    [
        ADELE,
        "Adele.Vance@Contoso.COM",
        f"Assigned to {ADELE}.",
        f"hire/E-1047 and {ADELE}, too",
        "e-1047",
        "owed/hire/E-1047",
        "users/adele.vance%40contoso.com",
        f"<{ADELE}>",
    ],
)
def test_a_person_is_found_and_taken_out(text: str) -> None:
    assert TRACES.count(text) == 1
    assert TRACES.count(TRACES.without(text)) == 0


@pytest.mark.parametrize(
    "text",
    [
        "madele.vance@contoso.com",
        "adele.vance@contoso.com.au",
        "big.adele.vance@contoso.com",
        "E-10470",
        "PE-1047",
        "E-1047-2",
        "o'E-1047",
        "",
    ],
)
def test_nobody_else_is_taken_for_them(text: str) -> None:
    assert TRACES.count(text) == 0
    assert TRACES.without(text) == text


def test_the_rest_of_a_sentence_stays() -> None:
    assert TRACES.without(f"Assigned to {ADELE}.") == f"Assigned to {STAND_IN}."


def test_a_field_that_is_the_person_is_blank_and_one_that_acted_has_a_stand_in() -> None:
    left = TRACES.without({"person": ADELE, "by": ADELE, "words": [{"by": "E-1047"}]})

    assert left == {"person": "", "by": STAND_IN, "words": [{"by": STAND_IN}]}


def test_json_inside_of_a_string_is_looked_into() -> None:
    message = json.dumps({"fields": {"person": "Adèle@contoso.com", "serial": "SN-1"}})
    traces = Traces(Person(employee_id="E-1", names=("adèle@contoso.com",), stand_in=STAND_IN))

    left = traces.without({"message": message})

    assert json.loads(left["message"]) == {"fields": {"person": "", "serial": "SN-1"}}


def test_a_name_that_changes_its_length_in_small_letters_goes_with_its_sentence() -> None:
    traces = Traces(Person(employee_id="E-1", names=("strasse@contoso.com",), stand_in=STAND_IN))

    assert traces.without("Assigned to straße@contoso.com.") == STAND_IN


def test_the_keys_of_a_mapping_count() -> None:
    assert TRACES.without({"evidence": {ADELE: "1"}}) == {"evidence": {STAND_IN: "1"}} or (
        TRACES.count(TRACES.without({"evidence": {ADELE: "1"}})) == 0
    )


@pytest.mark.parametrize("text", ["Look 42 times.", "2026-01-42", "42 devices", "4242"])
def test_a_short_number_in_a_sentence_is_nobody(text: str) -> None:
    assert SHORT.count(text) == 0


@pytest.mark.parametrize("text", ["42", "employee/42", "hire/42"])
def test_a_short_number_that_stands_alone_is_the_person(text: str) -> None:
    assert SHORT.count(text) == 1
    assert SHORT.count(SHORT.without(text)) == 0


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from([ADELE, "E-1047", "x"]) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(_JSON)
def test_whatever_is_stored_nothing_is_left_of_the_person(value: object) -> None:
    left = TRACES.without(value)

    assert TRACES.count(left) == 0
    assert TRACES.without(left) == left


@given(_JSON)
def test_a_fast_look_finds_what_a_thorough_one_finds(value: object) -> None:
    assert TRACES.count_in_row([value]) == TRACES.count(value)


@pytest.mark.parametrize("text", ['{"a":"\\u0061dele.vance@contoso.com"}', '["users\\/EMP-1/x"]'])
def test_a_letter_that_json_writes_otherwise_hides_nobody(text: str) -> None:
    traces = Traces(Person(employee_id="users/EMP-1/x", names=(ADELE,), stand_in=STAND_IN))

    assert traces.count_in_row([{"message": text}]) == 1


@given(st.text(min_size=1).filter(str.strip), st.text(), st.text())
def test_any_id_is_found_in_any_text_that_it_stands_in(
    employee_id: str, before: str, after: str
) -> None:
    traces = Traces(Person(employee_id=employee_id, stand_in=STAND_IN))

    left = traces.without(f"{before} {employee_id} {after}")

    assert traces.count(left) == 0

"""Letters that look alike, or fold into others, are no way to somebody else's device or name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.pairing import Clue, lead
from shared.domain.serials import fault_of, normalised


# Their capitals are ASCII: the long s, the dotless i, sharp s and a ligature.
@pytest.mark.parametrize("serial", ["\u017fN-1", "S\u0131-1", "SN-\u00df", "\ufb01-1", "SN\u20111"])
def test_a_letter_whose_capital_is_ascii_makes_no_serial_number(serial: str) -> None:
    reason = fault_of(serial)

    assert reason is not None
    assert reason.code == "serial-characters"


@given(st.text())
def test_no_two_serial_numbers_that_are_accepted_meet_but_for_case_and_blanks(text: str) -> None:
    if fault_of(text) is None:
        assert normalised(text) == text.strip().upper()
        assert text.strip().isascii()


@pytest.mark.parametrize(
    "other",
    [
        "\u0430dele@contoso.com",
        "adele@c\u043entoso.com",
        "ade\u200ble@contoso.com",
        "adele\uff20contoso.com",
        "adel\u00e9@contoso.com",
    ],
)
def test_a_name_that_looks_like_another_ties_nobody_to_a_device(other: str) -> None:
    assert lead(Clue.PERSON, other) != lead(Clue.PERSON, "adele@contoso.com")


@given(st.text(), st.text())
def test_two_leads_are_one_only_when_their_values_are(one: str, other: str) -> None:
    same = one.strip().casefold() == other.strip().casefold() != ""

    assert (lead(Clue.ORDER, one) == lead(Clue.ORDER, other) != ()) is same

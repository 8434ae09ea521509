"""Corporate identifiers as Intune keeps them, whatever a supplier writes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.identifiers import CorporateIdentifier
from shared.domain.serials import fault_of

IDENTIFIERS = st.builds(
    CorporateIdentifier, manufacturer=st.text(), model=st.text(), serial=st.text()
)


def test_an_identifier_is_maker_model_and_serial_number() -> None:
    identifier = CorporateIdentifier(manufacturer="Contoso", model="Contoso 13", serial="SN-1")

    assert identifier.text == "Contoso,Contoso 13,SN-1"


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("  Contoso\t Ltd ", "Contoso Ltd,Contoso 13,SN1"),
        ("Contoso, Inc.", "Contoso Inc.,Contoso 13,SN1"),
    ],
)
def test_blanks_are_folded_and_commas_taken_out(said: str, written: str) -> None:
    identifier = CorporateIdentifier(manufacturer=said, model="Contoso 13", serial="SN1")

    assert identifier.text == written


def test_periods_are_taken_out_of_the_serial_number_alone() -> None:
    identifier = CorporateIdentifier(manufacturer="A.B", model="1.2", serial="S.N.1")

    assert identifier.text == "A.B,1.2,SN1"


@given(IDENTIFIERS)
def test_an_identifier_always_has_three_parts(identifier: CorporateIdentifier) -> None:
    assert identifier.text.count(",") == 2


@given(IDENTIFIERS)
def test_no_part_begins_or_ends_with_a_blank_or_holds_two(identifier: CorporateIdentifier) -> None:
    parts = identifier.text.split(",")

    assert [" ".join(part.split()) for part in parts] == parts


@given(IDENTIFIERS)
def test_the_serial_number_holds_no_period(identifier: CorporateIdentifier) -> None:
    assert "." not in identifier.text.rpartition(",")[2]


@given(IDENTIFIERS)
def test_what_is_written_reads_the_same_when_written_again(identifier: CorporateIdentifier) -> None:
    manufacturer, model, serial = identifier.text.split(",")
    again = CorporateIdentifier(manufacturer=manufacturer, model=model, serial=serial)

    assert again.text == identifier.text


@given(IDENTIFIERS)
def test_an_identifier_that_lacks_nothing_has_no_empty_part(
    identifier: CorporateIdentifier,
) -> None:
    # The intake refuses a serial number of nothing but periods.
    if not identifier.lacking and fault_of(identifier.serial) is None:
        assert all(identifier.text.split(","))


@pytest.mark.parametrize(
    ("manufacturer", "model", "lacking"),
    [
        ("", "Contoso 13", ("manufacturer",)),
        ("Contoso", " , ", ("model",)),
        ("", "", ("manufacturer", "model")),
    ],
)
def test_a_part_that_says_nothing_is_named(
    manufacturer: str, model: str, lacking: tuple[str, ...]
) -> None:
    identifier = CorporateIdentifier(manufacturer=manufacturer, model=model, serial="SN-1")

    assert identifier.lacking == lacking

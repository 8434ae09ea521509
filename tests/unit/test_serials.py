"""Serial numbers: one spelling, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.serials import LONGEST, fault_of, normalised


@pytest.mark.parametrize(
    "serial", ["PF3ABCDE", "0000-0123-4567-8901-2345-6789-01", "VMware-56 4d", "A"]
)
def test_a_serial_number_is_one(serial: str) -> None:
    assert fault_of(serial) is None


def test_a_serial_number_has_one_spelling() -> None:
    assert normalised("  pf3abcde\t") == "PF3ABCDE"


@pytest.mark.parametrize(
    ("serial", "code"),
    [
        ("", "serial-missing"),
        (" \t", "serial-missing"),
        ("X" * 65, "serial-too-long"),
        ("PF3\u00c4BCDE", "serial-characters"),
        ("PF3\x00BCDE", "serial-characters"),
        ("PF3\u200bBCDE", "serial-characters"),
        ('"PF3ABCDE"', "serial-characters"),
        ("PF3,ABCDE", "serial-characters"),
        ("PF3;ABCDE", "serial-characters"),
        ("Default string", "serial-placeholder"),
        ("To be filled by O.E.M.", "serial-placeholder"),
        ("System Serial Number", "serial-placeholder"),
        ("0000000", "serial-placeholder"),
        ("XXXXXXX", "serial-placeholder"),
        ("...", "serial-placeholder"),
        ("none", "serial-placeholder"),
        ("123456789", "serial-placeholder"),
    ],
)
def test_what_is_no_serial_number_says_why(serial: str, code: str) -> None:
    reason = fault_of(serial)

    assert reason is not None
    assert reason.code == code
    assert reason.remedy


def test_the_longest_serial_number_is_allowed() -> None:
    assert fault_of("A" * LONGEST) is None


@given(st.text(max_size=80))
def test_a_spelling_is_settled_after_one_pass(text: str) -> None:
    assert fault_of(normalised(text)) == fault_of(text)

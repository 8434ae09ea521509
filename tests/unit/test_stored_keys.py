"""Names for keys and tables that Azure accepts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.storage.keys import stored_key, stored_table


@pytest.mark.parametrize(
    ("key", "stored"),
    [
        ("", ""),
        ("5CG1234XYZ", "5CG1234XYZ"),
        ("5cg1234xyz", "5cg1234xyz"),
        ("ada.lovelace@contoso.com", "ada.lovelace@contoso.com"),
        ("a/b\\c#d?e", "a=2Fb=5Cc=23d=3Fe"),
        ("100%", "100=25"),
        ("a=b", "a=3Db"),
        ("O'Brien", "O=27Brien"),
        ("tab\tdel\x7f", "tab=09del=7F"),
        ("é", "=C3=A9"),
    ],
)
def test_a_key_is_stored_readably(key: str, stored: str) -> None:
    assert stored_key(key) == stored


def test_a_long_key_keeps_its_beginning_and_its_hash() -> None:
    stored = stored_key("k" * 600)

    assert (
        stored
        == "k" * 256 + "==" + "2d330bc98435ecd7cb32a036c14399b2ca5136f8e6f0bd5ccd2062cd04f2f944"
    )


def test_a_key_of_512_characters_is_stored_whole() -> None:
    assert stored_key("k" * 512) == "k" * 512


@given(st.text(max_size=700))
def test_no_stored_key_breaks_the_rules_of_azure(key: str) -> None:
    stored = stored_key(key)

    assert len(stored) <= 512
    assert not re.search(r"[/\\#?%'\x00-\x1f\x7f-\U0010ffff]", stored)


@given(st.text(), st.text())
def test_different_keys_are_stored_differently(one: str, other: str) -> None:
    assert (stored_key(one) == stored_key(other)) == (one == other)


def test_a_table_is_stored_under_its_prefix() -> None:
    assert stored_table("red", "Devices") == "redDevices"


@pytest.mark.parametrize(
    "name", ["", "ab", "park-records", "park_records", "1st", "x" * 64, "é" * 5]
)
def test_a_table_that_azure_would_not_name_is_a_mistake_of_ours(name: str) -> None:
    with pytest.raises(ValueError, match="names no Azure table"):
        stored_table("", name)

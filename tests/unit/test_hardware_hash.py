"""Made-up hardware hashes look like real ones."""

import base64

import pytest

from simulator.hardware import NotAHardwareHash, hardware_hash, records, text


def block_of(seed: int = 0) -> bytes:
    return base64.b64decode(hardware_hash("SN-1", "Contoso", "Contoso 13", seed=seed))


def test_a_hash_is_four_thousand_characters_of_base64() -> None:
    assert len(hardware_hash("SN-1", "Contoso", "Contoso 13")) == 4000


def test_a_hash_begins_with_its_magic_and_its_length() -> None:
    block = block_of()

    assert block[:2] == b"OA"
    assert int.from_bytes(block[2:4], "little") == len(block)


def test_a_hash_names_its_machine() -> None:
    found = records(block_of())

    assert text(found[14]) == "SN-1"
    assert text(found[16]) == "Contoso"
    assert text(found[17]) == "Contoso 13"


def test_a_hash_has_the_records_that_public_decoders_know() -> None:
    known = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 17, 18, 19, 25, 28}

    assert known <= set(records(block_of()))


def test_the_network_card_has_its_address_where_decoders_look() -> None:
    card = records(block_of())[8]

    assert len(card[4:10]) == 6
    assert card[4] == 0x02


def test_another_run_of_the_tool_makes_another_hash_of_the_same_machine() -> None:
    once, again = block_of(seed=1), block_of(seed=2)

    assert once != again
    assert records(once)[12] == records(again)[12]


def test_the_same_run_makes_the_same_hash() -> None:
    assert block_of(seed=1) == block_of(seed=1)


@pytest.mark.parametrize(
    "block",
    [
        b"",
        b"XX\x04\x00",
        b"OA\xff\xff",
        b"OA\x06\x00\x0e\x00",
        b"OA\x08\x00\x0e\x00\x00\x00",
        b"OA\x08\x00\x0e\x00\xff\x00",
    ],
)
def test_a_broken_block_is_no_hardware_hash(block: bytes) -> None:
    with pytest.raises(NotAHardwareHash):
        records(block)

"""Reading hardware hashes, whole ones and broken ones."""

import base64
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.errors import Reason
from shared.domain.hardware_hash import HardwareHash, fingerprint, mismatch, read
from simulator.hardware import hardware_hash

TEXT = hardware_hash("SN-1", "Contoso", "Contoso 13")
SERIALS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=64)


def decoded(text: str = TEXT) -> HardwareHash:
    found = read(text)
    assert isinstance(found, HardwareHash)
    return found


def fault(text: str) -> str:
    found = read(text)
    assert isinstance(found, Reason)
    return found.code


@given(SERIALS)
def test_any_serial_number_reads_back(serial: str) -> None:
    assert decoded(hardware_hash(serial, "Contoso", "Contoso 13")).serial == serial


def test_a_hash_says_what_machine_it_is_of() -> None:
    found = decoded()

    assert (found.serial, found.manufacturer, found.model) == ("SN-1", "Contoso", "Contoso 13")
    assert not found.repaired


@given(st.binary(max_size=200))
def test_bytes_of_any_kind_never_raise(block: bytes) -> None:
    assert isinstance(read(base64.b64encode(block).decode()), HardwareHash | Reason)


@given(st.binary(max_size=200))
def test_bytes_after_the_magic_never_raise(rest: bytes) -> None:
    block = b"OA" + struct.pack("<H", 4 + len(rest)) + rest

    assert isinstance(read(base64.b64encode(block).decode()), HardwareHash | Reason)


@given(st.text(max_size=200))
def test_text_of_any_kind_never_raises(text: str) -> None:
    assert isinstance(read(text), HardwareHash | Reason)


@given(st.integers(1, len(TEXT) - 1))
def test_a_hash_that_was_cut_off_is_noticed(length: int) -> None:
    assert fault(TEXT[:length]) in {"hash-damaged", "hash-not-base64"}


@given(st.integers(0, 2999), st.integers(0, 255))
def test_a_hash_with_a_wrong_byte_never_raises(at: int, byte: int) -> None:
    block = bytearray(base64.b64decode(TEXT))
    block[at] = byte

    assert isinstance(read(base64.b64encode(block).decode()), HardwareHash | Reason)


def block_of(*records: tuple[int, bytes]) -> str:
    body = b"".join(struct.pack("<BBH", kind, 0, 4 + len(value)) + value for kind, value in records)
    return base64.b64encode(b"OA" + struct.pack("<H", 4 + len(body)) + body).decode()


@pytest.mark.parametrize("serial", [b"SN-1\0", b"SN-1\0\0", b"SN-12\0", b"SN-1\0."])
def test_padding_that_was_left_out_is_repaired(serial: bytes) -> None:
    whole = block_of((14, serial))

    found = decoded(whole.rstrip("="))

    assert found.text == whole
    assert found.repaired == whole.endswith("=")


def test_line_breaks_in_a_hash_are_taken_out() -> None:
    found = decoded("\r\n ".join((TEXT[:76], TEXT[76:])))

    assert found.text == TEXT
    assert found.repaired


@pytest.mark.parametrize("text", ["", "=", "  ", "A", "*" * 8, "SGVsbG8g\u00fc", "A=BC"])
def test_what_is_not_base64_is_said_to_be_none(text: str) -> None:
    assert fault(text) == "hash-not-base64"


@pytest.mark.parametrize(
    "block", [b"XX\x04\x00", b"OA\xff\xff", b"O", b"OA\x08\x00\x0e\x00\x00\x00"]
)
def test_a_block_that_contradicts_itself_is_damaged(block: bytes) -> None:
    assert fault(base64.b64encode(block).decode()) == "hash-damaged"


def test_a_hash_of_another_machine_names_it() -> None:
    reason = mismatch(decoded(), "sn-2")

    assert reason is not None
    assert reason.code == "hash-of-another-machine"
    assert "SN-1" in reason.sentence
    assert "SN-2" in reason.sentence


@pytest.mark.parametrize("serial", ["SN-1", "sn-1 "])
def test_a_hash_of_this_machine_fits(serial: str) -> None:
    assert mismatch(decoded(), serial) is None


def test_a_hash_without_a_serial_number_fits_any_machine() -> None:
    assert mismatch(decoded(block_of((16, b"Contoso\0"))), "SN-2") is None


def test_a_hash_shows_itself_nowhere() -> None:
    assert TEXT not in repr(decoded())
    assert TEXT[:40] not in f"{decoded()}"
    assert decoded().fingerprint in repr(decoded())


def test_a_fingerprint_is_sha_256() -> None:
    assert fingerprint("T0E=") == "7d89d64a2926c484cec32897caa42ec074809f7809756f2c92f21ec844a270ad"

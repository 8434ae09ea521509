"""What a line's hardware hash may not say, and what is only noted."""

import base64
import struct

import pytest

from shared.domain.errors import Reason
from shared.domain.hardware_hash import HardwareHash, read
from shared.runtime.envelope import decode
from tests.receiving import a_hash, a_shipment_event, an_intake, as_json, codes_of

SERIAL, MAKER, MODEL = (14, b"SN-1\0"), (16, b"Contoso\0"), (17, b"C 13\0")


def block_of(*records: tuple[int, bytes], after: bytes = b"", inside: bytes = b"") -> str:
    """Write a hash; *inside* stands before the end that it claims, *after* behind."""
    body = b"".join(struct.pack("<BBH", kind, 0, 4 + len(value)) + value for kind, value in records)
    body += inside
    block = b"OA" + struct.pack("<H", 4 + len(body)) + body + after
    return base64.b64encode(block).decode()


async def codes(text: str, **line: str) -> list[str]:
    event = a_shipment_event({"serial": "SN-1", "hardware_hash": text} | line)
    return codes_of(await an_intake().procurement(as_json(event)))


async def test_a_whole_hash_goes_on_whatever_follows_its_records() -> None:
    assert await codes(block_of(SERIAL, MAKER, MODEL, after=bytes(900))) == [""]


async def test_records_that_nobody_knows_are_passed_over() -> None:
    assert await codes(block_of((200, b"\xff"), SERIAL, (201, b""), MAKER)) == [""]


@pytest.mark.parametrize(
    "text",
    [
        block_of(SERIAL, MAKER, inside=b"\x11"),
        block_of(SERIAL, MAKER, inside=b"\x11\0\0"),
        block_of((14, b"SN-1"), MAKER),
        block_of(SERIAL, (16, b"Conto")),
        block_of(SERIAL, (14, b"SN-2\0"), MAKER),
        block_of(SERIAL, MAKER)[:-8],
        base64.b64encode(bytes(3000)).decode(),
    ],
    ids=["a byte", "three bytes", "serial cut", "maker cut", "two serials", "cut", "all zero"],
)
async def test_a_hash_that_contradicts_itself_is_damaged(text: str) -> None:
    assert await codes(text) == ["hash-damaged"]


def test_the_same_record_twice_is_no_contradiction() -> None:
    found = read(block_of(SERIAL, SERIAL, MAKER))

    assert not isinstance(found, Reason)
    assert found.serial == "SN-1"


@pytest.mark.parametrize("records", [(MAKER, MODEL), (SERIAL, MODEL), ((14, b"\0"), MAKER)])
async def test_a_hash_that_names_no_machine_is_refused(records: tuple[tuple[int, bytes]]) -> None:
    assert await codes(block_of(*records)) == ["hash-incomplete"]


@pytest.mark.parametrize("serial", [b"Default string\0", b"0000000\0", b"To be filled by O.E.M.\0"])
async def test_a_placeholder_in_a_hash_is_refused(serial: bytes) -> None:
    assert await codes(block_of((14, serial), MAKER)) == ["hash-without-serial"]


async def test_another_maker_is_refused_and_another_model_noted() -> None:
    assert await codes(a_hash(), manufacturer="Fabrikam", model="C13") == ["manufacturer-disagrees"]
    assert await codes(a_hash(), model="C13") == ["model-disagrees"]


async def test_no_hash_travels_in_a_message() -> None:
    intake = an_intake()
    text = a_hash()

    await intake.procurement(as_json(a_shipment_event({"serial": "SN-1", "hardware_hash": text})))

    (message,) = intake.messages
    assert text[:40].encode() not in message.body
    assert decode(message.body).command == intake.commands[0]
    kept = read(text)
    assert isinstance(kept, HardwareHash)
    assert intake.lines[0].fingerprint == kept.fingerprint

"""Hardware hashes of machines that do not exist, laid out as public decoders describe.

A block is ``OA``, its length, then records of type, unused byte, length and
value, all numbers little endian.  The checksum's algorithm is not public, so
the block carries none; do not use this module to judge real hashes.
"""

import base64
import struct
from random import Random

MAGIC = b"OA"
BLOCK_BYTES = 3000  # 4000 characters of Base64, as the devices print it
_HEADER_BYTES = 4

SERIAL, MANUFACTURER, MODEL = 14, 16, 17


class NotAHardwareHash(ValueError):
    """The bytes do not follow the layout of a hardware hash."""


def hardware_hash(serial: str, manufacturer: str, model: str, *, seed: int = 0) -> str:
    """Make up the hash of one machine, as Base64; another *seed* is another run of the tool.

    What is soldered in (UUID, MAC address, TPM key) follows from the machine;
    what changes from run to run follows from the seed as well.
    """
    machine = f"{manufacturer}/{model}/{serial}"
    solid = Random(machine)  # noqa: S311  made-up hardware, no secret
    fleeting = Random(f"{machine}/{seed}")  # noqa: S311  made-up hardware, no secret
    named = [(SERIAL, serial), (MANUFACTURER, manufacturer), (MODEL, model)]
    records = [
        *_volatile(fleeting),
        *_processor(solid),
        *_storage(solid),
        *_board(solid, model),
        *(_text(kind, value) for kind, value in named),
    ]
    body = b"".join(records)
    rest = BLOCK_BYTES - 2 * _HEADER_BYTES - len(body)
    body += _record(30, fleeting.randbytes(rest))
    block = MAGIC + struct.pack("<H", _HEADER_BYTES + len(body)) + body
    return base64.b64encode(block).decode("ascii")


def records(block: bytes) -> dict[int, bytes]:
    """Read a block into values by record type; the first of a type counts.

    Raises ``NotAHardwareHash`` when the magic or a length is wrong.
    """
    if len(block) < _HEADER_BYTES or not block.startswith(MAGIC):
        message = "The block does not begin with OA."
        raise NotAHardwareHash(message)
    (end,) = struct.unpack_from("<H", block, 2)
    if end > len(block):
        message = f"The block claims {end} bytes and has {len(block)}."
        raise NotAHardwareHash(message)
    found: dict[int, bytes] = {}
    position = _HEADER_BYTES
    while position < end:
        kind, length = _record_header(block, position, end)
        found.setdefault(kind, block[position + _HEADER_BYTES : position + length])
        position += length
    return found


def text(value: bytes | None) -> str:
    """Read a text record's value; a missing record is empty text."""
    return (value or b"").split(b"\0")[0].decode("utf-8", "replace")


def _record_header(block: bytes, position: int, end: int) -> tuple[int, int]:
    if position + _HEADER_BYTES > end:
        message = f"A record header is cut off at byte {position}."
        raise NotAHardwareHash(message)
    kind, _, length = struct.unpack_from("<BBH", block, position)
    if length < _HEADER_BYTES or position + length > end:
        message = f"The record at byte {position} claims {length} bytes."
        raise NotAHardwareHash(message)
    return kind, length


def _volatile(draw: Random) -> list[bytes]:
    tool, system = (10, 0, 26100, 1), (10, 0, 26100, draw.randrange(1000, 9000))
    display = draw.randbytes(16)
    return [_record(1, struct.pack("<8H", *tool, *system) + draw.randbytes(8)), _record(9, display)]


def _processor(draw: Random) -> list[bytes]:
    counts = struct.pack("<4H", 9, 1, draw.choice((4, 6, 8)), draw.choice((8, 12, 16)))
    memory = struct.pack("<Q", draw.choice((8, 16, 32)) << 30)
    return [
        _record(2, counts),
        _text(3, "GenuineIntel"),
        _text(4, f"Intel(R) Core(TM) Ultra 5 1{draw.randrange(20, 40)}U"),
        _record(5, memory),
    ]


def _storage(draw: Random) -> list[bytes]:
    disk = f"S{draw.randrange(10**11, 10**12)}"
    mac = bytes([0x02, *draw.randbytes(5)])  # 02: a locally administered address
    return [
        _record(6, struct.pack("<QHH", 512 << 30, 17, 0)),
        _text(7, disk),
        _text(28, disk),
        _record(8, struct.pack("<HH", 6, 0) + mac + b"\0\0"),
    ]


def _board(draw: Random, model: str) -> list[bytes]:
    texts = {
        13: "2.0",
        15: "Simulated Firmware Works",
        18: f"SKU-{draw.randrange(1000, 9999)}",
        19: model.split(" ", maxsplit=1)[0],
        20: "Simulated Firmware Works",
        21: f"B{draw.randrange(100, 999)}",
        22: "A01",
        23: "1.0",
    }
    return [
        _record(10, struct.pack("<HH", 10, 2)),
        _record(12, draw.randbytes(16)),
        _record(25, draw.randbytes(512)),
        *(_text(kind, value) for kind, value in texts.items()),
    ]


def _text(kind: int, value: str) -> bytes:
    return _record(kind, value.encode() + b"\0")


def _record(kind: int, value: bytes) -> bytes:
    return struct.pack("<BBH", kind, 0, _HEADER_BYTES + len(value)) + value

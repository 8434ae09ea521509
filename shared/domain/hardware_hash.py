"""The hardware hash: what can be read from it, and whether it can be the machine's.

A hash is Base64 of a block: the magic ``OA``, its length, then records of a
type and a length.  Read from public decoders of the format; unknown record
types are skipped, and the checksum, whose algorithm is not public, is not
verified.  Two hashes of one machine differ, so they are never compared.
"""

import base64
import binascii
import hashlib
import string
import struct
from dataclasses import dataclass

from shared.domain.errors import Reason
from shared.domain.serials import fault_of, normalised

MAGIC = b"OA"
HEADER = struct.Struct("<2sH")
RECORD = struct.Struct("<BBH")
SERIAL, MANUFACTURER, MODEL = 14, 16, 17

_AGAIN = "Ask the supplier to collect the hardware hash again, on this machine."
_ALPHABET = frozenset(string.ascii_letters + string.digits + "+/")


@dataclass(frozen=True, slots=True, kw_only=True)
class HardwareHash:
    """What a hash says of its machine.  *repaired*: the padding was put right.

    *text* is confidential: whoever has it can claim the machine.
    """

    text: str
    serial: str
    manufacturer: str
    model: str
    repaired: bool

    def __repr__(self) -> str:
        """Show everything but the hash."""
        return f"HardwareHash(serial={self.serial!r}, {self.fingerprint})"

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the text, all that is kept once the device is registered."""
        return fingerprint(self.text)


def fingerprint(text: str) -> str:
    """Name a hash without giving it away."""
    return hashlib.sha256(text.encode()).hexdigest()


def read(text: str) -> HardwareHash | Reason:
    """Decode a hash, or say what is wrong with it."""
    padded = _padded("".join(text.split()))
    if padded is None:
        return Reason(
            code="hash-not-base64",
            sentence="The hardware hash is not Base64.",
            remedy="Send the column as the collecting tool wrote it, unshortened.",
        )
    try:
        records = _records(base64.b64decode(padded, validate=True))
    except (binascii.Error, struct.error, ValueError):
        return Reason(
            code="hash-damaged",
            sentence="The hardware hash does not hold what a hardware hash holds.",
            remedy=_AGAIN,
        )
    return HardwareHash(
        text=padded,
        serial=records.get(SERIAL, ""),
        manufacturer=records.get(MANUFACTURER, ""),
        model=records.get(MODEL, ""),
        repaired=padded != text,
    )


def incomplete(decoded: HardwareHash) -> Reason | None:
    """Say what a hash lacks without which Autopilot takes no device (InvalidZtdHardwareHash)."""
    said = {"serial number": decoded.serial, "manufacturer": decoded.manufacturer}
    lacking = [name for name, value in said.items() if not value]
    if not lacking:
        return None
    return Reason(
        code="hash-incomplete",
        sentence=f"The hardware hash names no {' and no '.join(lacking)} of its machine.",
        remedy="Have the manufacturer write them into the firmware, and collect the hash again.",
    )


def mismatch(decoded: HardwareHash, serial: str) -> Reason | None:
    """Say that the hash was collected on another machine, if it was."""
    found, declared = normalised(decoded.serial), normalised(serial)
    if found in {"", declared}:
        return None
    if fault_of(found):
        return Reason(
            code="hash-without-serial",
            sentence="The hardware hash has what firmware says when it has no serial number.",
            remedy="Have the manufacturer write it into the firmware, and collect the hash again.",
        )
    if found.lstrip("0") == declared.lstrip("0"):
        return Reason(
            code="serial-zeros-lost",
            sentence=f"The line says {declared}, its hardware hash {found}: zeros were lost.",
            remedy="Format the column as text before Excel opens the file, and send it again.",
        )
    return Reason(
        code="hash-of-another-machine",
        sentence=(
            f"The line says {declared}, but its hardware hash was collected on the machine {found}."
        ),
        remedy=_AGAIN,
    )


def _padded(text: str) -> str | None:
    """Put the padding right: devices sometimes leave it out."""
    body = text.rstrip("=")
    if not body or len(body) % 4 == 1 or not set(body) <= _ALPHABET:
        return None
    return body + "=" * (-len(body) % 4)


def _records(block: bytes) -> dict[int, str]:
    """Read the text records of a block; raises ValueError when its lengths disagree."""
    magic, length = HEADER.unpack_from(block)
    if magic != MAGIC or length > len(block):
        raise ValueError("no hardware hash")
    texts: dict[int, str] = {}
    at = HEADER.size
    while at < length:
        kind, _, size = RECORD.unpack_from(block, at)
        if size < RECORD.size or at + size > length:
            raise ValueError("a record runs over the end")
        if kind in {SERIAL, MANUFACTURER, MODEL}:
            text = _text(block[at + RECORD.size : at + size])
            if texts.setdefault(kind, text) != text:
                raise ValueError("two records of a kind say two things")
        at += size
    return texts


def _text(value: bytes) -> str:
    """Read a text record; raises ValueError when its end was cut off."""
    text, ended, _ = value.partition(b"\0")
    if not ended:
        raise ValueError("a text does not end")
    return text.decode("utf-8", "replace").strip()

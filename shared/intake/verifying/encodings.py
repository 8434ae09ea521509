"""Bytes as text and back, strictly: one signature has one spelling in each encoding.

Padding may be missing, and hexadecimal digits may be capitals.  Python's own
decoders also skip what they do not know and ignore stray bits, so that one
signature could be spelt in many ways.
"""

import base64
import binascii
from collections.abc import Callable, Mapping

from shared.domain.verifiers import Encoding


def decode(text: str, encoding: Encoding) -> bytes | None:
    """Read bytes; ``None`` when the text is no such encoding."""
    try:
        return _DECODERS[encoding](text)
    except (binascii.Error, ValueError):
        return None


def _hex(text: str) -> bytes:
    return binascii.unhexlify(text)


def _base64(text: str) -> bytes | None:
    return _canonical(text, base64.b64encode)


def _base64url(text: str) -> bytes | None:
    return _canonical(text, base64.urlsafe_b64encode)


def _canonical(text: str, encode: Callable[[bytes], bytes]) -> bytes | None:
    bare = text.rstrip("=")
    found = base64.b64decode(bare.translate(_TO_BASE64) + "=" * (-len(bare) % 4))
    written = encode(found).decode()
    return found if text in (written, written.rstrip("=")) else None


_TO_BASE64 = str.maketrans("-_", "+/")
_DECODERS: Mapping[Encoding, Callable[[str], bytes | None]] = {
    Encoding.HEX: _hex,
    Encoding.BASE64: _base64,
    Encoding.BASE64URL: _base64url,
}

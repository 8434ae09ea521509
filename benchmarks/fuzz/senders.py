"""Who sends: every preset as a source, its secret, and signing as its vendor does.

Signing is written here once more, away from the app's code, so that both cannot
be wrong in the same way.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.domain.sources import Source
from shared.domain.verifiers import Algorithm, Encoding, Key, SecretForm, Signature, TimestampForm

type Header = tuple[bytes, bytes]

_PLACE = re.compile(r"\{(id|timestamp|body)\}")
_HASHES = {Algorithm.SHA256: hashlib.sha256, Algorithm.SHA512: hashlib.sha512}
_ENCODED: Mapping[Encoding, Callable[[bytes], bytes]] = {
    Encoding.HEX: lambda raw: raw.hex().encode(),
    Encoding.BASE64: base64.b64encode,
    Encoding.BASE64URL: base64.urlsafe_b64encode,
}
_WRITTEN: Mapping[SecretForm, Callable[[bytes], str]] = {
    SecretForm.TEXT: lambda raw: raw.hex(),
    SecretForm.BASE64: lambda raw: "whsec_" + base64.b64encode(raw).decode(),
    SecretForm.HEX: lambda raw: raw.hex(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What is signed: a body, by what name and at what time."""

    body: bytes
    id: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """A source and the secret that it shares with us, 32 random bytes."""

    source: Source
    secret: bytes

    @property
    def setting(self) -> str:
        """The secret the way that the app's setting holds it."""
        match self.source.verifier:
            case Signature(algorithm=Algorithm.ED25519, secret_form=form):
                public = Ed25519PrivateKey.from_private_bytes(self.secret).public_key()
                return _WRITTEN[form](public.public_bytes_raw()).removeprefix("whsec_")
            case Signature(secret_form=form):
                return _WRITTEN[form](self.secret)
            case _:
                return self.secret.hex()

    @property
    def signs(self) -> bool:
        """Whether it signs what it sends, so that a changed body gives itself away."""
        return isinstance(self.source.verifier, Signature)

    @property
    def timed(self) -> bool:
        """Whether its proof runs out."""
        scheme = self.source.verifier
        return isinstance(scheme, Signature) and scheme.tolerance is not None

    def headers(self, delivery: Delivery, spoil: int = 0) -> list[Header]:
        """Make the headers that prove who sends; *spoil* turns bits of the proof."""
        match self.source.verifier:
            case Signature() as scheme:
                return self._signed(scheme, delivery, spoil)
            case Key(header=header):
                proof = self.setting.encode()
                return [(header.encode(), proof[:-1] + b"!" if spoil else proof)]
            case _:
                return []

    def _signed(self, scheme: Signature, delivery: Delivery, spoil: int) -> list[Header]:
        stamp = written(scheme.timestamp_form, delivery.at)
        values = {
            "id": delivery.id.encode(),
            "timestamp": stamp,
            "body": delivery.body,
        }
        content = b"".join(
            values[piece] if place else piece.encode() for place, piece in _pieces(scheme.content)
        )
        raw = bytearray(self._proof(scheme, content))
        raw[spoil % len(raw)] ^= 1 if spoil else 0
        proof = scheme.prefix.encode() + _ENCODED[scheme.encoding](bytes(raw))
        headers = [(scheme.header.encode(), proof)]
        if scheme.id_header:
            headers.append((scheme.id_header.encode(), values["id"]))
        if scheme.timestamp_header:
            headers.append((scheme.timestamp_header.encode(), stamp))
        return headers

    def _proof(self, scheme: Signature, content: bytes) -> bytes:
        if scheme.algorithm is Algorithm.ED25519:
            return Ed25519PrivateKey.from_private_bytes(self.secret).sign(content)
        # A secret that is text is keyed by its letters, the others by what they stand for.
        text = scheme.secret_form is SecretForm.TEXT
        key = self.setting.encode() if text else self.secret
        return hmac.digest(key, content, _HASHES[scheme.algorithm])


def sender(source: Source, seed: int) -> Sender:
    """Give a source the secret that a seed makes."""
    return Sender(source=source, secret=Random(f"{seed}/{source.name}").randbytes(32))  # noqa: S311  secrets of a simulation


def written(form: TimestampForm, at: datetime) -> bytes:
    """Write a moment as a header has it."""
    match form:
        case TimestampForm.SECONDS:
            return str(int(at.timestamp())).encode()
        case TimestampForm.MILLISECONDS:
            return str(int(at.timestamp() * 1000)).encode()
        case TimestampForm.ISO8601:
            return at.isoformat().encode()


def _pieces(template: str) -> list[tuple[bool, str]]:
    """Split a template into what stands there and the places to fill."""
    split = _PLACE.split(template)
    return [(bool(number % 2), piece) for number, piece in enumerate(split)]

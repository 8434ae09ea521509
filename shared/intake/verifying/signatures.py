"""Signatures in a header, by what a source's verifier says of them.

Every secret is tried on every signature, so that the time tells nothing of
which one fits.
"""

import hashlib
import hmac
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from shared.domain.verifiers import Algorithm, Signature
from shared.intake.verifying.encodings import decode
from shared.intake.verifying.secret_bytes import keys_of
from shared.intake.verifying.time_stamps import read_time
from shared.intake.verifying.unrecognised import Unrecognised, header_of
from shared.runtime.http import Request

# Two secrets while one is being replaced, and room for more.  Each signature may cost a pass
# over the body, and whoever sends them is nobody yet.
MOST_SIGNATURES = 8
_PARTS = re.compile(r"(\{id\}|\{timestamp\}|\{body\})")


def recognise_signature(
    request: Request, verifier: Signature, secrets: Sequence[str], now: datetime
) -> str:
    """Recognise the sender by its signature, and give what its scheme calls the delivery.

    A scheme without ids calls it by the SHA-256 of the signed content.
    """
    keys = keys_of(verifier, secrets)
    if not keys:
        raise Unrecognised("secret-missing")
    given = _signatures(header_of(request, verifier.header), verifier)
    _check_time(request, verifier, now)
    content = b"".join(_content(request, verifier))
    fits = _COMPARING[verifier.algorithm]
    if not any([fits(key, content, each) for key in keys for each in given]):  # noqa: C419  every pair
        raise Unrecognised("signature-wrong")
    if verifier.id_header:
        return header_of(request, verifier.id_header)
    return hashlib.sha256(content).hexdigest()


def _signatures(written: str, verifier: Signature) -> list[bytes]:
    """Read the signatures of this verifier's kind; others in the list are not for us."""
    listed = written.split(verifier.separator) if verifier.separator else [written]
    ours = [each.strip() for each in listed if each.strip().startswith(verifier.prefix)]
    if len(ours) > MOST_SIGNATURES:
        raise Unrecognised("signatures-too-many")
    read = (decode(each.removeprefix(verifier.prefix), verifier.encoding) for each in ours)
    found = [each for each in read if each]
    if not found:
        raise Unrecognised("signature-malformed")
    return found


def _check_time(request: Request, verifier: Signature, now: datetime) -> None:
    if not verifier.timestamp_header:
        return
    said = read_time(header_of(request, verifier.timestamp_header), verifier.timestamp_form)
    if verifier.tolerance is not None and abs(now - said) > verifier.tolerance:
        raise Unrecognised("timestamp-stale")


def _content(request: Request, verifier: Signature) -> Iterator[bytes]:
    """Fill the template, byte for byte as the request came."""
    for part in filter(None, _PARTS.split(verifier.content)):
        match part:
            case "{body}":
                yield request.body
            case "{id}":
                yield header_of(request, verifier.id_header).encode()
            case "{timestamp}":
                yield header_of(request, verifier.timestamp_header).encode()
            case _:
                yield part.encode()


def _hmac(algorithm: Algorithm) -> Callable[[bytes, bytes, bytes], bool]:
    def fits(key: bytes, content: bytes, given: bytes) -> bool:
        return hmac.compare_digest(hmac.digest(key, content, algorithm.value), given)

    return fits


def _ed25519(key: bytes, content: bytes, given: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(given, content)
    except InvalidSignature:
        return False
    return True


_COMPARING: Mapping[Algorithm, Callable[[bytes, bytes, bytes], bool]] = {
    Algorithm.SHA256: _hmac(Algorithm.SHA256),
    Algorithm.SHA512: _hmac(Algorithm.SHA512),
    Algorithm.ED25519: _ed25519,
}

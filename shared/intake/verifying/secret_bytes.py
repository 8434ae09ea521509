"""Secrets as they stand in settings, and the bytes that they stand for."""

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence

from shared.domain.verifiers import Algorithm, Bearer, SecretForm, Signature, Verifier

# How Standard Webhooks marks a secret and a public key.
_MARKS: Mapping[Algorithm, str] = {
    Algorithm.SHA256: "whsec_",
    Algorithm.SHA512: "whsec_",
    Algorithm.ED25519: "whpk_",
}
_ED25519_BYTES = 32


def usable(verifier: Verifier, secrets: Sequence[str]) -> tuple[bool, ...]:
    """Say of each secret whether anything can be verified with it."""
    match verifier:
        case Signature():
            return tuple(_bytes_of(secret, verifier) is not None for secret in secrets)
        case Bearer():
            return ()
        case _:
            return tuple(bool(secret) for secret in secrets)


def keys_of(verifier: Signature, secrets: Sequence[str]) -> tuple[bytes, ...]:
    """Read the secrets; one that cannot be used is passed over, as if it were not there."""
    read = (_bytes_of(secret, verifier) for secret in secrets)
    return tuple(key for key in read if key is not None)


def _bytes_of(secret: str, verifier: Signature) -> bytes | None:
    """Read one secret; ``None`` for an empty one, with which everybody could sign."""
    try:
        key = _FORMS[verifier.secret_form](secret, _MARKS[verifier.algorithm])
    except (binascii.Error, ValueError):
        return None
    if verifier.algorithm is Algorithm.ED25519 and len(key) != _ED25519_BYTES:
        return None
    return key or None


def _text(secret: str, _: str) -> bytes:
    return secret.encode("utf-8", "surrogatepass")


def _hex(secret: str, _: str) -> bytes:
    return binascii.unhexlify(secret.strip())


def _base64(secret: str, mark: str) -> bytes:
    bare = secret.strip().removeprefix(mark).rstrip("=")
    return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)


_FORMS: Mapping[SecretForm, Callable[[str, str], bytes]] = {
    SecretForm.TEXT: _text,
    SecretForm.HEX: _hex,
    SecretForm.BASE64: _base64,
}

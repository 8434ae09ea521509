"""Entra ID as an issuer of access tokens: a key, the document that publishes it, and tokens.

The tokens look like those of version 2 for an app by itself; a story may say
any claim otherwise.  They open nothing but what trusts this issuer's address.
"""

import base64
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from shared.domain.calls import Answered, Call
from shared.domain.errors import Unavailable
from shared.ports import Clock

TENANT = "3f1f0e4a-7a0c-4a53-9b7d-5f7a1a0c2b11"
APP = "b0e5a1c2-6a0c-4c0e-8a53-2f7a1a0c2b22"
AUDIENCE = "c1d2e3f4-0a0b-4c0d-8e0f-1a2b3c4d5e6f"
HOST = "login.microsoftonline.com"
PATH = f"/{TENANT}/discovery/v2.0/keys"
KEYS_URL = f"https://{HOST}{PATH}"
ISSUER = f"https://{HOST}/{TENANT}/v2.0"
LIFETIME = timedelta(hours=1)


class EntraTokens:
    """An issuer.  *reads* counts how often its keys were read; *is_down* lets nobody read them."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._keys: dict[str, RSAPrivateKey] = {}
        self.reads = 0
        self.is_down = False
        self.rotate()

    def rotate(self) -> str:
        """Sign with a new key from now on; the old ones stay published."""
        self._signing = f"key-{len(self._keys) + 1}"
        self._keys[self._signing] = generate_private_key(public_exponent=65537, key_size=2048)
        return self._signing

    def withdraw(self, key_id: str) -> None:
        """Publish a key no longer."""
        del self._keys[key_id]

    def claims(self, **other: Any) -> dict[str, Any]:  # noqa: ANN401  any JSON
        """Make the claims of an app's token; ``None`` leaves one out."""
        now = int(self._clock.now().timestamp())
        made = {
            "aud": AUDIENCE,
            "iss": ISSUER,
            "iat": now,
            "nbf": now,
            "exp": now + int(LIFETIME.total_seconds()),
            "azp": APP,
            "idtyp": "app",
            "tid": TENANT,
            "ver": "2.0",
            **other,
        }
        return {name: value for name, value in made.items() if value is not None}

    def token(self, **other: Any) -> str:  # noqa: ANN401  any JSON
        """Issue a token with these claims beside the usual ones."""
        key = self._keys[self._signing]
        return jwt.encode(
            self.claims(**other), key, algorithm="RS256", headers={"kid": self._signing}
        )

    def document(self) -> Mapping[str, Any]:
        """Publish the keys."""
        return {"keys": [_jwk(name, key) for name, key in self._keys.items()]}

    async def site(self, call: Call) -> Answered:
        """Stand at ``HOST`` among the endpoints of a story."""
        self.reads += 1
        if self.is_down:
            raise Unavailable("The issuer does not answer.")
        if not call.url.endswith(PATH):
            return Answered(status=404)
        return Answered(status=200, body=json.dumps(self.document()).encode())


def _jwk(name: str, key: RSAPrivateKey) -> Mapping[str, str]:
    """Write a public key the way that Entra lists it."""
    numbers = key.public_key().public_numbers()
    return {
        "kty": "RSA",
        "use": "sig",
        "kid": name,
        "n": _number(numbers.n),
        "e": _number(numbers.e),
        "issuer": ISSUER,
    }


def _number(value: int) -> str:
    length = (value.bit_length() + 7) // 8
    return base64.urlsafe_b64encode(value.to_bytes(length)).rstrip(b"=").decode()

"""How the sender of a webhook is recognised, as values: one table covers every vendor.

The values say *how* something is verified; the secrets stand nowhere here, only
the names of the settings that hold them (see ``shared.domain.sources``).
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Algorithm(StrEnum):
    """How a signature is made of a secret and the signed content; HMAC unless it says otherwise."""

    SHA256 = "sha256"
    SHA512 = "sha512"
    ED25519 = "ed25519"


class Encoding(StrEnum):
    """How the bytes of a signature are written down; missing padding is always forgiven."""

    HEX = "hex"
    BASE64 = "base64"
    BASE64URL = "base64url"


class SecretForm(StrEnum):
    """How the bytes of a secret are written in its setting; ``whsec_`` before Base64 is cut off."""

    TEXT = "text"
    BASE64 = "base64"
    HEX = "hex"


class TimestampForm(StrEnum):
    """How a time stamp is written in its header."""

    SECONDS = "seconds"
    MILLISECONDS = "milliseconds"
    ISO8601 = "iso8601"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A signature in a header, over a content that a template makes.

    *content* knows ``{id}``, ``{timestamp}`` and ``{body}``, the bytes as they
    were received.  *prefix* stands before a signature (``sha256=``, ``v1,``);
    *separator* is what stands between several in one header.  *tolerance* is
    how far the time stamp may be off, either way; only a scheme without one
    has none.
    """

    header: str
    algorithm: Algorithm = Algorithm.SHA256
    encoding: Encoding = Encoding.HEX
    content: str = "{body}"
    prefix: str = ""
    separator: str = ""
    id_header: str = ""
    timestamp_header: str = ""
    timestamp_form: TimestampForm = TimestampForm.SECONDS
    tolerance: timedelta | None = None
    secret_form: SecretForm = SecretForm.TEXT

    @property
    def tells_deliveries_apart(self) -> bool:
        """Whether two deliveries of the same body differ in what is signed."""
        return bool(self.id_header or self.timestamp_header)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """An access token of Entra ID in the header ``Authorization``.

    *tenant* is the tenant's id, *audience* what the token must be for (an
    application id or its URI), *apps* the client ids that may call (empty: any
    of the tenant), *roles* the app roles of which the token must hold one
    (empty: none is asked for).  *issuers* are those that Entra writes for the
    tenant; *keys_url* is where its signing keys are published (JWKS).
    """

    tenant: str
    audience: str
    issuers: tuple[str, ...]
    keys_url: str
    apps: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A secret in a header, for callers that cannot sign."""

    header: str = "x-groundcrew-key"


type Verifier = Signature | Bearer | Key

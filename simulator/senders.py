"""What vendors' systems put on a request to show that it is theirs.

Written from what the vendors say, and not from how the app verifies it: the
two must agree without knowing each other.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """A body that is sent with a secret, as it stands in the receiver's setting.

    *delivery* is what the sender calls it, where its scheme has such a name.
    """

    body: bytes
    secret: str
    at: datetime
    delivery: str = "msg_1"

    @property
    def seconds(self) -> str:
        """The time of sending, as most vendors write it."""
        return str(int(self.at.timestamp()))


type Signs = Callable[[Sending], Mapping[str, str]]


def _hmac_256(secret: bytes, content: bytes) -> bytes:
    return hmac.new(secret, content, hashlib.sha256).digest()


def _body_in_hexadecimal(header: str, prefix: str = "") -> Signs:
    def sign(sending: Sending) -> Mapping[str, str]:
        made = _hmac_256(sending.secret.encode(), sending.body)
        return {header: prefix + made.hex()}

    return sign


def _standard(header: str, id_header: str, time_header: str) -> Signs:
    """Sign as Standard Webhooks does, with a shared secret."""

    def sign(sending: Sending) -> Mapping[str, str]:
        secret = base64.b64decode(sending.secret.removeprefix("whsec_"))
        made = _hmac_256(secret, _standard_content(sending))
        return {
            id_header: sending.delivery,
            time_header: sending.seconds,
            header: "v1," + base64.b64encode(made).decode(),
        }

    return sign


def _standard_content(sending: Sending) -> bytes:
    return f"{sending.delivery}.{sending.seconds}.".encode() + sending.body


def _standard_ed25519(sending: Sending) -> Mapping[str, str]:
    """Sign as Standard Webhooks does, with a private key (``whsk_``) that only the sender has."""
    key = Ed25519PrivateKey.from_private_bytes(_seed(sending.secret))
    made = key.sign(_standard_content(sending))
    return {
        "webhook-id": sending.delivery,
        "webhook-timestamp": sending.seconds,
        "webhook-signature": "v1a," + base64.b64encode(made).decode(),
    }


def _seed(secret: str) -> bytes:
    return base64.b64decode(secret.removeprefix("whsk_"))[:32]


def public_key_of(secret: str) -> str:
    """Tell the public key of a private one, as the receiver's setting holds it."""
    public = Ed25519PrivateKey.from_private_bytes(_seed(secret)).public_key()
    return "whpk_" + base64.b64encode(public.public_bytes_raw()).decode()


def _bamboohr(sending: Sending) -> Mapping[str, str]:
    content = sending.body + sending.seconds.encode()
    return {
        "x-bamboohr-timestamp": sending.seconds,
        "x-bamboohr-signature": _hmac_256(sending.secret.encode(), content).hex(),
    }


def _hibob(sending: Sending) -> Mapping[str, str]:
    made = hmac.new(sending.secret.encode(), sending.body, hashlib.sha512).digest()
    return {"bob-signature": base64.b64encode(made).decode()}


def _merge(sending: Sending) -> Mapping[str, str]:
    made = _hmac_256(sending.secret.encode(), sending.body)
    written = base64.urlsafe_b64encode(made).decode().rstrip("=")
    return {"x-merge-webhook-signature": written}


# By the name of the preset that should recognise it.
SENDERS: Mapping[str, Signs] = {
    "bamboohr": _bamboohr,
    "finch": _standard("finch-signature", "finch-event-id", "finch-timestamp"),
    "github": _body_in_hexadecimal("x-hub-signature-256", "sha256="),
    "greenhouse": _body_in_hexadecimal("signature", "sha256 "),
    "hibob": _hibob,
    "merge": _merge,
    "paylocity": _body_in_hexadecimal("x-paylocity-signature"),
    "personio": _body_in_hexadecimal("x-personio-signature"),
    "rippling": _body_in_hexadecimal("x-rippling-signature"),
    "standard-webhooks": _standard("webhook-signature", "webhook-id", "webhook-timestamp"),
    "standard-webhooks-ed25519": _standard_ed25519,
}


def sign(preset: str, sending: Sending) -> Mapping[str, str]:
    """Give the headers, in lower case, that a vendor puts on what it sends."""
    return SENDERS[preset](sending)

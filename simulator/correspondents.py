"""Who sends as a source: by a preset, with a secret, signing as its vendor does."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from shared.domain.sources import OWN, Intake
from shared.flightplan.sources import presets
from simulator.entra_tokens import EntraTokens
from simulator.senders import SENDERS, Sending, public_key_of, sign

type Said = Mapping[str, Any]

_AGE = "tolerance"

_LIFETIME = 24 * 60 * 60  # seconds that a token is good for


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondent:
    """Who sends as one source.  *secret* is as the sender holds it; *said* is its preset."""

    name: str
    secret: str
    said: Said

    @property
    def way(self) -> str:
        """How it is recognised: ``signature``, ``bearer`` or ``key``."""
        (way,) = self.said["verifier"]
        return str(way)

    @property
    def setting(self) -> str:
        """The name of the setting that holds what recognises it."""
        if self.name == OWN.name:
            return OWN.secrets[0]
        return f"SECRET_OF_{self.name.upper().replace('-', '_')}"

    @property
    def credentials(self) -> str:
        """The name of the setting with which its vendor is asked."""
        return f"CREDENTIALS_OF_{self.name.upper().replace('-', '_')}"

    @property
    def held(self) -> str:
        """What the setting holds: the secret, or the public part of it."""
        return public_key_of(self.secret) if self.secret.startswith("whsk_") else self.secret

    @property
    def takes(self) -> frozenset[Intake]:
        """What it may send; all of it where the preset does not say."""
        return frozenset(map(Intake, self.said.get("takes", Intake)))

    @property
    def timed(self) -> bool:
        """Whether its proof runs out."""
        scheme = self.said["verifier"].get("signature") or {}
        return self.way == "bearer" or bool(scheme.get("timestamp_header"))

    def proof(
        self, body: bytes, at: datetime, delivery: str, tokens: EntraTokens
    ) -> Mapping[str, str]:
        """Make the headers that prove who sends."""
        match self.way:
            case "key":
                header = (self.said["verifier"]["key"] or {}).get("header", "x-groundcrew-key")
                return {str(header): self.secret}
            case "bearer":
                now = int(at.timestamp())
                token = tokens.token(iat=now, nbf=now, exp=now + _LIFETIME)
                return {"authorization": f"Bearer {token}"}
            case _:
                sending = Sending(body=body, secret=self.secret, at=at, delivery=delivery)
                return sign(scheme_of(self.said["verifier"]), sending)


def secret_of(name: str, said: Said, seed: int) -> str:
    """Make the secret of a source, as a sender holds it, from a seed."""
    chance = Random(f"{seed}/{name}")  # noqa: S311  secrets of a simulation
    scheme = said["verifier"].get("signature") or {}
    raw = base64.b64encode(chance.randbytes(32)).decode()
    if scheme.get("algorithm") == "ed25519":
        return f"whsk_{raw}"
    return f"whsec_{raw}" if scheme.get("secret_form") == "base64" else chance.randbytes(24).hex()


def scheme_of(verifier: Said) -> str:
    """Find the preset whose vendor signs as a verifier wants it (blank: nobody does).

    Some vendors have two presets, and a plan may say how old a signature may be.
    """
    wanted = _signature(verifier)
    return next((name for name in SENDERS if _signature(presets()[name]["verifier"]) == wanted), "")


def _signature(verifier: Said) -> Said:
    signature = verifier.get("signature") or {}
    return {name: value for name, value in signature.items() if name != _AGE}

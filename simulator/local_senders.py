"""Who sends to a stack on this machine: every source of its flight plan, with a secret made up."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from shared.flightplan.sources import laid_over, presets
from simulator.correspondents import Said, scheme_of, secret_of
from simulator.plan_files import read_plan, sources_of
from simulator.senders import Sending, public_key_of, sign

KEY = "key"
_ED25519 = "standard-webhooks-ed25519"


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalSender:
    """Who sends as one source.

    *scheme* is the preset whose vendor signs alike, or ``key``, whose *header* then
    holds the *secret*.
    """

    scheme: str
    secret: str
    header: str = ""

    @property
    def held(self) -> str:
        """What the source's setting holds: the secret, or the public part of it."""
        return public_key_of(self.secret) if self.scheme == _ED25519 else self.secret

    def proof(self, body: bytes, at: datetime) -> Mapping[str, str]:
        """Make the headers that prove who sends; the same body is the same delivery."""
        if self.scheme == KEY:
            return {self.header: self.secret}
        delivery = f"msg_{sha256(body).hexdigest()[:24]}"
        sending = Sending(body=body, secret=self.secret, at=at, delivery=delivery)
        return sign(self.scheme, sending)


def senders_of(
    flight_plan: Path, given: Mapping[str, str]
) -> tuple[dict[str, LocalSender], dict[str, str]]:
    """Make a sender for each source, and the settings that hold what *given* does not.

    A source that no vendor's way of signing fits has none, nor has one with tokens.
    """
    senders: dict[str, LocalSender] = {}
    made: dict[str, str] = {}
    for name, said in sources_of(read_plan(flight_plan)).items():
        source = laid_over(said, presets().get(said.get("preset", ""), {}))
        (setting, *_) = source.get("secrets") or [""]
        sender = _sender(name, source, {**given, **made}.get(setting, ""))
        if sender is not None:
            senders[name] = sender
            if setting not in given:
                made[setting] = sender.held
    return senders, made


def _sender(name: str, source: Said, secret: str) -> LocalSender | None:
    verifier = source.get("verifier") or {}
    if verifier.get(KEY) is not None:
        header = verifier[KEY].get("header", "x-groundcrew-key")
        return LocalSender(scheme=KEY, secret=secret or secrets.token_urlsafe(32), header=header)
    scheme = scheme_of(verifier)
    if not scheme or (secret and scheme == _ED25519):
        return None
    made = secret or secret_of(name, source, secrets.randbits(128))
    return LocalSender(scheme=scheme, secret=made)

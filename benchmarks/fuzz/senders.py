"""How a request shows whose it is, or seems to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from shared.ports import Clock
from simulator.correspondents import Correspondent
from simulator.entra_tokens import EntraTokens

type Header = tuple[bytes, bytes]

# The headers that hold a proof, in lower case, are long; names and times of deliveries are not.
_SHORTEST = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What is sent: a body, by what name and at what time."""

    body: bytes
    id: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Somebody who sends as a source, and who issues the tokens, if it is tokens."""

    correspondent: Correspondent
    tokens: EntraTokens

    @property
    def name(self) -> str:
        """The source's name."""
        return self.correspondent.name

    @property
    def signs(self) -> bool:
        """Whether it signs what it sends, so that a changed body gives itself away."""
        return self.correspondent.way == "signature"

    @property
    def timed(self) -> bool:
        """Whether its proof runs out."""
        return self.correspondent.timed

    def headers(self, delivery: Delivery) -> list[Header]:
        """Make the headers that prove who sends."""
        return _encoded(
            self.correspondent.proof(delivery.body, delivery.at, delivery.id, self.tokens)
        )

    def spoilt(self, delivery: Delivery) -> list[Header]:
        """Make them with one letter of the proof changed, in the middle."""
        return [
            (name, _turned(value) if len(value) >= _SHORTEST else value)
            for name, value in self.headers(delivery)
        ]

    def forged(self, random: Random, delivery: Delivery, stranger: EntraTokens) -> list[Header]:
        """Make them with a secret, or by an issuer, that nobody trusts."""
        secret = self.correspondent.secret
        letters = list(secret)
        at = len(letters) // 2 + random.randrange(4)
        letters[at] = "A" if letters[at] != "A" else "B"
        wrong = replace(self.correspondent, secret="".join(letters))
        return Sender(correspondent=wrong, tokens=stranger).headers(delivery)


def strangers(clock: Clock) -> EntraTokens:
    """Set an issuer up whose keys nobody reads."""
    return EntraTokens(clock)


def _encoded(headers: Mapping[str, str]) -> list[Header]:
    return [(name.encode(), value.encode()) for name, value in headers.items()]


def _turned(proof: bytes) -> bytes:
    at = len(proof) // 2
    # Not a case turned: hexadecimal may be written in either.
    return proof[:at] + (b"b" if proof[at : at + 1] in b"aA" else b"a") + proof[at + 1 :]

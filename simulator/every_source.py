"""Every preset as a source of one flight plan: its secret, its vendor, the issuer of its tokens."""

import base64
import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random
from typing import Any

from shared.domain.sources import OWN, Intake
from shared.flightplan.sources import presets
from shared.ports import Clock
from simulator.entra_tokens import APP, AUDIENCE, TENANT, EntraServer, EntraTokens
from simulator.senders import SENDERS, Sending, public_key_of, sign
from simulator.stack import Neighbour
from simulator.twins.endpoints import TwinEndpoints
from simulator.vendors.api import VendorApi
from simulator.vendors.bamboohr import BambooHr
from simulator.vendors.finch import Finch
from simulator.vendors.hibob import HiBob
from simulator.vendors.personio import Personio
from simulator.vendors.rippling import Rippling
from simulator.vendors.server import EndpointsServer

type Said = Mapping[str, Any]

COMPANY = "contoso"
_PLACE = "VENDORS"
_KEYS_URL = "ENTRA_KEYS_URL"
_APIS: Mapping[str, type[VendorApi]] = {
    "bamboohr": BambooHr,
    "finch": Finch,
    "hibob": HiBob,
    "personio": Personio,
    "rippling": Rippling,
}
# What middleware sends is for the flight plan to say.
_PLAIN = {
    "type": "type",
    "types": {"hired": "created", "changed": "changed", "left": "cancelled"},
    "time": "time",
    "fields": {
        "employee_id": "employee",
        "user_principal_name": "mail",
        "start_date": "start",
        "persona": "job",
        "order_reference": "order",
    },
}
_OWN: Said = {"verifier": {"key": {}}}


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
                token = tokens.token(iat=now, nbf=now, exp=now + 3600)
                return {"authorization": f"Bearer {token}"}
            case _:
                sending = Sending(body=body, secret=self.secret, at=at, delivery=delivery)
                return sign(_signed_like(self.said), sending)


@dataclass(slots=True)
class EverySource:
    """The sources of all presets, and *groundcrew*; *seed* makes their secrets.

    *tokens* and *vendors* (by preset) are there once the neighbours are entered.
    """

    seed: int = 0
    vendors: dict[str, VendorApi] = field(default_factory=dict[str, VendorApi])
    correspondents: Mapping[str, Correspondent] = field(init=False)
    tokens: EntraTokens = field(init=False)

    def __post_init__(self) -> None:
        """Give everybody a secret."""
        known = {OWN.name: _OWN, **presets()}
        self.correspondents = {
            name: Correspondent(name=name, secret=_secret(name, said, self.seed), said=said)
            for name, said in known.items()
        }

    @property
    def settings(self) -> dict[str, str]:
        """The secrets and credentials of the presets, by the names of their settings."""
        everybody = [each for each in self.correspondents.values() if each.name != OWN.name]
        return {each.setting: each.held for each in everybody} | {
            each.credentials: _credentials(each.name) for each in everybody
        }

    @property
    def neighbours(self) -> tuple[Neighbour, ...]:
        """The issuer of tokens and the vendors, for a stack."""
        return self._issuer, self._vendors

    def opens(self, key: str) -> None:
        """Have *groundcrew* send with the key that the stack has made."""
        own = replace(self.correspondents[OWN.name], secret=key)
        self.correspondents = {**self.correspondents, OWN.name: own}

    def written(self) -> str:
        """Write the flight plan's part on sources, with places for the neighbours' addresses."""
        return f"sources: {json.dumps(dict(self._sources()), indent=2)}\n"

    def _sources(self) -> Iterator[tuple[str, Said]]:
        for each in self.correspondents.values():
            source: dict[str, Any] = {"takes": sorted(each.takes)}
            source |= each.said if each.name == OWN.name else {"preset": each.name}
            if each.way == "bearer":
                source["verifier"] = {"bearer": _BEARER}
            else:
                source["secrets"] = [each.setting]
            if "hires" in each.said:
                source |= {"personas": _PERSONAS, "hires": _moved(each.said["hires"])}
            if "fetch" in (each.said.get("hires") or {}):
                source |= {"credentials": each.credentials, "variables": {"company": COMPANY}}
            yield each.name, source

    @asynccontextmanager
    async def _issuer(self, clock: Clock) -> AsyncIterator[Mapping[str, str]]:
        self.tokens = EntraTokens(clock)
        async with EntraServer(self.tokens) as server:
            yield {_KEYS_URL: server.keys_url}

    @asynccontextmanager
    async def _vendors(self, clock: Clock) -> AsyncIterator[Mapping[str, str]]:
        sites = TwinEndpoints()
        for name, kind in _APIS.items():
            self.vendors[name] = kind(clock, _credentials(name))
            for host in kind.hosts:
                sites.stands(host, self.vendors[name])
        async with EndpointsServer(sites) as server:
            yield {_PLACE: server.base_url}


_PERSONAS = {"Engineering": "engineer", "Sales": "office"}
_BEARER = {
    "tenant": TENANT,
    "audience": AUDIENCE,
    "apps": [APP],
    "keys_url": f"%{_KEYS_URL}%",
}


def _secret(name: str, said: Said, seed: int) -> str:
    chance = Random(f"{seed}/{name}")  # noqa: S311  secrets of a simulation
    scheme = said["verifier"].get("signature") or {}
    raw = base64.b64encode(chance.randbytes(32)).decode()
    if scheme.get("algorithm") == "ed25519":
        return f"whsk_{raw}"
    return f"whsec_{raw}" if scheme.get("secret_form") == "base64" else chance.randbytes(24).hex()


def _credentials(name: str) -> str:
    return f"{name}-client:{name}-password"


def _signed_like(said: Said) -> str:
    """Find the vendor that signs by a preset's verifier: some vendors have two presets."""
    known = presets()
    return next(name for name in SENDERS if known[name]["verifier"] == said["verifier"])


def _moved(hires: Said) -> Said:
    """Have the calls of a format go to the simulated vendors; ``hires`` without any stays."""
    if not hires.get("fields"):
        return _PLAIN
    fetch = hires.get("fetch")
    if not fetch:
        return {}
    moved = {name: _local(fetch[name]) for name in ("url", "token_url") if name in fetch}
    more = {name: {"url": _local(call["url"])} for name, call in fetch.get("more", {}).items()}
    return {"fetch": moved | ({"more": more} if more else {})}


def _local(url: str) -> str:
    return f"%{_PLACE}%/{url.partition('://')[2]}"

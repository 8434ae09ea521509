"""Every preset as a source of one flight plan: its secret, its vendor, the issuer of its tokens."""

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from shared.domain.sources import OWN
from shared.flightplan.sources import presets
from shared.ports import Clock
from simulator.correspondents import Correspondent, Said, secret_of
from simulator.endpoints_server import moved, served
from simulator.entra_tokens import APP, AUDIENCE, HOST, KEYS_URL, TENANT, EntraTokens
from simulator.plan_files import read_plan, write_plan
from simulator.stack import Neighbour
from simulator.twins.endpoints import Site, TwinEndpoints
from simulator.vendors.api import VendorApi
from simulator.vendors.bamboohr import BambooHr
from simulator.vendors.finch import Finch
from simulator.vendors.hibob import HiBob
from simulator.vendors.personio import Personio
from simulator.vendors.rippling import Rippling
from simulator.vendors.server import SETTING, vendors_beside

COMPANY = "contoso"
_KEYS_URL = "ENTRA_KEYS_URL"
_APIS: Mapping[str, type[VendorApi]] = {
    "bamboohr": BambooHr,
    "finch": Finch,
    "hibob": HiBob,
    "personio": Personio,
    "rippling": Rippling,
}
# What middleware sends is for the flight plan to say.
MAPPED: Said = {
    "time": "when",
    "type": "what",
    "types": {"joiner": "created", "leaver": "cancelled"},
    "fields": {
        "employee_id": "staff.number",
        "user_principal_name": "staff.login",
        "start_date": "staff.from",
        "persona": "staff.unit",
    },
    "dates": ["%d.%m.%Y"],
}
_OWN: Said = {"verifier": {"key": {}}}


@dataclass(slots=True)
class EverySource:
    """The sources of all presets, and *groundcrew*; *seed* makes their secrets.

    *tolerance* is how far time stamps may be off, where presets say another: in a fast
    story five minutes are soon over.  *sites* are more hosts that vendors are asked at.
    *tokens* and *vendors* (by preset) are there once the neighbours are entered.
    """

    seed: int = 0
    tolerance: timedelta | None = None
    sites: Mapping[str, Site] = field(default_factory=dict[str, Site])
    vendors: dict[str, VendorApi] = field(default_factory=dict[str, VendorApi])
    correspondents: Mapping[str, Correspondent] = field(init=False)
    tokens: EntraTokens = field(init=False)

    def __post_init__(self) -> None:
        """Give everybody a secret."""
        known = {OWN.name: _OWN, **presets()}
        self.correspondents = {
            name: Correspondent(name=name, secret=secret_of(name, said, self.seed), said=said)
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
        return self._issuer, partial(vendors_beside, self._vendors)

    def opens(self, key: str) -> None:
        """Have *groundcrew* send with the key that the stack has made."""
        own = replace(self.correspondents[OWN.name], secret=key)
        self.correspondents = {**self.correspondents, OWN.name: own}

    def write_plan(self, original: Path, copy: Path) -> Path:
        """Copy a flight plan with these sources, and places for the neighbours' addresses."""
        # Through JSON, so that nothing but plain texts is left, and nothing is one with another.
        sources = json.loads(json.dumps(dict(self._sources())))
        # The first days in recorded events are long past.
        kept = {"retention": {"hires": "P36500D"}}
        return write_plan({**(read_plan(original) or {}), **kept, "sources": sources}, copy)

    def _sources(self) -> Iterator[tuple[str, Said]]:
        for each in self.correspondents.values():
            source: dict[str, Any] = {"takes": sorted(each.takes)}
            source |= each.said if each.name == OWN.name else {"preset": each.name}
            if each.way == "bearer":
                source["verifier"] = {"bearer": _BEARER}
            else:
                source["secrets"] = [each.setting]
            if self.tolerance is not None and each.way == "signature" and each.timed:
                seconds = f"PT{self.tolerance.total_seconds():.0f}S"
                source["verifier"] = {"signature": {"tolerance": seconds}}
            if "hires" in each.said:
                source |= {"personas": _PERSONAS, "hires": _moved(each.said["hires"])}
            if "fetch" in (each.said.get("hires") or {}):
                source |= {"credentials": each.credentials, "variables": {"company": COMPANY}}
            yield each.name, source

    @asynccontextmanager
    async def _issuer(self, clock: Clock) -> AsyncIterator[Mapping[str, str]]:
        self.tokens = EntraTokens(clock)
        async with served(HOST, self.tokens.site) as server:
            yield {_KEYS_URL: server.moved(KEYS_URL)}

    def _vendors(self, sites: TwinEndpoints, clock: Clock) -> None:
        for name, kind in _APIS.items():
            self.vendors[name] = kind(clock, _credentials(name))
            for host in kind.hosts:
                sites.stands(host, self.vendors[name])
        for host, site in self.sites.items():
            sites.stands(host, site)


_PERSONAS = {"Engineering": "engineer", "R&D": "engineer", "Sales": "office"}
_BEARER = {
    "tenant": TENANT,
    "audience": AUDIENCE,
    "apps": [APP],
    "keys_url": f"%{_KEYS_URL}%",
}


def _credentials(name: str) -> str:
    return f"{name}-client:{name}-password"


def _moved(hires: Said) -> Said:
    """Have the calls of a format go to the simulated vendors; ``hires`` without any stays."""
    if not hires.get("fields"):
        return MAPPED
    fetch = hires.get("fetch")
    if not fetch:
        return {}
    moved = {name: _local(fetch[name]) for name in ("url", "token_url") if name in fetch}
    more = {name: {"url": _local(call["url"])} for name, call in fetch.get("more", {}).items()}
    return {"fetch": moved | ({"more": more} if more else {})}


def _local(url: str) -> str:
    return moved(f"%{SETTING}%", url)

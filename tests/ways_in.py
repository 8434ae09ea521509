"""One stack with a source for every preset: what is sent, and what becomes of it."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import yaml

from shared.domain.sources import OWN
from shared.ports import Clock
from simulator.endpoints_server import served
from simulator.every_source import EverySource
from simulator.friendly import set_up
from simulator.hardware import hardware_hash
from simulator.stack import Stack, StackPlan
from simulator.stack.plan import FLIGHT_PLAN
from simulator.subscribers import SubscriberSite
from simulator.tenant import Latencies, Person, Tenant
from simulator.vendors import VendorPerson
from tests.vendor_stories import EVENT, STORIES, employee_of, greenhouse, is_thin, serial_of, upn_of

type Json = dict[str, Any]

MAKER, MODEL = "Contoso", "Contoso 13"
ASKER = "asker@contoso.com"
NEWS_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"  # noqa: S105  of a simulation
# At six hundred times the speed a minute is a tenth of a second.
SPEED = 600
_FIRST_DAY = date(2027, 1, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A request that can be sent once more, and how it was answered."""

    path: str
    headers: Mapping[str, str]
    body: bytes
    status: int
    answer: Json


@dataclass(slots=True)
class Ways:
    """A running stack, and whoever sends to it."""

    stack: Stack
    every: EverySource
    http: httpx.AsyncClient
    news: SubscriberSite
    numbers: Iterable[int] = field(default_factory=lambda: iter(range(1_000_000)))

    async def send(self, path: str, source: str, body: bytes, kind: str) -> Sent:
        """Send as a source does, with its proof."""
        number = next(iter(self.numbers))
        proof = self.every.correspondents[source].proof(
            body, self.stack.clock.now(), f"msg_{number}", self.every.tokens
        )
        return await self.post(path, {**proof, "content-type": kind}, body)

    async def post(self, path: str, headers: Mapping[str, str], body: bytes) -> Sent:
        """Send these bytes with these headers."""
        answer = await self.http.post(path, headers=dict(headers), content=body)
        told = answer.json() if "json" in answer.headers.get("content-type", "") else {}
        return Sent(path=path, headers=headers, body=body, status=answer.status_code, answer=told)

    async def listed(self, what: str, key: str) -> dict[str, Json]:
        """List devices, hires or requests by their key."""
        asked = {"limit": "1000"}
        answer = await self.http.get(
            f"/api/{what}", params=asked, headers={"x-functions-key": self.stack.key}
        )
        return {item[key]: item for item in answer.json()["items"]}

    async def ready(self, serials: Iterable[str], seconds: float) -> dict[str, Json]:
        """List devices once these are ready, or time is over."""
        wanted = set(serials)
        devices: dict[str, Json] = {}
        for _ in range(int(seconds / 0.3)):
            self.stack.check()
            devices = await self.listed("devices", "serial")
            if all(serial in devices and is_ready(devices[serial]) for serial in wanted):
                break
            await asyncio.sleep(0.3)
        return devices


def is_ready(device: Json) -> bool:
    return bool(device["stage"] == "ready")


@asynccontextmanager
async def the_ways_in(folder: Path) -> AsyncIterator[Ways]:
    """Run the stack, with every vendor and a subscriber beside it."""
    every = EverySource(
        tolerance=timedelta(hours=5), sites={"onboarding-api.greenhouse.io": greenhouse}
    )
    sites: list[SubscriberSite] = []

    @asynccontextmanager
    async def subscriber(clock: Clock) -> AsyncIterator[Mapping[str, str]]:
        sites.append(SubscriberSite(clock, NEWS_SECRET))
        async with served("itsm.example", sites[0]) as server:
            yield {"NEWS_URL": server.moved("https://itsm.example/events")}

    plan = StackPlan(
        speed=SPEED,
        state=folder / "state",
        flight_plan=_flight_plan(folder, every),
        latencies=Latencies(),
        settings={**every.settings, "NEWS_SECRET": NEWS_SECRET},
        neighbours=(*every.neighbours, subscriber),
        arrange_tenant=_arrange,
    )
    async with Stack(plan) as stack:
        every.opens(stack.key)
        _introduce(every)
        async with httpx.AsyncClient(base_url=stack.base_url, timeout=30, trust_env=False) as http:
            yield Ways(stack=stack, every=every, http=http, news=sites[0])


def shipped(*serials: str, **more: str) -> bytes:
    """Announce devices, each for the person of its source if it has one."""
    people = {serial_of(name): employee_of(name) for name in STORIES}
    lines = [
        {
            "serial": serial,
            "hardware_hash": hardware_hash(serial, MAKER, MODEL),
            "group_tag": "OFFICE",
            **({"employee_id": people[serial]} if serial in people else {}),
            **more,
        }
        for serial in serials
    ]
    event = {
        "specversion": "1.0",
        "type": "shipment.dispatched",
        "source": "/tests",
        "id": f"shipment-{serials[0]}",
        "data": {"shipment_id": f"S-{serials[0]}", "lines": lines},
    }
    return json.dumps(event).encode()


async def announce(ways: Ways, *serials: str) -> Sent:
    """Announce devices as ourselves."""
    return await ways.send(f"/api/procurement/{OWN.name}", OWN.name, shipped(*serials), EVENT)


def _flight_plan(folder: Path, every: EverySource) -> Path:
    path = every.write_plan(FLIGHT_PLAN, folder / "flightplan.yaml")
    plan = yaml.safe_load(path.read_text(encoding="utf-8"))
    plan["personas"]["engineer"]["approval"] = "operator"
    desk = {"events": ["device.ready", "request.changed"], "url": "%NEWS_URL%"}
    plan["subscribers"] = {"desk": {**desk, "secrets": ["NEWS_SECRET"]}}
    path.write_text(yaml.safe_dump(plan), encoding="utf-8")
    return path


def _arrange(tenant: Tenant, began: datetime) -> None:
    set_up(tenant, FLIGHT_PLAN)
    tenant.people_stay_away()
    for name in STORIES:
        tenant.user_appears(upn_of(name), began, Person(name=name))
    tenant.user_appears(ASKER, began, Person(name="Asker"))


def _introduce(every: EverySource) -> None:
    """Let the vendors know whom their events speak of."""
    for name, vendor in every.vendors.items():
        if is_thin(name):
            vendor.knows(
                VendorPerson(
                    id=employee_of(name),
                    email=upn_of(name),
                    start_date=_FIRST_DAY,
                    department="Engineering",
                    title="Engineering",
                    location="Munich",
                )
            )

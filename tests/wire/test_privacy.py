"""What a running app tells of itself names no person and gives no secret away.

Everything goes wrong that can: lines and signatures are refused, devices are
parked, messages are no commands, and a row of the store makes no sense.
"""

import asyncio
import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from shared.domain.hardware_hash import fingerprint
from simulator.friendly import set_up
from simulator.hardware import hardware_hash
from simulator.queues import Message
from simulator.stack import Stack, StackPlan
from simulator.stack.plan import FLIGHT_PLAN
from simulator.stack.stack import DATABASE
from simulator.tenant import Latencies, Person, Tenant
from tests.collecting import Collector, a_collector

UPN, NAME, EMPLOYEE = "hanna.virtanen@contoso.com", "Hanna Virtanen", "EMP-HANNA-1"
GUEST = "guido.gast@contoso.com"
UNKNOWN = "ulla.unbekannt@elsewhere.example"
STARTS = "2031-07-19"
WRONG_KEY = "wrong-key-e0b5d7a1"
HASHES = {serial: hardware_hash(serial, "Contoso", "Contoso 13") for serial in ("SN-1", "SN-4")}
HIRE = {
    "employee_id": EMPLOYEE,
    "user_principal_name": UPN,
    "display_name": NAME,
    "start_date": STARTS,
    "order_reference": "PO-1",
}
LINES = (
    {"serial": "SN-1", "hardware_hash": HASHES["SN-1"], "order_reference": "PO-1"},
    {"serial": "SN-3", "person": GUEST},
    {"serial": "SN-4", "hardware_hash": HASHES["SN-4"]},
    # Refused: another device's hash, a hash cut short, somebody who is no address.
    {"serial": "SN-5", "hardware_hash": HASHES["SN-1"]},
    {"serial": "SN-6", "hardware_hash": HASHES["SN-1"][:200]},
    {"serial": "SN-7", "person": f"{NAME} <{UNKNOWN}>"},
)


def event(kind: str, number: str, data: Mapping[str, object]) -> bytes:
    told = {"specversion": "1.0", "type": kind, "source": "/tests", "id": number, "data": data}
    return json.dumps(told).encode()


def arrange(tenant: Tenant, began: datetime) -> None:
    set_up(tenant, FLIGHT_PLAN)
    tenant.user_appears(UPN, began, Person(name=NAME))
    tenant.user_appears(GUEST, began, Person(name="Guido Gast", user_type="Guest"))
    tenant.oem_registers("SN-3")
    tenant.owned_elsewhere("SN-4")


@dataclass(slots=True, kw_only=True)
class Flown:
    """All that the app told, by where it told it; *secrets* are the settings that are."""

    told: dict[str, str] = field(default_factory=dict[str, str])
    secrets: Sequence[str] = ()
    statuses: list[int] = field(default_factory=list[int])


@pytest.fixture(scope="module")
def flown(tmp_path_factory: pytest.TempPathFactory) -> Flown:
    return asyncio.run(fly(tmp_path_factory.mktemp("privacy")))


async def fly(state: Path) -> Flown:
    """Fly one device to its person's desk, and whatever can go wrong beside it."""
    flown = Flown()
    async with a_collector() as collector:
        plan = StackPlan(
            speed=600,
            state=state,
            arrange_tenant=arrange,
            latencies=Latencies.instant(),
            settings=collector.settings,
        )
        async with (
            Stack(plan) as stack,
            httpx.AsyncClient(
                base_url=stack.base_url,
                headers={"x-functions-key": stack.key, "x-groundcrew-key": stack.key},
                timeout=60,
                trust_env=False,
            ) as http,
        ):
            await story(stack, http, flown, state)
            settings = json.loads((state / "local.settings.json").read_text(encoding="utf-8"))
            await asyncio.sleep(1.5)  # the exporters' turn
    tell(flown, collector, state)
    flown.secrets = secrets_of(settings["Values"])
    return flown


async def story(stack: Stack, http: httpx.AsyncClient, flown: Flown, state: Path) -> None:
    problems: list[str] = []

    async def post(route: str, body: bytes, **headers: str) -> None:
        kind = {"Content-Type": "application/cloudevents+json"}
        answer = await http.post(f"/api/{route}", content=body, headers=kind | headers)
        flown.statuses.append(answer.status_code)
        if answer.is_error:
            problems.append(answer.text)

    hire = event("hire.created", "h-1", HIRE)
    await post("hr/groundcrew", hire, **{"x-groundcrew-key": WRONG_KEY})
    await post("hr/groundcrew", hire)
    await post("hr/groundcrew", event("hire.created", "h-2", HIRE | {"start_date": NAME}))
    await post("hr/groundcrew", event("hire.created", "h-3", HIRE | {"employee_id": [EMPLOYEE]}))
    await post("hr/groundcrew", hire[:-20])
    notice = {"shipment_id": "SHP-1", "lines": LINES}
    await post("procurement/groundcrew", event("shipment.dispatched", "s-1", notice))
    for number, body in enumerate((hire, event(NAME, UPN, LINES[0]), hire[:50])):
        stack.queues.send("new-hire", Message(body=body, message_id=f"m-{number}"))
    await ended(http, {"SN-1": "deployed", "SN-3": "parked", "SN-4": "parked"})
    flown.told["parked"] = await shown(http, "parked")
    flown.told["acts"] = await shown(http, "acts")
    await make_no_sense(state)
    await post("hr/groundcrew", event("hire.changed", "h-4", HIRE))
    hires = await http.get("/api/hires")
    flown.statuses.append(hires.status_code)
    await asyncio.sleep(2)  # the message comes again, and again
    flown.told["problems"] = "\n".join([*problems, hires.text])


async def ended(http: httpx.AsyncClient, stages: Mapping[str, str]) -> None:
    async with asyncio.timeout(90):
        while True:
            devices = (await http.get("/api/devices")).json()["items"]
            if {each["serial"]: each["stage"] for each in devices}.items() >= stages.items():
                return
            await asyncio.sleep(0.2)


async def shown(http: httpx.AsyncClient, what: str) -> str:
    return (await http.get(f"/api/{what}")).text


async def make_no_sense(state: Path) -> None:
    """Write a row of a hire as nobody would: whoever reads it raises what holds all of it."""
    with closing(sqlite3.connect(state / DATABASE, timeout=10)) as store, store:
        store.execute(
            "UPDATE stored_rows SET document = json_set(document, '$.order_reference', json(?))"
            " WHERE table_name = 'hires'",
            (json.dumps({"of": [UPN, NAME]}),),
        )


def tell(flown: Flown, collector: Collector, state: Path) -> None:
    flown.told["log"] = (state / "host.log").read_text(encoding="utf-8")
    flown.told["traces"] = "\n".join(map(str, collector.traces))
    flown.told["metrics"] = "\n".join(map(str, collector.metrics))


def secrets_of(settings: Mapping[str, Any]) -> list[str]:
    """List the settings that are secret; the simulated Service Bus has a key for everybody."""
    return [settings["GROUNDCREW_KEY"], settings["IDENTITY_HEADER"]]


PEOPLE = ["hanna.virtanen", "Virtanen", EMPLOYEE, STARTS, "guido.gast", "Gast", "ulla.unbekannt"]
PIECES = [piece for text in HASHES.values() for piece in (text[:40], text[-40:], fingerprint(text))]
PLACES = ["log", "traces", "metrics", "parked", "problems", "acts"]


@pytest.mark.parametrize("place", PLACES)
def test_nothing_confidential_of_a_whole_run_stands_anywhere(flown: Flown, place: str) -> None:
    told = flown.told[place].casefold()
    tokens = ["eyJ", "Bearer", WRONG_KEY, *flown.secrets]
    # A problem names the line that it is about by the sender's own key for it.
    people = [each for each in PEOPLE if (place, each) != ("problems", EMPLOYEE)]

    assert [each for each in (*people, *PIECES, *tokens) if each.casefold() in told] == []


def test_the_run_was_as_bad_as_it_was_meant_to_be(flown: Flown) -> None:
    assert set(flown.statuses) >= {202, 400, 401, 500}
    assert "delivery.failed" in flown.told["log"]
    assert "request.failed" in flown.told["log"]
    assert "ValidationError" in flown.told["log"]
    assert "receive_hire" in flown.told["traces"]
    assert "groundcrew.unit.duration" in flown.told["metrics"]
    assert "SN-4" in flown.told["parked"]

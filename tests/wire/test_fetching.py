"""The running app asks simulated HR systems over HTTP what thin events mean."""

import asyncio
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml

from cli.addresses import Address
from cli.client import Client
from shared.domain.commands import HireEvent, NewHire
from shared.ports import Clock
from shared.runtime.envelope import first
from simulator.queues import Message
from simulator.stack import Stack, StackPlan
from simulator.stack.plan import FLIGHT_PLAN
from simulator.twins import TwinEndpoints
from simulator.vendors import VendorApi
from simulator.vendors.moved_plan import write_moved_plan
from simulator.vendors.server import vendors_beside
from tests.fetching import FIRST_DAY, VENDORS, setting_of, somebody

# How long the fetches may take, those that fail at first included.
SECONDS = 60


class Vendors:
    """Every HR system; the last one has trouble at first."""

    def __init__(self) -> None:
        self.apis: dict[str, VendorApi] = {}

    def arrange(self, endpoints: TwinEndpoints, clock: Clock) -> None:
        for name, (make, credentials) in VENDORS.items():
            api = self.apis[name] = make(clock, credentials)
            api.knows(somebody(id_of(name), email_of(name)))
            for host in api.hosts:
                endpoints.stands(host, api)
        self.apis["rippling"].falters()
        self.apis["finch"].hangs_up()


def id_of(vendor: str) -> str:
    return f"EMP/{vendor} 1"


def email_of(vendor: str) -> str:
    return f"{vendor}.person@contoso.com"


def a_plan(folder: Path) -> Path:
    plan = yaml.safe_load(FLIGHT_PLAN.read_text(encoding="utf-8"))
    # The first days that these systems tell are long past.
    plan["retention"] = {"hires": "P36500D"}
    plan["sources"] = {
        name: {
            "preset": name,
            "takes": ["hr"],
            "verifier": {"key": {}, "signature": None},
            "secrets": ["GROUNDCREW_KEY"],
            "credentials": setting_of(name),
            "variables": {"company": "contoso"},
        }
        for name in VENDORS
    }
    path = folder / "flightplan.yaml"
    path.write_text(yaml.safe_dump(plan), encoding="utf-8")
    return write_moved_plan(path, folder / "moved.yaml")


async def fetched(folder: Path) -> tuple[Mapping[str, Any], Vendors, str]:
    vendors = Vendors()
    plan = StackPlan(
        speed=60,
        flight_plan=a_plan(folder),
        state=folder / "state",
        settings={setting_of(name): credentials for name, (_, credentials) in VENDORS.items()},
        neighbours=(partial(vendors_beside, vendors.arrange),),
    )
    async with (
        Stack(plan) as stack,
        Client(Address(url=stack.base_url, key=stack.key)) as client,
    ):
        for name in VENDORS:
            command = NewHire(
                event=HireEvent.CREATED,
                employee_id=id_of(name),
                said_at=stack.clock.now(),
                fetch_from=name,
            )
            message = first(command, origin=name, correlation=name).message()
            stack.queues.send("new-hire", Message(body=message.body, message_id=message.id))
        return await known(client), vendors, stack.log.read_text(encoding="utf-8")


async def known(client: Client) -> Mapping[str, Any]:
    """List the hires once all are there, by HR system; asking for one would log their name."""
    hires: list[dict[str, Any]] = []
    async with asyncio.timeout(SECONDS):
        while len(hires) < len(VENDORS):
            hires = await client.every("hires")
            await asyncio.sleep(0.1)
    ids = {id_of(name): name for name in VENDORS}
    return {ids[hire["employee_id"]]: hire for hire in hires}


@pytest.fixture(scope="module")
def outcome(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Mapping[str, Any], Vendors, str]:
    return asyncio.run(fetched(tmp_path_factory.mktemp("fetching")))


@pytest.mark.parametrize("vendor", VENDORS)
def test_each_preset_fetches_its_person(
    outcome: tuple[Mapping[str, Any], Vendors, str], vendor: str
) -> None:
    hires, _, _ = outcome

    assert hires[vendor]["person"] == email_of(vendor)
    assert hires[vendor]["start_date"] == FIRST_DAY.isoformat()


def test_no_call_is_wasted(outcome: tuple[Mapping[str, Any], Vendors, str]) -> None:
    _, vendors, _ = outcome

    calls = {name: api.calls for name, api in vendors.apis.items()}
    assert calls == {"bamboohr": 1, "hibob": 1, "personio": 3, "rippling": 2, "finch": 3}


def test_the_log_holds_no_person_no_credentials_and_no_address(
    outcome: tuple[Mapping[str, Any], Vendors, str],
) -> None:
    _, _, log = outcome

    credentials = [
        part for _, held in VENDORS.values() for part in held.split(":") if len(part) > 1
    ]
    people = [text for name in VENDORS for text in (id_of(name), email_of(name))]
    secrets = [*credentials, *people, "fields=", "EMP%2F"]
    assert len(re.findall(r'"event": "source.asked"', log)) == 10
    assert [secret for secret in secrets if secret in log] == []

"""What the running app writes into its log names no person and gives no secret away."""

import asyncio
import json
from datetime import datetime
from pathlib import Path

import pytest

from cli.addresses import Address
from cli.client import Client
from simulator.friendly import set_up
from simulator.hardware import hardware_hash
from simulator.stack import Stack, StackPlan
from simulator.stack.plan import FLIGHT_PLAN
from simulator.tenant import Latencies, Person, Tenant

UPN = "hanna.virtanen@contoso.com"
NAME = "Hanna Virtanen"
EMPLOYEE = "EMP-HANNA-1"
HASH = hardware_hash("SN-1", "Contoso", "Contoso 13")
HIRE = {
    "specversion": "1.0",
    "type": "hire.created",
    "source": "/tests",
    "id": "h-1",
    "data": {"employee_id": EMPLOYEE, "user_principal_name": UPN, "order_reference": "PO-1"},
}
SHIPMENT = {
    "specversion": "1.0",
    "type": "shipment.dispatched",
    "source": "/tests",
    "id": "s-1",
    "data": {
        "shipment_id": "SHP-1",
        "order_reference": "PO-1",
        "lines": [{"serial": "SN-1", "hardware_hash": HASH}],
    },
}


def arrange(tenant: Tenant, began: datetime) -> None:
    set_up(tenant, FLIGHT_PLAN)
    tenant.user_appears(UPN, began, Person(name=NAME))


async def deployed(client: Client) -> None:
    async with asyncio.timeout(90):
        while True:
            device = await client.one("devices", "SN-1")
            if device is not None and device["stage"] == "deployed":
                return
            await asyncio.sleep(0.2)


@pytest.fixture(scope="module")
def secrets_and_log(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    return asyncio.run(flown(tmp_path_factory.mktemp("privacy")))


async def flown(state: Path) -> tuple[str, str]:
    """Fly one device to its person's desk; give the function key and all that was logged."""
    plan = StackPlan(speed=600, state=state, arrange_tenant=arrange, latencies=Latencies.instant())
    async with (
        Stack(plan) as stack,
        Client(Address(url=stack.base_url, key=stack.key)) as client,
    ):
        for route, event in (("hr", HIRE), ("procurement", SHIPMENT)):
            body = json.dumps(event).encode()
            await client.post(
                f"{route}/groundcrew", body, {"Content-Type": "application/cloudevents+json"}
            )
        await deployed(client)
        key = stack.key
    return key, (state / "host.log").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "secret", ["hanna.virtanen", NAME, EMPLOYEE, HASH[:40], HASH[-40:], "eyJ", "Bearer"]
)
def test_the_log_of_a_whole_journey_holds_nothing_confidential(
    secrets_and_log: tuple[str, str], secret: str
) -> None:
    _, log = secrets_and_log

    assert "delivery.done" in log
    assert secret.casefold() not in log.casefold()


def test_the_log_does_not_hold_the_function_key(secrets_and_log: tuple[str, str]) -> None:
    key, log = secrets_and_log

    assert key not in log

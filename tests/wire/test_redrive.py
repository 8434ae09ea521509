"""A parked device is redriven from the command line and goes on."""

import asyncio
from datetime import datetime

import pytest

from cli.addresses import Address
from cli.client import Client, Json
from cli.exits import ExitCode, Trouble
from cli.redriving import redrive
from simulator.friendly import set_up
from simulator.hardware import hardware_hash
from simulator.stack import Stack, StackPlan
from simulator.stack.plan import FLIGHT_PLAN
from simulator.tenant import Tenant

HEADER = "Device Serial Number,Windows Product ID,Hardware Hash"
SERIAL = "SN-808"
MANIFEST = f"{HEADER}\n{SERIAL},,{hardware_hash(SERIAL, 'Contoso', 'Contoso 13')}\n".encode()


def arrange(tenant: Tenant, _began: datetime) -> None:
    set_up(tenant, FLIGHT_PLAN)
    tenant.owned_elsewhere(SERIAL)


async def reached(client: Client, *stages: str) -> Json:
    """Wait until the device is in one of these stages."""
    async with asyncio.timeout(60):
        while True:
            device = await client.one("devices", SERIAL)
            if device is not None and device["stage"] in stages:
                return device
            await asyncio.sleep(0.1)


async def test_a_parked_device_goes_on_once_the_command_line_redrives_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async with Stack(StackPlan(speed=600, arrange_tenant=arrange)) as stack:
        address = Address(url=stack.base_url, key=stack.key)
        async with Client(address) as client:
            await client.post("procurement/groundcrew", MANIFEST, {"Content-Type": "text/csv"})
            await reached(client, "parked")
            stack.tenant.given_up_elsewhere(SERIAL)

            ended = await redrive(address, SERIAL.lower(), as_json=False)

            await reached(client, "ready")
            left = await client.every("parked")

    assert ended is ExitCode.DONE
    assert f"{SERIAL} is on its way again." in capsys.readouterr().out
    assert left == []


async def test_what_is_not_parked_cannot_be_redriven() -> None:
    async with Stack(StackPlan()) as stack:
        address = Address(url=stack.base_url, key=stack.key)

        with pytest.raises(Trouble, match="Nothing is parked as SN-1"):
            await redrive(address, "SN-1", as_json=False)

"""Devices are acted on from the command line, over the wire to Graph and back."""

import asyncio
from dataclasses import replace
from datetime import datetime

import pytest

from cli.addresses import Address
from cli.client import Client, Json
from cli.deeds import Deed
from cli.device_acts import act_on
from cli.exits import ExitCode, Trouble
from simulator.friendly import set_up
from simulator.hardware import hardware_hash
from simulator.stack import Stack, StackPlan
from simulator.stack.plan import FLIGHT_PLAN
from simulator.tenant import Tenant
from simulator.tenant.identity import Identity

HEADER = "Device Serial Number,Windows Product ID,Hardware Hash"
SERIALS = ("SN-1", "SN-2")
LINES = [f"{each},,{hardware_hash(each, 'Contoso', 'Contoso 13')}" for each in SERIALS]
MANIFEST = "\n".join([HEADER, *LINES, ""]).encode()
DEED = Deed(by="ops", why="End of life.", yes=True)


def arrange(tenant: Tenant, _began: datetime) -> None:
    set_up(tenant, FLIGHT_PLAN)


async def reached(client: Client, serial: str, stage: str) -> Json:
    """Wait until the device is in this stage."""
    async with asyncio.timeout(60):
        while True:
            device = await client.one("devices", serial)
            if device is not None and device["stage"] == stage:
                return device
            await asyncio.sleep(0.1)


async def registered_anew(stack: Stack, before: Identity | None) -> Identity:
    """Wait until another registration has taken the place of the former one."""
    async with asyncio.timeout(60):
        while True:
            identity = stack.tenant.model.identities.registered("SN-1")
            if identity is not None and identity is not before:
                return identity
            await asyncio.sleep(0.1)


async def test_a_device_is_repaired_and_retired_from_the_command_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async with Stack(StackPlan(speed=600, arrange_tenant=arrange)) as stack:
        address = Address(url=stack.base_url, key=stack.key)
        async with Client(address) as client:
            await client.post("procurement/groundcrew", MANIFEST, {"Content-Type": "text/csv"})
            for serial in SERIALS:
                await reached(client, serial, "ready")
            text = hardware_hash("SN-1", "Contoso", "Contoso 13", seed=1)
            before = stack.tenant.model.identities.registered("SN-1")
            more = {"hardware_hash": text}

            repaired = await act_on(address, "replace", ["sn-1"], replace(DEED, more=more))
            after = await registered_anew(stack, before)
            await reached(client, "SN-1", "ready")
            retired = await act_on(address, "retire", [*SERIALS, "SN-3"], DEED)
            for serial in SERIALS:
                await reached(client, serial, "retired")
            acts = await client.every("acts", {"subject": "SN-1"})

    told = capsys.readouterr()
    assert (repaired, retired) == (ExitCode.DONE, ExitCode.FAILED)
    assert before is not after
    assert "SN-3: 404: No device has this serial number." in told.err
    assert "SN-2: It is deleted from Intune, its person taken off" in told.out
    assert sorted(each["type"] for each in acts) == ["replace", "retire"]


async def test_without_anybody_to_ask_nothing_is_retired() -> None:
    with pytest.raises(Trouble, match="retire 2 devices; and nobody to ask"):
        await act_on(
            Address(url="http://127.0.0.1:9", key=""), "retire", SERIALS, replace(DEED, yes=False)
        )

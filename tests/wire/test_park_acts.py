"""What is parked is redriven, corrected and dismissed from the command line."""

import asyncio
from dataclasses import replace
from datetime import datetime

import pytest

from cli.addresses import Address
from cli.client import Client, Json
from cli.deeds import Deed
from cli.exits import ExitCode, Trouble
from cli.listing import show_parked
from cli.park_acts import correct, dismiss, redrive, redrive_many
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


async def reached(client: Client, serial: str, *stages: str) -> Json:
    """Wait until the device is in one of these stages."""
    async with asyncio.timeout(60):
        while True:
            device = await client.one("devices", serial)
            if device is not None and device["stage"] in stages:
                return device
            await asyncio.sleep(0.1)


DEED = Deed(by="ops", why="Deregistered elsewhere.")


async def parked_on(stack: Stack) -> Client:
    """Send the device, and wait until it is parked."""
    client = Client(Address(url=stack.base_url, key=stack.key))
    await client.post("procurement/groundcrew", MANIFEST, {"Content-Type": "text/csv"})
    await reached(client, SERIAL, "parked")
    return client


async def test_a_parked_device_goes_on_once_the_command_line_redrives_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async with Stack(StackPlan(speed=600, arrange_tenant=arrange)) as stack:
        address = Address(url=stack.base_url, key=stack.key)
        async with await parked_on(stack) as client:
            stack.tenant.given_up_elsewhere(SERIAL)

            ended = await redrive(address, SERIAL.lower(), DEED)

            await reached(client, SERIAL, "ready")
            left = await client.every("parked")
            (act,) = await client.every("acts", {"subject": SERIAL})

    assert ended is ExitCode.DONE
    assert f"{SERIAL} is on its way again." in capsys.readouterr().out
    assert left == []
    assert (act["by"], act["why"]) == ("ops", "Deregistered elsewhere.")


async def test_all_that_one_reason_parked_goes_on_once_the_command_line_redrives_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async with Stack(StackPlan(speed=600, arrange_tenant=arrange)) as stack:
        address = Address(url=stack.base_url, key=stack.key)
        async with await parked_on(stack) as client:
            stack.tenant.given_up_elsewhere(SERIAL)

            ended = await redrive_many(
                address, {"code": "owned-by-other-tenant"}, replace(DEED, yes=True)
            )

            await reached(client, SERIAL, "ready")

    assert ended is ExitCode.DONE
    assert "On the way again: 1 parked thing." in capsys.readouterr().out


async def test_a_serial_number_that_the_command_line_corrects_takes_over(
    capsys: pytest.CaptureFixture[str],
) -> None:
    right = {"serial": "sn-809", "hardware_hash": hardware_hash("SN-809", "Contoso", "Contoso 13")}
    async with Stack(StackPlan(speed=600, arrange_tenant=arrange)) as stack:
        address = Address(url=stack.base_url, key=stack.key)
        async with await parked_on(stack) as client:
            await show_parked(address, SERIAL, as_json=False)

            ended = await correct(address, SERIAL, replace(DEED, more=right))

            await reached(client, "SN-809", "ready")
            await reached(client, SERIAL, "cancelled")

    said = capsys.readouterr().out
    assert ended is ExitCode.DONE
    assert "RegisterDevices" in said or "ConfirmRegistration" in said
    assert "SN-809 is corrected and on its way again." in said


async def test_a_device_that_the_command_line_dismisses_is_cancelled(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async with Stack(StackPlan(speed=600, arrange_tenant=arrange)) as stack:
        address = Address(url=stack.base_url, key=stack.key)
        async with await parked_on(stack) as client:
            ended = await dismiss(address, SERIAL, DEED)

            await reached(client, SERIAL, "cancelled")
            left = await client.every("parked")

    assert ended is ExitCode.DONE
    assert f"{SERIAL}: cancelled." in capsys.readouterr().out
    assert left == []


async def test_what_is_not_parked_cannot_be_decided_on() -> None:
    async with Stack(StackPlan()) as stack:
        address = Address(url=stack.base_url, key=stack.key)

        for decide in (redrive, correct, dismiss):
            with pytest.raises(Trouble, match="Nothing is parked as SN-1"):
                await decide(address, "SN-1", DEED)
        with pytest.raises(Trouble, match="Nothing is parked that is meant"):
            await redrive_many(address, {"all": True}, DEED)


async def test_a_bulk_act_without_a_terminal_wants_to_be_agreed_to() -> None:
    async with Stack(StackPlan(speed=600, arrange_tenant=arrange)) as stack:
        address = Address(url=stack.base_url, key=stack.key)
        async with await parked_on(stack) as client:
            with pytest.raises(Trouble, match="nobody to ask"):
                await redrive_many(address, {"all": True}, DEED)

            assert len(await client.every("parked")) == 1


async def test_an_app_that_refuses_says_which_field_and_what_to_do() -> None:
    async with Stack(StackPlan(speed=600, arrange_tenant=arrange)) as stack:
        address = Address(url=stack.base_url, key=stack.key)
        async with await parked_on(stack):
            with pytest.raises(Trouble) as refused:
                await correct(address, SERIAL, replace(DEED, more={"serial": "N/A"}))

    assert "Nothing was done" in refused.value.sentence
    assert "what firmware says when it has no serial number" in refused.value.remedy

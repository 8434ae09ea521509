"""Every form of a shipping notice over HTTP, to laptops in stock that are ready."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from shared.domain.sources import OWN
from simulator.hardware import hardware_hash
from tests.ways_in import MAKER, MODEL, Json, Sent, Ways, is_ready, the_ways_in

SECONDS = 60
EDI = Path(__file__).parents[1] / "data" / "procurement" / "ship-notice.edi"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A file as a supplier sends it, and the serial numbers in it; *registered* by their maker."""

    kind: str
    content: bytes
    serials: tuple[str, ...]
    query: str = ""
    registered: bool = False


def rows(*lines: str, end: str = "\r\n") -> str:
    return end.join(lines) + end


def hash_of(serial: str) -> str:
    return hardware_hash(serial, MAKER, MODEL)


NOTICES: Mapping[str, Notice] = {
    "EDI X12 856": Notice(
        kind="application/edi-x12",
        content=EDI.read_bytes(),
        serials=("PF5T0R7A", "PF5T0R7B", "PF5T0R7C"),
        query="persona=office",
        registered=True,
    ),
    "Autopilot CSV": Notice(
        kind="text/csv",
        content=rows(
            "Device Serial Number,Windows Product ID,Hardware Hash,Group Tag",
            f"SN-AUTOPILOT,,{hash_of('SN-AUTOPILOT')},OFFICE",
        ).encode(),
        serials=("SN-AUTOPILOT",),
    ),
    "Autopilot CSV out of a spreadsheet": Notice(
        kind="text/csv",
        content=rows(
            "hardware hash;DEVICE SERIAL NUMBER;Windows Product ID;Group Tag;Remark",
            f'"{hash_of("SN-EXCEL")}";SN-EXCEL;;OFFICE;für Köln',
        ).encode("utf-16"),
        serials=("SN-EXCEL",),
    ),
    "Partner Center CSV": Notice(
        kind="text/csv",
        content=rows(
            "Device Serial Number,Windows Product ID,Hardware Hash,Manufacturer name,Device model",
            f"SN-PARTNER,,{hash_of('SN-PARTNER')},{MAKER},{MODEL}",
        ).encode(),
        serials=("SN-PARTNER",),
        query="persona=office",
    ),
    "corporate identifiers": Notice(
        kind="text/csv",
        content=rows(f"{MAKER},{MODEL},SN-CORPORATE").encode(),
        serials=("SN-CORPORATE",),
        query="format=corporate-identifiers&persona=field",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Flown:
    """How each notice was answered, and how the devices stood in the end."""

    sent: Mapping[str, Sent]
    devices: Mapping[str, Json]


async def notify(ways: Ways, notice: Notice) -> Sent:
    if notice.registered:
        for serial in notice.serials:
            ways.stack.tenant.oem_registers(serial, manufacturer="Tailspin", model="Meridian")
    path = f"/api/procurement/{OWN.name}?{notice.query}"
    return await ways.send(path, OWN.name, notice.content, notice.kind)


async def fly(folder: Path) -> Flown:
    async with the_ways_in(folder) as ways:
        sent = {name: await notify(ways, notice) for name, notice in NOTICES.items()}
        serials = [serial for notice in NOTICES.values() for serial in notice.serials]
        return Flown(sent=sent, devices=await ways.ready(serials, SECONDS))


@pytest.fixture(scope="module")
def flown(tmp_path_factory: pytest.TempPathFactory) -> Flown:
    return asyncio.run(fly(tmp_path_factory.mktemp("notices")))


@pytest.mark.parametrize("name", NOTICES)
def test_every_line_of_a_notice_is_taken_in(flown: Flown, name: str) -> None:
    answer = flown.sent[name].answer

    assert flown.sent[name].status == 202, answer
    assert answer["accepted"] + answer["noted"] == len(NOTICES[name].serials)
    assert answer["refused"] == 0


@pytest.mark.parametrize("name", NOTICES)
def test_every_device_of_a_notice_becomes_ready(flown: Flown, name: str) -> None:
    for serial in NOTICES[name].serials:
        device = flown.devices[serial]
        assert is_ready(device), device

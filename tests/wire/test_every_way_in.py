"""Each preset end to end: its vendor's payload, signed, over HTTP, to a laptop that is ready."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from shared.domain.sources import OWN
from shared.flightplan.sources import presets
from tests.vendor_stories import (
    EVENT,
    STORIES,
    body_of,
    employee_of,
    hire_event,
    is_thin,
    kind_of,
    serial_of,
    upn_of,
)
from tests.ways_in import Json, Sent, Ways, announce, is_ready, the_ways_in

SECONDS = 60
NAMES = sorted(STORIES)
# Half of the people are heard of before their laptop, half of them after it.
EARLY, LATE = NAMES[::2], NAMES[1::2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flown:
    """What was sent and sent again, and how devices and people stood before and after that."""

    sent: Mapping[str, Sent]
    again: Mapping[str, Sent]
    forged: Mapping[str, Sent]
    devices: Mapping[str, Json]
    hires: Mapping[str, Json]
    devices_after: Mapping[str, Json]
    hires_after: Mapping[str, Json]
    vendor_calls: Mapping[str, int]
    news: list[Json]


async def hear(ways: Ways, name: str) -> Sent:
    """Have a source speak of its person, and of their account later if its vendor knows none."""
    sent = await ways.send(f"/api/hr/{name}", name, body_of(name), kind_of(name))
    if STORIES[name].later:
        word = hire_event(employee_of(name), upn_of(name))
        await ways.send(f"/api/hr/{OWN.name}", OWN.name, word, EVENT)
    return sent


async def forge(ways: Ways, sent: Sent) -> Sent:
    """Send what was sent, and a blank that nobody signed; a key or a token is a wrong one."""
    headers = {
        name: value[:-1] + "?" if name in {"x-groundcrew-key", "authorization"} else value
        for name, value in sent.headers.items()
    }
    return await ways.post(sent.path, headers, sent.body + b" ")


async def fly(folder: Path) -> Flown:
    async with the_ways_in(folder) as ways:
        sent = {name: await hear(ways, name) for name in EARLY}
        await announce(ways, *(serial_of(name) for name in NAMES))
        sent |= {name: await hear(ways, name) for name in LATE}
        devices = await ways.ready(map(serial_of, NAMES), SECONDS)
        hires = await ways.listed("hires", "employee_id")
        calls = {name: vendor.calls for name, vendor in ways.every.vendors.items()}
        again = {
            name: await ways.post(each.path, each.headers, each.body) for name, each in sent.items()
        }
        forged = {name: await forge(ways, each) for name, each in sent.items()}
        await asyncio.sleep(2)
        return Flown(
            sent=sent,
            again=again,
            forged=forged,
            devices=devices,
            hires=hires,
            devices_after=await ways.listed("devices", "serial"),
            hires_after=await ways.listed("hires", "employee_id"),
            vendor_calls=calls,
            news=[told.event for told in ways.news.heard],
        )


@pytest.fixture(scope="module")
def flown(tmp_path_factory: pytest.TempPathFactory) -> Flown:
    return asyncio.run(fly(tmp_path_factory.mktemp("ways")))


def test_every_preset_has_a_story() -> None:
    assert set(STORIES) == {OWN.name, *presets()}


@pytest.mark.parametrize("name", NAMES)
def test_what_a_source_sends_is_taken_in(flown: Flown, name: str) -> None:
    assert flown.sent[name].status == 202, flown.sent[name].answer


@pytest.mark.parametrize("name", NAMES)
def test_the_laptop_of_its_person_becomes_ready(flown: Flown, name: str) -> None:
    device = flown.devices[serial_of(name)]

    assert is_ready(device), device
    assert device["person"] == upn_of(name)
    assert device["employee_id"] == employee_of(name)


@pytest.mark.parametrize("name", [name for name in NAMES if is_thin(name)])
def test_a_thin_event_is_asked_back_from_its_vendor(flown: Flown, name: str) -> None:
    assert flown.hires[employee_of(name)]["start_date"] in {"2027-01-04", "2026-04-01"}
    assert flown.vendor_calls.get(name, 1) >= 1


@pytest.mark.parametrize("name", NAMES)
def test_the_same_again_has_the_same_receipt(flown: Flown, name: str) -> None:
    assert flown.again[name].status == 202
    assert flown.again[name].answer["receipt"] == flown.sent[name].answer["receipt"]


@pytest.mark.parametrize("name", NAMES)
def test_a_forgery_is_turned_away_without_a_word(flown: Flown, name: str) -> None:
    forged = flown.forged[name]

    assert forged.status == 401
    assert forged.answer["code"] == "sender-unknown"


def known(things: Mapping[str, Json]) -> Mapping[str, Json]:
    """Leave out since when devices wait and when they are looked at next.

    Looks go on whatever is sent, and a vendor whose events have no names is heard anew.
    """
    waits = ("waiting_for", "device_waiting_for")

    def still(thing: Json) -> Json:
        looks = {name: thing[name] for name in waits if thing.get(name)}
        return {
            **thing,
            **{name: {**look, "since": None, "next_look": None} for name, look in looks.items()},
        }

    return {key: still(thing) for key, thing in things.items()}


def test_neither_replays_nor_forgeries_change_anything(flown: Flown) -> None:
    assert known(flown.devices_after) == known(flown.devices)
    assert known(flown.hires_after) == known(flown.hires)


def test_the_subscriber_hears_of_every_laptop_that_is_ready(flown: Flown) -> None:
    ready = {event["subject"] for event in flown.news if event["type"] == "device.ready"}

    assert {serial_of(name) for name in NAMES} <= {subject.split("/")[-1] for subject in ready}

"""A request over HTTP: approved, answered from stock, ready; and somebody is told of it."""

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from shared.domain.sources import OWN
from tests.vendor_stories import EVENT
from tests.ways_in import ASKER, Json, Sent, Ways, shipped, the_ways_in

SECONDS = 30
LAPTOP = "SN-STOCK"
PLACE = "Seattle"
REQUEST = "RITM0010042"
JSON = "application/json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flown:
    """How the request was answered and stood, and what the subscriber heard."""

    asked: Sent
    waiting: Json
    approved: Sent
    request: Json
    device: Json
    news: list[Json]
    unsigned: int


async def post(ways: Ways, path: str, **content: str) -> Sent:
    return await ways.send(f"/api/{path}", OWN.name, json.dumps(content).encode(), JSON)


async def request_in(ways: Ways, *states: str) -> Json:
    """Show the request once it is in one of these states, or as it is when time is over."""
    request: Json = {}
    for _ in range(int(SECONDS / 0.3)):
        request = (await ways.listed("requests", "id")).get(REQUEST, {})
        if request.get("state") in states:
            break
        await asyncio.sleep(0.3)
    return request


async def told(ways: Ways, state: str) -> None:
    """Wait until the subscriber has heard of a state."""
    for _ in range(int(SECONDS / 0.3)):
        if any(event["data"].get("state") == state for event in news_of(ways)):
            return
        await asyncio.sleep(0.3)


def news_of(ways: Ways) -> list[Json]:
    return [each.event for each in ways.news.heard if each.event["type"] == "request.changed"]


async def fly(folder: Path) -> Flown:
    async with the_ways_in(folder) as ways:
        stock = shipped(LAPTOP, group_tag="ENGINEER", location=PLACE)
        await ways.send(f"/api/procurement/{OWN.name}", OWN.name, stock, EVENT)
        await ways.ready([LAPTOP], SECONDS)
        wanted = {"id": REQUEST, "person": ASKER, "persona": "engineer", "location": PLACE}
        asked = await post(ways, "requests", **wanted)
        waiting = await request_in(ways, "asked")
        approved = await post(ways, f"requests/{REQUEST}/approve", by="operator@contoso.com")
        request = await request_in(ways, "ready")
        await told(ways, "ready")
        devices = await ways.listed("devices", "serial")
        return Flown(
            asked=asked,
            waiting=waiting,
            approved=approved,
            request=request,
            device=devices[LAPTOP],
            news=news_of(ways),
            unsigned=sum(not each.signed for each in ways.news.heard),
        )


@pytest.fixture(scope="module")
def flown(tmp_path_factory: pytest.TempPathFactory) -> Flown:
    return asyncio.run(fly(tmp_path_factory.mktemp("request")))


def test_a_request_is_taken_in_and_waits_for_an_approval(flown: Flown) -> None:
    assert flown.asked.status == 202
    assert flown.waiting["state"] == "asked"


def test_an_approval_brings_it_a_laptop_from_stock(flown: Flown) -> None:
    assert flown.approved.status == 202
    assert flown.request["state"] == "ready", flown.request
    assert flown.request["device"] == LAPTOP


def test_the_laptop_is_ready_for_who_asked(flown: Flown) -> None:
    assert flown.device["stage"] == "ready"
    assert flown.device["person"] == ASKER


def test_a_subscriber_hears_of_it_signed(flown: Flown) -> None:
    assert flown.unsigned == 0
    assert flown.news[-1]["data"]["state"] == "ready"
    assert flown.news[-1]["subject"].endswith(REQUEST)

"""What callers are shown of starts, requests and waits."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from handlers.explaining import next_look_at
from handlers.hire_inquiry import list_hires, show_hire, show_service_level
from handlers.inquiry import show_device
from handlers.request_inquiry import show_request
from shared.domain.commands import DeviceRequest, RequestEvent
from shared.runtime.http import Problem, Request
from simulator.world import START, World
from tests.journeys import ADELE, a_hire, a_line, a_world, hired, ship

HOUR = timedelta(hours=1)


async def a_company() -> World:
    """One starts in a week without a device, one started yesterday, one has time, one no date."""
    world = a_world()
    for employee, start in (
        ("E-1", date(2026, 1, 12)),
        ("E-2", date(2026, 1, 4)),
        ("E-3", date(2026, 3, 1)),
        ("E-4", None),
    ):
        hire = a_hire(employee_id=employee, upn="", order_reference=employee, start_date=start)
        hired(world, hire)
    await world.settle(HOUR)
    return world


async def listed(world: World, **query: str) -> dict[str, Any]:
    page = json.loads((await list_hires(Request(query=query), world.services)).body)
    return {hire["employee_id"]: hire["verdict"] for hire in page["items"]}


async def test_hires_are_listed_with_their_verdicts() -> None:
    assert await listed(await a_company()) == {
        "E-1": "at-risk",
        "E-2": "late",
        "E-3": "on-track",
        "E-4": None,
    }


async def test_some_verdicts_alone_can_be_asked_for() -> None:
    world = await a_company()

    assert list(await listed(world, verdict="at-risk,late")) == ["E-1", "E-2"]
    assert list(await listed(world, verdict="on-track")) == ["E-3"]


async def test_a_verdict_that_is_none_is_refused() -> None:
    with pytest.raises(Problem, match="verdict is one of on-track, at-risk, late"):
        await listed(a_world(), verdict="at-risk,soon")


async def test_verdicts_are_counted() -> None:
    world = await a_company()
    await world.passes(HOUR)

    told = json.loads((await show_service_level(Request(), world.services)).body)

    assert told == {"verdicts": {"on-track": 1, "at-risk": 1, "late": 1}, "not_judged": 1}


async def test_a_hire_is_shown_with_the_reason_and_who_can_move_it_on() -> None:
    world = await a_company()

    asked = Request(route={"employee_id": "E-1"})
    hire = json.loads((await show_hire(asked, world.services)).body)

    assert (hire["days_left"], hire["reason"]["code"]) == (7, "no-device")
    assert (hire["reason"]["who"], hire["reason"]["expected_stage"]) == ("the supplier", "ready")
    assert hire["waiting_for"]["since"] == START.isoformat()
    assert hire["waiting_for"]["next_look"] is None
    assert hire["timeline"][0]["what"] == "HR announced this person."


async def test_a_device_says_since_when_it_waits_and_when_it_is_looked_at_next() -> None:
    world = a_world()
    await ship(world, a_line("SN-1"))
    await world.settle(timedelta(seconds=30))

    asked = Request(route={"serial": "SN-1"})
    waiting = json.loads((await show_device(asked, world.services)).body)["waiting_for"]

    assert waiting["code"] == "registration"
    assert waiting["since"] == START.isoformat()
    assert waiting["next_look"] == (START + timedelta(minutes=1)).isoformat()


async def test_looking_again_does_not_begin_the_wait_anew() -> None:
    world = a_world()
    world.tenant.people_stay_away()
    hired(world)
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle(6 * HOUR)
    before = await world.device("SN-1")

    await world.settle(6 * HOUR)

    after = await world.device("SN-1")
    assert after.waiting_for == before.waiting_for
    assert after.waiting_since == before.waiting_since
    assert (next_look_at(after), next_look_at(before)) != (None, None)
    assert next_look_at(after) != next_look_at(before)


async def test_what_is_parked_waits_for_an_operator_and_no_look_is_planned() -> None:
    world = a_world()
    world.tenant.owned_elsewhere("SN-1")
    await ship(world, a_line("SN-1"))
    await world.settle(6 * HOUR)

    asked = Request(route={"serial": "SN-1"})
    waiting = json.loads((await show_device(asked, world.services)).body)["waiting_for"]

    assert (waiting["code"], waiting["next_look"]) == ("operator", None)


async def test_the_timeline_of_a_request_tells_what_came_of_its_words_and_not_the_words() -> None:
    world = a_world()
    await ship(world, a_line("SN-1", request="R-1"))
    asked = DeviceRequest(
        event=RequestEvent.ASKED, request_id="R-1", said_at=START, by=ADELE, person=ADELE
    )
    world.ask(asked, origin="asked")
    await world.settle(6 * HOUR)

    shown = await show_request(Request(route={"id": "R-1"}), world.services)

    request = json.loads(shown.body)
    whats = [entry["what"] for entry in request["timeline"]]
    assert whats[:3] == ["Asked for.", "Approved.", "Paired with SN-1: same request."]
    assert whats[-1] == "Its device was switched on."
    assert all(entry["cause"] for entry in request["timeline"])
    assert [word["event"] for word in request["history"]] == ["asked"]

"""What HR systems tell, in whatever order it comes, ends in what they meant."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from handlers.intake import receive_hire
from shared.domain.hire import Hire, HireState
from shared.domain.stages import Milestone
from simulator.world import World
from tests.hr_systems import an_event, our_source
from tests.journeys import ADELE, GROUP, a_line, a_plan, ship
from tests.receiving import a_request, as_json

HIRED = an_event(at="2026-01-05T06:00:00Z", order="PO-1", start="2026-02-02")
MOVED = an_event(what="moved", at="2026-01-05T06:30:00Z", start="2026-03-02")
GONE = an_event(what="gone", at="2026-01-05T07:00:00Z")
AGAIN = an_event(at="2026-01-05T07:30:00Z", start="2026-04-01", mail=ADELE)


def a_world() -> World:
    source = our_source(secrets=["GROUNDCREW_KEY"], personas={})
    world = World(replace(a_plan(), sources={source.name: source}))
    world.tenant.profile_assigned("Office", world.tenant.group_exists(GROUP))
    world.tenant.user_appears(ADELE)
    return world


async def hears(world: World, *events: dict[str, Any]) -> None:
    """Send each event on its own, and let the world settle."""
    for event in events:
        body = as_json({"people": [event]})
        request = a_request(body, source="middleware")
        headers = {**request.headers, "x-groundcrew-key": world.secrets["GROUNDCREW_KEY"]}
        await receive_hire(replace(request, headers=headers), world.services)
        await world.settle()


async def the_hire(world: World) -> Hire:
    (hire,) = await world.hires()
    return hire


@pytest.mark.parametrize("events", [(HIRED, MOVED), (MOVED, HIRED), (MOVED, HIRED, HIRED)])
async def test_a_changed_start_date_holds_in_any_order(events: tuple[dict[str, Any], ...]) -> None:
    world = a_world()

    await hears(world, *events)

    hire = await the_hire(world)
    assert (hire.start_date, hire.order_reference) == (date(2026, 3, 2), "PO-1")
    assert hire.state is HireState.STARTING


@pytest.mark.parametrize("events", [(HIRED, GONE), (GONE, HIRED), (MOVED, GONE, HIRED)])
async def test_a_rescinded_hire_is_cancelled_in_any_order(
    events: tuple[dict[str, Any], ...],
) -> None:
    world = a_world()

    await hears(world, *events)

    assert (await the_hire(world)).state is HireState.CANCELLED


async def test_somebody_who_is_hired_again_later_is_expected_again() -> None:
    world = a_world()

    await hears(world, HIRED, GONE, AGAIN)

    hire = await the_hire(world)
    assert (hire.state, hire.start_date) == (HireState.STARTING, date(2026, 4, 1))


async def test_a_device_is_assigned_once_the_account_is_known() -> None:
    world = a_world()
    await ship(world, a_line("SN-1", order_reference="PO-1"))

    await hears(world, HIRED)
    before = (await world.device("SN-1")).milestones
    await hears(world, an_event(what="moved", at="2026-01-05T07:00:00Z", mail=ADELE))
    after = (await world.device("SN-1")).milestones

    assert (Milestone.ASSIGNED in before, Milestone.ASSIGNED in after) == (False, True)

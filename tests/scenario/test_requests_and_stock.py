"""Requests and devices in any order: stock that comes later, orders, crashes, two at once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.following import follow
from shared.domain.commands import Command, RequestEvent, Shipment
from shared.domain.request import Approval, RequestState
from shared.domain.shipment import ManifestLine, ShipmentEvent
from simulator.tenant import Operation
from simulator.world import START, World
from tests.journeys import ADELE, a_line, ship
from tests.meanwhile import at_once
from tests.pairings import disagreements
from tests.requesting import (
    BOSS,
    MINUTE,
    a_command,
    a_requesting_world,
    a_stock_line,
    states_passed,
    the_request,
    told,
)

S, E = RequestState, RequestEvent
ORDERED = a_command(E.ORDERED, order_reference="PO-9", said_at=START + 2 * MINUTE)


async def test_a_request_waits_for_stock_that_comes_later() -> None:
    world = a_requesting_world()
    told(world, a_command())
    await world.settle(10 * MINUTE)
    before = await the_request(world)
    await ship(world, a_stock_line())

    states = await states_passed(world)

    assert (before.state, before.device) == (S.APPROVED, "")
    assert states[-2:] == [S.READY, S.DELIVERED]


async def test_an_order_reference_leads_through_the_shipment_to_delivery() -> None:
    world = a_requesting_world(Approval.OPERATOR)
    told(world, a_command(), a_command(E.APPROVED), ORDERED)
    await world.settle(10 * MINUTE)
    before = await the_request(world)
    await ship(world, a_line("SN-2", persona="engineer"), a_line("SN-1", order_reference="PO-9"))

    states = await states_passed(world)

    assert (before.state, before.order_reference) == (S.ORDERED, "PO-9")
    assert states[-3:] == [S.ON_ITS_WAY, S.READY, S.DELIVERED]
    assert (await the_request(world)).device == "SN-1"


async def test_a_shipment_that_is_cancelled_leaves_the_request_ordered() -> None:
    world = a_requesting_world()
    line = a_line("SN-1", order_reference="PO-9")
    told(world, a_command(), ORDERED)
    await ship(world, line)
    await world.settle(10 * MINUTE)
    before = (await the_request(world)).state
    await ship(world, line, event=ShipmentEvent.CANCELLED)

    await world.settle(10 * MINUTE)

    request = await the_request(world)
    assert before is S.ON_ITS_WAY
    assert (request.state, request.device) == (S.ORDERED, "")


async def test_a_request_that_nobody_approved_draws_nothing() -> None:
    world = a_requesting_world(Approval.OPERATOR)
    await ship(world, a_stock_line())
    told(world, a_command())

    await world.settle()

    assert (await the_request(world)).device == ""
    assert (await world.device("SN-1")).pairing is None


async def calls_before(world: World) -> int:
    """Count the calls that the shipment alone makes."""
    await ship(world, a_stock_line())
    await world.settle()
    return world.mortality.calls


# What is said of a request makes fewer calls than this; the last test says so.
MOST_CALLS = 160


@pytest.mark.parametrize("call", range(1, MOST_CALLS))
async def test_the_process_may_die_after_any_call_for_a_request(call: int) -> None:
    before = await calls_before(a_requesting_world(Approval.MANAGER))
    world = a_requesting_world(Approval.MANAGER, dies_after=before + call)
    await calls_before(world)
    told(world, a_command(), a_command(E.APPROVED, by=BOSS))

    await world.settle()

    request, device = await the_request(world), await world.device("SN-1")
    assert (request.state, request.device, request.decided_by) == (S.DELIVERED, "SN-1", BOSS)
    assert device.pairing is not None
    assert (device.pairing.request, device.assigned_to) == ("R-1", ADELE)
    assert world.tenant.counts.by_operation[Operation.ASSIGN_USER] == 1
    assert await world.parked() == ()


async def test_every_call_for_a_request_was_tried() -> None:
    world = a_requesting_world(Approval.MANAGER)
    before = await calls_before(world)
    told(world, a_command(), a_command(E.APPROVED, by=BOSS))

    await world.settle(10 * MINUTE)

    assert 40 < world.mortality.calls - before < MOST_CALLS


ASKED, APPROVED = a_command(), a_command(E.APPROVED, by=BOSS)
REFUSED = a_command(E.REFUSED, said_at=START + 2 * MINUTE)
CANCELLED = a_command(E.CANCELLED, by=ADELE, said_at=START + 3 * MINUTE)
STOCKED = Shipment(
    event=ShipmentEvent.DISPATCHED,
    shipment_id="SHP-1",
    lines=(ManifestLine(serial="SN-1", persona="office", location="Oslo"),),
)
PAIRS: list[tuple[tuple[Command, ...], Command, Command, RequestState, str]] = [
    ((ASKED,), APPROVED, REFUSED, S.IN_STOCK, "SN-1"),
    ((ASKED,), REFUSED, APPROVED, S.IN_STOCK, "SN-1"),
    ((), ASKED, APPROVED, S.IN_STOCK, "SN-1"),
    ((), APPROVED, ASKED, S.IN_STOCK, "SN-1"),
    ((ASKED, APPROVED), CANCELLED, REFUSED, S.CANCELLED, ""),
    ((ASKED,), APPROVED, CANCELLED, S.CANCELLED, ""),
    ((ASKED,), CANCELLED, APPROVED, S.CANCELLED, ""),
]


@pytest.mark.parametrize(("first", "one", "other", "state", "device"), PAIRS)
async def test_two_decisions_at_once_end_as_one_after_the_other(
    first: tuple[Command, ...], one: Command, other: Command, state: RequestState, device: str
) -> None:
    for call in range(1, 24):
        world = a_requesting_world(Approval.MANAGER)
        for number, command in enumerate((STOCKED, *first)):
            world.ask(command, origin=f"before/{number}")
            await world.settle(MINUTE)

        await at_once(world, one, other, call)
        await world.settle(MINUTE)

        request = await the_request(world)
        assert (request.state, request.device) == (state, device), f"after call {call}"
        assert await disagreements(world) == []


async def test_a_device_that_goes_on_takes_its_request_along() -> None:
    world = a_requesting_world()
    await ship(world, a_stock_line())
    told(world, a_command())
    await world.settle(timedelta(hours=12))
    device = await world.device("SN-1")

    await world.services.requests.update("R-1", lambda each: replace(each, state=S.READY))

    await follow(device, world.services)

    assert (await the_request(world)).state is S.DELIVERED

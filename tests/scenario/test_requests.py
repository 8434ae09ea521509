"""Requests from the word to the device, whatever order things come in."""

from datetime import timedelta
from itertools import permutations

import pytest

from handlers.requesting import MANAGER_ASKED, NO_MANAGER
from shared.domain.commands import RequestEvent
from shared.domain.request import Approval, RequestState
from simulator.tenant import Operation, Outage, Rule
from simulator.world import START, World
from tests.journeys import ADELE, a_hire, hired, ship
from tests.pairings import disagreements
from tests.requesting import (
    BOSS,
    MINUTE,
    NESTOR,
    OPERATOR,
    a_command,
    a_requesting_world,
    a_stock_line,
    states_passed,
    the_request,
    told,
)

S, E = RequestState, RequestEvent
ORDERED = a_command(E.ORDERED, order_reference="PO-9", said_at=START + 2 * MINUTE)


def asked_of_managers(world: World) -> int:
    return world.tenant.counts.by_operation[Operation.MANAGER]


async def test_a_request_draws_its_device_from_stock_and_follows_it_to_the_desk() -> None:
    world = a_requesting_world()
    await ship(world, a_stock_line())
    await world.settle()
    told(world, a_command())

    states = await states_passed(world)

    assert states[-2:] == [S.READY, S.DELIVERED]
    assert (await the_request(world)).device == "SN-1"
    assert await disagreements(world) == []


async def test_what_nobody_has_to_approve_asks_graph_for_no_manager() -> None:
    world = a_requesting_world(Approval.OPERATOR)
    told(world, a_command(), a_command(E.APPROVED))

    await world.settle()

    assert (await the_request(world)).state is S.APPROVED
    assert asked_of_managers(world) == 0


async def test_the_manager_of_whom_it_is_for_approves() -> None:
    world = a_requesting_world(Approval.MANAGER)
    told(world, a_command())
    await world.settle()
    before = await the_request(world)
    told(world, a_command(E.APPROVED, by=BOSS))

    await world.settle()

    assert (before.state, before.manager, before.approval) == (S.ASKED, BOSS, Approval.MANAGER)
    assert (await the_request(world)).state is S.APPROVED
    assert asked_of_managers(world) == 1


async def test_an_approval_by_anybody_else_is_noted_and_ignored() -> None:
    world = a_requesting_world(Approval.MANAGER)
    told(world, a_command(E.APPROVED, by=OPERATOR), a_command(E.APPROVED, by=NESTOR), a_command())

    await world.settle()

    request = await the_request(world)
    assert request.state is S.ASKED
    assert {word.by for word in request.words} == {OPERATOR, NESTOR}


@pytest.mark.parametrize("order", [*permutations((0, 1, 2))])
async def test_decisions_count_by_their_time_though_they_come_before_the_request(
    order: tuple[int, ...],
) -> None:
    world = a_requesting_world(Approval.MANAGER)
    late = a_command(E.REFUSED, by=OPERATOR, said_at=START + 2 * MINUTE)
    words = (a_command(), a_command(E.APPROVED, by=BOSS), late)
    for place in order:
        told(world, words[place])
        await world.settle(timedelta(minutes=1))

    request = await the_request(world)
    assert (request.state, request.decided_by) == (S.APPROVED, BOSS)


@pytest.mark.parametrize(
    ("asked_by", "managed", "note"), [(NESTOR, False, NO_MANAGER), (BOSS, True, MANAGER_ASKED)]
)
async def test_where_no_manager_can_approve_somebody_else_does(
    asked_by: str, note: str, *, managed: bool
) -> None:
    world = a_requesting_world(Approval.MANAGER, managed=managed)
    told(world, a_command(by=asked_by), a_command(E.APPROVED, by=OPERATOR))

    await world.settle()

    request = await the_request(world)
    assert (request.state, request.approval, request.note) == (S.APPROVED, Approval.OPERATOR, note)


async def test_whom_hr_alone_knows_is_looked_up_by_the_name_that_hr_gave() -> None:
    world = a_requesting_world(Approval.MANAGER)
    hired(world, a_hire(order_reference=""))
    await world.settle(MINUTE)
    told(world, a_command(person="", employee_id="E-1"))

    await world.settle(MINUTE)

    assert (await the_request(world)).manager == BOSS


async def test_a_directory_that_is_down_is_asked_again() -> None:
    world = a_requesting_world(Approval.MANAGER)
    world.tenant.script.add(Rule(fault=Outage(), operation=Operation.MANAGER, times=5))
    told(world, a_command())
    await world.settle(10 * MINUTE)
    before = await the_request(world)

    await world.settle()

    assert (before.state, before.approval) == (S.ASKED, None)
    assert (await the_request(world)).manager == BOSS
    assert await world.parked() == ()


async def test_a_cancelled_request_gives_its_device_back_to_stock() -> None:
    world = a_requesting_world()
    await ship(world, a_stock_line())
    told(world, a_command())
    await world.settle(20 * MINUTE)
    told(world, a_command(E.CANCELLED, by=ADELE))

    await world.settle()

    assert (await the_request(world)).state is S.CANCELLED
    assert (await world.device("SN-1")).pairing is None


async def test_what_was_delivered_is_not_cancelled_any_more() -> None:
    world = a_requesting_world()
    await ship(world, a_stock_line())
    told(world, a_command())
    await world.settle()
    told(world, a_command(E.CANCELLED, by=ADELE))

    await world.settle()

    assert (await the_request(world)).state is S.DELIVERED
    assert (await world.device("SN-1")).pairing is not None


async def test_duplicates_are_one_request_and_one_device() -> None:
    world = a_requesting_world()
    await ship(world, a_stock_line(), a_stock_line("SN-2"))
    told(world, a_command(), times=3)
    world.ask(a_command(said_at=START + MINUTE), origin="the same wish, sent again", times=2)

    await world.settle()

    paired = [each.serial for each in await world.devices() if each.pairing is not None]
    request = await the_request(world)
    assert paired == [request.device]
    assert request.asked_at == START

"""Assignments that meet trouble, and how little is asked for them."""

from datetime import timedelta

import pytest

from shared.domain.stages import Milestone, Stage
from simulator.tenant import Latencies, Operation, Outage, Rule, Throttle, minutes
from simulator.world import World
from tests.journeys import ADELE, a_hire, a_line, a_world, befallen, hired, ship, waits

MINUTE = timedelta(minutes=1)
PERSONAL = (Operation.USER, Operation.LICENCE_DETAILS)


def asked(world: World, *operations: Operation) -> int:
    return sum(world.tenant.counts.by_operation[each] for each in operations)


async def a_grouped_device(person: str) -> World:
    world = a_world()
    world.tenant.people_stay_away()
    await ship(world, a_line("SN-1", person=person))
    while not (await world.devices()) or not (await world.device("SN-1")).passed(Milestone.GROUPED):
        await world.settle(timedelta(seconds=5))
    return world


@pytest.mark.parametrize("fault", [Outage(), Throttle(retry_after=5)])
async def test_an_assignment_that_met_a_busy_service_is_made_again_within_a_minute(
    fault: Outage | Throttle,
) -> None:
    world = a_world()
    world.tenant.people_stay_away()
    world.tenant.script.add(Rule(fault=fault, operation=Operation.ASSIGN_USER))
    await ship(world, a_line("SN-1", person=ADELE))
    while asked(world, Operation.ASSIGN_USER) == 0:
        await world.settle(timedelta(seconds=5))

    await world.settle(MINUTE)

    assert asked(world, Operation.ASSIGN_USER) == 2


async def test_a_person_with_several_devices_is_asked_about_once() -> None:
    world = a_world()
    world.tenant.people_stay_away()
    names = [ADELE, ADELE.upper(), ADELE.title()]
    await ship(world, *(a_line(f"SN-{number}", person=name) for number, name in enumerate(names)))

    await world.settle(timedelta(hours=2))

    assert [device.assigned_to for device in await world.devices()] == [ADELE] * 3
    assert asked(world, Operation.USER) <= 2
    assert asked(world, Operation.LICENCE_DETAILS) == asked(world, Operation.USER)


async def test_whoever_was_asked_for_is_not_looked_up_again() -> None:
    world = await a_grouped_device(ADELE)

    await world.settle(timedelta(hours=2))

    assert (await world.device("SN-1")).assigned_to == ADELE
    assert asked(world, *PERSONAL) == 2


async def test_a_person_is_not_looked_up_while_their_assignment_is_slow_to_show() -> None:
    world = befallen(a_world(), Latencies(properties_seen=minutes(4)))
    world.tenant.people_stay_away()
    await ship(world, a_line("SN-1", person=ADELE))

    await world.settle(timedelta(hours=2))

    assert (await world.device("SN-1")).assigned_to == ADELE
    assert asked(world, *PERSONAL) == 2
    assert asked(world, Operation.ASSIGN_USER) == 1


async def test_an_assignment_that_never_shows_is_made_again_no_more_often_than_patience_says() -> (
    None
):
    world = befallen(a_world(), Latencies(properties_seen=minutes(10_000)))
    world.tenant.people_stay_away()
    await ship(world, a_line("SN-1", person=ADELE))

    await world.settle(timedelta(hours=6))

    assert await waits(world) == "assignment"
    assert 10 < asked(world, Operation.ASSIGN_USER) <= 6 * 4 + 4


async def test_nobody_is_asked_about_while_hr_has_given_no_name() -> None:
    world = a_world()
    hired(world, a_hire(upn=""))
    await ship(world, a_line("SN-1", order_reference="PO-1"))

    await world.settle(timedelta(hours=6))

    assert await waits(world) == "user-name"
    assert asked(world, *PERSONAL) == 0


async def test_a_person_who_does_not_exist_is_asked_about_no_more_often_than_patience_says() -> (
    None
):
    world = a_world()
    await ship(world, a_line("SN-1", person="nobody@contoso.com"))

    await world.settle(timedelta(hours=6))

    assert await waits(world) == "user"
    assert asked(world, Operation.USER) <= 6 * 4 + 5
    assert asked(world, Operation.LICENCE_DETAILS) == 0


async def test_a_licence_that_is_being_provisioned_is_waited_for() -> None:
    slow = Latencies(licence_provisioned=minutes(120))
    world = befallen(a_world(), slow, licence_late=1)
    world.tenant.user_appears("late@contoso.com")
    await ship(world, a_line("SN-1", person="late@contoso.com"))
    await world.settle(timedelta(hours=1))
    waited_for = await waits(world)

    await world.settle()

    assert waited_for == "licence"
    assert (await world.device("SN-1")).stage is Stage.DEPLOYED


async def test_the_person_is_greeted_by_name() -> None:
    world = await a_grouped_device(ADELE)
    await world.settle(timedelta(hours=1))

    (identity,) = world.tenant.identities("SN-1")

    shown = world.tenant.identity(identity["id"])
    assert (shown["userPrincipalName"], shown["addressableUserName"]) == (ADELE, "Robin Sample")

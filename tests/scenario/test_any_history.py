"""Whatever happens, in whatever order, whatever breaks meanwhile: it ends as a small model says."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.domain.commands import STEPS, Shipment, queue_of
from shared.domain.flightplan import FlightPlan, Patience
from shared.domain.request import Approval
from simulator.mishaps import Mishap
from simulator.world import START, World
from tests.ends import wrong_in
from tests.fates import imported_twice
from tests.histories import (
    ELSEWHERE,
    FROM_MAKER,
    Happening,
    Lost,
    Model,
    Redriven,
    Struck,
    SwitchedOn,
    histories,
)
from tests.journeys import ADELE, GROUP, PEOPLE, a_hash, a_preparing_plan
from tests.pairings import disagreements, missed
from tests.requesting import NESTOR
from tests.rests import left_in
from tests.staging import redriven

SWEEP_EVERY = timedelta(minutes=30)
LONG = timedelta(days=3)
_STEP_QUEUES = frozenset(map(queue_of, STEPS))


def a_world_of_four(*, elsewhere: bool) -> World:
    """Two people and their requests, four devices of three kinds, and nobody at a desk."""
    plan = a_preparing_plan()
    personas = {
        name: replace(each, approval=Approval.OPERATOR) for name, each in plan.personas.items()
    }
    patience = Patience(longest=timedelta(hours=1), handed_over=timedelta(hours=6))
    plan = FlightPlan(personas=personas, default_persona="office", patience=patience)
    world = World(plan, sweep_every=SWEEP_EVERY)
    people, prepared, office = map(world.tenant.group_exists, (PEOPLE, "Prepared", GROUP))
    world.tenant.preparation_policy("Standard", user_group=people, device_group=prepared)
    world.tenant.profile_assigned("Office", office)
    world.tenant.people_stay_away()
    world.tenant.oem_registers(FROM_MAKER, START)
    for person in (ADELE, NESTOR):
        world.tenant.user_appears(person)
    if elsewhere:
        world.tenant.owned_elsewhere(ELSEWHERE)
    return world


async def happens(world: World, happening: Happening, number: int) -> None:
    """Let something happen after its pause."""
    await world.settle(happening.pause)
    match happening.what:
        case Struck(mishap, after):
            world.mortality.befall(mishap, len(world.mortality.trace) + after)
        case Lost():
            world.loses(lambda delivery: delivery.queue in _STEP_QUEUES)
        case Redriven():
            world.tenant.given_up_elsewhere(ELSEWHERE)
            await redriven(world)
        case SwitchedOn(serial):
            world.tenant.switches_on(serial)
        case word:
            for line in word.lines if isinstance(word, Shipment) else ():
                if line.fingerprint:
                    await world.keeps_hash(line.serial, a_hash(line.serial))
            world.ask(word, origin=f"history/{number}", times=happening.times)


async def came_to(story: list[Happening], *, elsewhere: bool) -> list[str]:
    """Live through a history, and say what is wrong in the end."""
    world, model = a_world_of_four(elsewhere=elsewhere), Model()
    for number, happening in enumerate(story):
        await happens(world, happening, number)
        if not isinstance(happening.what, Struck | Lost | Redriven | SwitchedOn):
            model.hears(happening.what)
    await world.settle(timedelta(hours=1))
    # What has not struck yet strikes no more: the end is quiet.
    world.mortality.befall(Mishap.OUTAGE, 0)
    world.loses(lambda _: False)
    await world.settle(LONG)
    return [
        *[each async for each in wrong_in(world, model)],
        *await disagreements(world),
        *await missed(world),
        *await left_in(world),
        *imported_twice(world.tenant),
    ]


def tried(examples: int) -> settings:
    """Try so many histories; the same ones each time, so that CI is no lottery."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


@pytest.mark.timeout(600)
@tried(150)
@given(histories(most=12), st.booleans())
async def test_any_history_ends_as_the_model_says(story: list[Happening], elsewhere: bool) -> None:  # noqa: FBT001  drawn
    assert await came_to(story, elsewhere=elsewhere) == []

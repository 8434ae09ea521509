"""Where the stories of the fault matrix take place, and what they have in common."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from handlers.redriving import redrive
from shared.domain.flightplan import FlightPlan, Patience
from shared.domain.request import Approval
from shared.runtime.http import Problem
from shared.runtime.services import Services
from simulator.subscribers import SubscriberSite
from simulator.world import World
from tests.hearing import a_subscriber, site_of, told
from tests.journeys import (
    DAY,
    a_described_line,
    a_line,
    a_plan,
    a_preparing_world,
    a_world,
    hired,
    ship,
)
from tests.operating import said as by_hand
from tests.requesting import a_requesting_world

HOUR = timedelta(hours=1)
# Long enough for everything to come to rest, a lease that has to run out included.
REST = timedelta(hours=4)
ORDERED = a_line("SN-1", order_reference="PO-1")
DESCRIBED = a_described_line("SN-1", order_reference="PO-1")
# Fewer looks at what only time moves on: they are all alike.
PATIENCE = Patience(
    first=timedelta(minutes=3), longest=timedelta(minutes=45), handed_over=timedelta(hours=3)
)


@dataclass(slots=True)
class Stage:
    """A world in which a story is told, and whoever hears of it."""

    world: World
    site: SubscriberSite


type Tell = Callable[[Stage], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Where a story takes place, and how it goes."""

    world: Callable[[FlightPlan], World]
    plan: Callable[[], FlightPlan] = a_plan
    tell: Tell

    def stage(self) -> Stage:
        """Set the stage: nobody switches anything on before the story says so."""
        plan = told(a_subscriber(), plan=replace(self.plan(), patience=PATIENCE))
        world = self.world(plan)
        world.tenant.people_stay_away()
        return Stage(world, site_of(world))


def autopilot(plan: FlightPlan) -> World:
    return a_world(plan=plan, sweeps=False)


def preparation(plan: FlightPlan) -> World:
    return a_preparing_world(plan, sweeps=False)


def requesting(plan: FlightPlan) -> World:
    return a_requesting_world(Approval.MANAGER, plan=plan, sweeps=False)


async def rests(stage: Stage, time: timedelta = REST) -> None:
    """Let everything come to rest; no sweep comes to the rescue."""
    await stage.world.settle(time)


async def flies(stage: Stage) -> None:
    """Get ready, be switched on, and be deployed."""
    await rests(stage)
    stage.world.tenant.switches_on("SN-1")
    await stage.world.settle(2 * DAY)


async def at_once(stage: Stage) -> None:
    hired(stage.world)
    await ship(stage.world, ORDERED)
    await rests(stage)


async def redriven(world: World) -> None:
    """Have an operator redrive what was parked long ago; who hears no answer asks again."""
    await world.instance.sweep()
    for parked in await world.parked():
        await world.instance.answer(_redriving(parked.id), "redrive")


def _redriving(record: str) -> Callable[[Services], Awaitable[object]]:
    async def asked(services: Services) -> None:
        try:
            await redrive(by_hand(record), services)
        except Problem as gone:
            # It was done, and the answer lost.
            assert gone.status in {404, 409}  # noqa: PT017  any other refusal is a failure

    return asked

"""The stories of the fault matrix: how a device comes to its person, and how it does not.

Between two words of a story everything comes to rest, so that each mishap meets
one chain of steps and what it comes to can be compared with calm weather.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from handlers.redriving import redrive
from shared.domain.commands import HireEvent, RequestEvent
from shared.domain.flightplan import FlightPlan, Patience
from shared.domain.lifecycle import WorkflowTask
from shared.domain.request import Approval
from shared.domain.shipment import ManifestLine, ShipmentEvent
from shared.runtime.http import Problem, Request
from shared.runtime.services import Services
from simulator.subscribers import Mood, SubscriberSite
from simulator.tenant.workflows import TaskKey
from simulator.world import START, World
from tests.hearing import a_subscriber, site_of, told
from tests.journeys import (
    ADELE,
    DAY,
    a_described_line,
    a_hire,
    a_line,
    a_plan,
    a_preparing_plan,
    a_preparing_world,
    a_world,
    hired,
    ship,
)
from tests.requesting import BOSS, a_command, a_requesting_world, a_stock_line
from tests.requesting import told as said

HOUR = timedelta(hours=1)
# Long enough for everything to come to rest, a lease that has to run out included.
REST = timedelta(hours=4)
ORDERED = a_line("SN-1", order_reference="PO-1")
DESCRIBED = a_described_line("SN-1", order_reference="PO-1")
# Fewer looks at what only time moves on: they are all alike.
PATIENCE = Patience(
    first=timedelta(minutes=3), longest=timedelta(minutes=45), handed_over=timedelta(hours=3)
)


@dataclass(frozen=True, slots=True)
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


def _autopilot(plan: FlightPlan) -> World:
    return a_world(plan=plan, sweeps=False)


def _preparation(plan: FlightPlan) -> World:
    return a_preparing_world(plan, sweeps=False)


def _requesting(plan: FlightPlan) -> World:
    return a_requesting_world(Approval.MANAGER, plan=plan, sweeps=False)


async def _rests(stage: Stage, time: timedelta = REST) -> None:
    """Let everything come to rest; a sweep comes by, as it does every few minutes."""
    await stage.world.settle(time)
    await stage.world.instance.sweep()
    await stage.world.settle(time)


async def _hire_first(stage: Stage) -> None:
    hired(stage.world)
    await _rests(stage, HOUR)
    await ship(stage.world, ORDERED)
    await _flies(stage)


async def _shipment_first(stage: Stage) -> None:
    await ship(stage.world, ORDERED)
    await _rests(stage)
    hired(stage.world)
    await _flies(stage)


async def _swept(stage: Stage) -> None:
    """A message is lost, as no queue should; the sweep asks again, and whatever befalls it."""
    hired(stage.world)
    await ship(stage.world, ORDERED)
    stage.world.loses(lambda delivery: delivery.queue == "add-to-group")
    for _ in range(3):
        await _rests(stage)
    await _flies(stage)


async def _from_the_maker(stage: Stage) -> None:
    stage.world.tenant.oem_registers("SN-1", START + 3 * HOUR)
    hired(stage.world)
    await ship(stage.world, ManifestLine(serial="SN-1", order_reference="PO-1"))
    await _flies(stage)


async def _late_person(stage: Stage) -> None:
    person = "diego.siciliani@contoso.com"
    stage.world.tenant.user_appears(person, START + 3 * HOUR)
    hired(stage.world, a_hire(upn=person))
    await ship(stage.world, ORDERED)
    await _flies(stage)


async def _cancelled_hire(stage: Stage) -> None:
    hired(stage.world)
    await _rests(stage, HOUR)
    await ship(stage.world, ORDERED)
    await _rests(stage)
    hired(stage.world, a_hire(HireEvent.CANCELLED, said_at=START + HOUR))
    await _rests(stage)


async def _cancelled_shipment(stage: Stage) -> None:
    hired(stage.world)
    await ship(stage.world, ORDERED)
    await _rests(stage)
    await ship(stage.world, ORDERED, event=ShipmentEvent.CANCELLED)
    await _rests(stage)


async def _parked_and_redriven(stage: Stage) -> None:
    world = stage.world
    world.tenant.owned_elsewhere("SN-1")
    hired(world)
    await ship(world, ORDERED)
    await _rests(stage)
    world.tenant.given_up_elsewhere("SN-1")
    await _redriven(world)
    await _flies(stage)


async def _corrected(stage: Stage) -> None:
    world = stage.world
    world.tenant.import_ends("SN-1", "InvalidZtdHardwareHash")
    hired(world)
    await ship(world, ORDERED)
    await _rests(stage)
    await ship(world, a_line("SN-1", seed=1, order_reference="PO-1"))
    await _flies(stage)


async def _deaf_subscriber(stage: Stage) -> None:
    """A subscriber refuses for good what it is told, until somebody mends it."""
    stage.site.falls_into(Mood(status=403))
    await ship(stage.world, a_line("SN-1"))
    await _rests(stage)
    stage.site.recovers()
    await _redriven(stage.world)
    await _rests(stage)


async def _asked_first(stage: Stage) -> None:
    said(stage.world, a_command(), a_command(RequestEvent.APPROVED, by=BOSS))
    await _rests(stage, HOUR)
    await ship(stage.world, a_stock_line())
    await _flies(stage)


async def _from_stock(stage: Stage) -> None:
    await ship(stage.world, a_stock_line())
    await _rests(stage)
    said(stage.world, a_command(), a_command(RequestEvent.APPROVED, by=BOSS))
    await _flies(stage)


async def _oldest_of_stock(stage: Stage) -> None:
    for number in (1, 2):
        await ship(stage.world, a_stock_line(f"SN-{number}"))
        await _rests(stage)
    hire = replace(a_hire(order_reference="", persona="office"), location="Oslo")
    hired(stage.world, hire)
    await _flies(stage)


async def _two_together(stage: Stage) -> None:
    hired(stage.world)
    await ship(stage.world, ORDERED, a_line("SN-2"))
    await _flies(stage)


async def _workflow_waits(stage: Stage) -> None:
    task = WorkflowTask(workflow="W-1", task="T-1", result="R-1")
    stage.world.tenant.task_waits(TaskKey("W-1", "T-1", "R-1"), DAY)
    hired(stage.world, replace(a_hire(), task=task))
    await ship(stage.world, ORDERED)
    await _rests(stage)


async def _failed_deployment(stage: Stage) -> None:
    stage.world.tenant.deployment_fails("SN-1", app="Contoso VPN")
    hired(stage.world)
    await ship(stage.world, ORDERED)
    await _flies(stage)


async def _prepared(stage: Stage) -> None:
    hired(stage.world)
    await _rests(stage, HOUR)
    await ship(stage.world, DESCRIBED)
    await _delivered(stage)


async def _prepared_for_later(stage: Stage) -> None:
    await ship(stage.world, DESCRIBED)
    await _rests(stage)
    hired(stage.world)
    await _delivered(stage)


async def _prepared_then_cancelled(stage: Stage) -> None:
    hired(stage.world)
    await _rests(stage, HOUR)
    await ship(stage.world, DESCRIBED)
    await _rests(stage)
    hired(stage.world, a_hire(HireEvent.CANCELLED, said_at=START + HOUR))
    await _rests(stage)
    await ship(stage.world, DESCRIBED, event=ShipmentEvent.CANCELLED)
    await _rests(stage)


async def _flies(stage: Stage) -> None:
    """Get ready, be switched on, and be deployed."""
    await _rests(stage)
    stage.world.tenant.switches_on("SN-1")
    await stage.world.settle(2 * DAY)


async def _delivered(stage: Stage) -> None:
    await _rests(stage)
    stage.world.tenant.machine_delivered("SN-1", "Contoso", "Contoso 13", ADELE)
    stage.world.tenant.switches_on_new("SN-1")
    await stage.world.settle(2 * DAY)


async def _redriven(world: World) -> None:
    """Have an operator redrive what is parked; who hears no answer asks again."""
    for parked in await world.parked():
        await world.instance.answer(_redriving(parked.id), "redrive")


def _redriving(record: str) -> Callable[[Services], Awaitable[object]]:
    async def asked(services: Services) -> None:
        try:
            await redrive(Request(route={"id": record}), services)
        except Problem as gone:
            # It was done, and the answer lost.
            assert gone.status == 404  # noqa: PT017  any other refusal is a failure

    return asked


STORIES: Mapping[str, Story] = {
    "hire first": Story(world=_autopilot, tell=_hire_first),
    "shipment first": Story(world=_autopilot, tell=_shipment_first),
    "a message is lost, and swept": Story(world=_autopilot, tell=_swept),
    "registered by its maker": Story(world=_autopilot, tell=_from_the_maker),
    "account comes late": Story(world=_autopilot, tell=_late_person),
    "hire cancelled": Story(world=_autopilot, tell=_cancelled_hire),
    "shipment cancelled": Story(world=_autopilot, tell=_cancelled_shipment),
    "parked, then redriven": Story(world=_autopilot, tell=_parked_and_redriven),
    "parked, then corrected": Story(world=_autopilot, tell=_corrected),
    "subscriber refuses, redriven": Story(world=_autopilot, tell=_deaf_subscriber),
    "request before stock": Story(world=_requesting, tell=_asked_first),
    "request from stock": Story(world=_requesting, tell=_from_stock),
    "the oldest of stock": Story(world=_autopilot, tell=_oldest_of_stock),
    "two in a shipment": Story(world=_autopilot, tell=_two_together),
    "a workflow waits": Story(world=_autopilot, tell=_workflow_waits),
    "deployment fails": Story(world=_autopilot, tell=_failed_deployment),
    "prepared, hire first": Story(world=_preparation, plan=a_preparing_plan, tell=_prepared),
    "prepared, shipment first": Story(
        world=_preparation, plan=a_preparing_plan, tell=_prepared_for_later
    ),
    "prepared, all cancelled": Story(
        world=_preparation, plan=a_preparing_plan, tell=_prepared_then_cancelled
    ),
}

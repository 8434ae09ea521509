"""Stories of devices that are registered with Autopilot, and of what happens on the way."""

from dataclasses import replace

from shared.domain.commands import HireEvent
from shared.domain.lifecycle import WorkflowTask
from shared.domain.shipment import ManifestLine, ShipmentEvent
from simulator.subscribers import Mood
from simulator.tenant.workflows import TaskKey
from simulator.world import START
from tests.journeys import DAY, a_hire, a_line, hired, ship
from tests.staging import HOUR, ORDERED, REST, Stage, at_once, flies, redriven, rests


async def hire_first(stage: Stage) -> None:
    hired(stage.world)
    await rests(stage, HOUR)
    await ship(stage.world, ORDERED)
    await flies(stage)


async def shipment_first(stage: Stage) -> None:
    await ship(stage.world, ORDERED)
    await rests(stage)
    hired(stage.world)
    await rests(stage)


async def swept(stage: Stage) -> None:
    """A message is lost, as no queue should; the sweep asks again, and mishaps befall it too."""
    hired(stage.world)
    await ship(stage.world, ORDERED)
    stage.world.loses(lambda delivery: delivery.queue == "add-to-group")
    await rests(stage)
    for _ in range(2):
        await rests(stage)
        stage.world.clock.advance(HOUR)
        await stage.world.instance.sweep()
    await rests(stage)


async def from_the_maker(stage: Stage) -> None:
    stage.world.tenant.oem_registers("SN-1", START + 3 * HOUR)
    hired(stage.world)
    await ship(stage.world, ManifestLine(serial="SN-1", order_reference="PO-1"))
    await rests(stage, 3 * REST)


async def late_person(stage: Stage) -> None:
    person = "diego.siciliani@contoso.com"
    stage.world.tenant.user_appears(person, START + 3 * HOUR)
    hired(stage.world, a_hire(upn=person))
    await ship(stage.world, ORDERED)
    await rests(stage, 2 * HOUR)
    await rests(stage, 3 * REST)


async def cancelled_hire(stage: Stage) -> None:
    hired(stage.world)
    await rests(stage, HOUR)
    await ship(stage.world, ORDERED)
    await rests(stage)
    hired(stage.world, a_hire(HireEvent.CANCELLED, said_at=START + HOUR))
    await rests(stage)


async def cancelled_shipment(stage: Stage) -> None:
    hired(stage.world)
    await ship(stage.world, ORDERED)
    await rests(stage)
    await ship(stage.world, ORDERED, event=ShipmentEvent.CANCELLED)
    await rests(stage)


async def parked_and_redriven(stage: Stage) -> None:
    world = stage.world
    world.tenant.owned_elsewhere("SN-1")
    hired(world)
    await ship(world, ORDERED)
    await rests(stage)
    world.tenant.given_up_elsewhere("SN-1")
    await redriven(world)
    await rests(stage)


async def corrected(stage: Stage) -> None:
    world = stage.world
    world.tenant.import_ends("SN-1", "InvalidZtdHardwareHash")
    hired(world)
    await ship(world, ORDERED)
    await rests(stage)
    await world.instance.sweep()
    await ship(world, a_line("SN-1", seed=1, order_reference="PO-1"))
    await rests(stage)


async def deaf_subscriber(stage: Stage) -> None:
    """A subscriber refuses for good what it is told, until somebody mends it."""
    stage.site.falls_into(Mood(status=403))
    await ship(stage.world, a_line("SN-1"))
    await rests(stage)
    stage.site.recovers()
    await redriven(stage.world)
    await rests(stage)


async def two_together(stage: Stage) -> None:
    hired(stage.world)
    await ship(stage.world, ORDERED, a_line("SN-2"))
    await rests(stage)


async def workflow_waits(stage: Stage) -> None:
    task = WorkflowTask(workflow="W-1", task="T-1", result="R-1")
    stage.world.tenant.task_waits(TaskKey("W-1", "T-1", "R-1"), DAY)
    hired(stage.world, replace(a_hire(), task=task))
    await ship(stage.world, ORDERED)
    await rests(stage)


async def failed_deployment(stage: Stage) -> None:
    stage.world.tenant.deployment_fails("SN-1", app="Contoso VPN")
    await at_once(stage)
    await flies(stage)

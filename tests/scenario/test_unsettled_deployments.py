"""Deployments of which nobody ever says how they ended."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.deployment import check_deployment
from handlers.redriving import redrive
from shared.domain.commands import CheckDeployment
from shared.domain.device import Device
from shared.domain.parked import Parked
from shared.domain.stages import Milestone, Stage
from simulator.tenant import Latencies, minutes
from simulator.tenant.progress import FAILURE, SUCCESS, Progress
from simulator.world import World
from tests.journeys import (
    ADELE,
    DAY,
    a_described_line,
    a_line,
    a_preparing_world,
    a_world,
    befallen,
    ship,
    waits,
)
from tests.operating import said

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
NEVER = minutes(60 * 24 * 365)
CODE = "deployment-unsettled"

type Hanging = Callable[[], Awaitable[tuple[World, Device]]]


async def enrolled(world: World) -> Device:
    """Let time pass until the device is seen enrolled."""
    while not (device := await world.device("SN-1")).passed(Milestone.ENROLLED):
        await world.settle(MINUTE)
    return device


async def hanging(*, reported: bool = False) -> tuple[World, Device]:
    """A device of Adele's whose device set-up runs for ever, and usually no report of it."""
    world = befallen(a_world(), Latencies(device_setup=NEVER))
    if not reported:
        world.tenant.exports_fail(10_000)
    await ship(world, a_line("SN-1", person=ADELE))
    await world.settle(MINUTE)
    return world, await enrolled(world)


async def hanging_preparation() -> tuple[World, Device]:
    """A device of Adele's whose preparation never ends."""
    world = befallen(a_preparing_world(), Latencies(scripts_run=NEVER))
    await ship(world, a_described_line("SN-1", person=ADELE))
    await world.settle(2 * HOUR)
    world.tenant.machine_delivered("SN-1", "Contoso", "Contoso 13", ADELE)
    world.tenant.switches_on_new("SN-1")
    return world, await enrolled(world)


async def the_parked(world: World) -> Parked:
    (parked,) = await world.parked()
    return parked


async def redriven(world: World) -> None:
    parked = await the_parked(world)
    await redrive(said(parked.id), world.services)


@pytest.mark.parametrize("begun", [hanging, hanging_preparation])
async def test_a_deployment_that_nobody_settles_is_parked_after_a_week(begun: Hanging) -> None:
    world, device = await begun()
    await world.settle(7 * DAY - HOUR)
    during = await waits(world)

    await world.settle(2 * HOUR)

    assert during == "deployment"
    assert (await the_parked(world)).reason.code == CODE
    assert (await the_parked(world)).at - device.since >= 7 * DAY
    assert (await world.device("SN-1")).stage is Stage.PARKED


async def test_its_evidence_names_the_phase_who_spoke_and_since_when() -> None:
    world, device = await hanging()

    await world.settle(8 * DAY)

    evidence = (await the_parked(world)).reason.evidence
    assert evidence["phase"] == "device-setup"
    assert evidence["sources"] == "identity, event, managed-device"
    assert evidence["deploying-since"] == device.since.isoformat()


async def test_where_devices_are_prepared_no_identity_is_said_to_have_spoken() -> None:
    world, _ = await hanging_preparation()

    await world.settle(8 * DAY)

    evidence = (await the_parked(world)).reason.evidence
    assert evidence["sources"] == "report, managed-device"


async def test_the_patience_is_that_of_the_flight_plan() -> None:
    world, _ = await hanging()
    await world.settle(3 * HOUR)
    plan = world.services.flight_plan
    hasty = replace(plan, patience=replace(plan.patience, unsettled=2 * HOUR))

    step = CheckDeployment(serials=("SN-1",))
    await check_deployment(step, replace(world.services, flight_plan=hasty))

    assert (await the_parked(world)).reason.code == CODE


@pytest.mark.parametrize("begun", [hanging, hanging_preparation])
async def test_a_redrive_looks_for_another_week(begun: Hanging) -> None:
    world, _ = await begun()
    await world.settle(8 * DAY)
    await redriven(world)

    await world.settle(7 * DAY - HOUR)

    assert await waits(world) == "deployment"
    await world.settle(2 * HOUR)
    assert (await the_parked(world)).reason.code == CODE


async def test_a_redrive_finds_that_it_has_succeeded_meanwhile() -> None:
    world, _ = await hanging()
    await world.settle(8 * DAY)
    (flight,) = world.tenant.model.deployments.flights
    flight.told = Progress(at=world.clock.now(), state=SUCCESS)
    await redriven(world)

    await world.settle(HOUR)

    assert (await world.device("SN-1")).stage is Stage.DEPLOYED
    assert await world.parked() == ()


async def test_a_failure_at_the_end_of_the_week_still_has_its_grace() -> None:
    world, _ = await hanging()
    await world.settle(7 * DAY - HOUR)
    (flight,) = world.tenant.model.deployments.flights
    flight.told = Progress(at=world.clock.now(), state=FAILURE, device_setup=FAILURE)

    await world.settle(5 * HOUR)

    assert await waits(world) == "recovery"


async def test_after_a_long_standstill_of_ours_the_report_is_heard_first() -> None:
    world, _ = await hanging(reported=True)
    (flight,) = world.tenant.model.deployments.flights
    world.clock.advance(9 * DAY)
    world.tenant.model.agenda.catch_up()
    flight.reported = Progress(at=world.clock.now(), state=SUCCESS)

    await world.settle(HOUR)

    assert (await world.device("SN-1")).stage is Stage.DEPLOYED

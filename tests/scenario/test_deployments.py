"""Deployments that fail, recover, take long, or are told wrong."""

from collections import Counter
from datetime import timedelta

from handlers.redriving import redrive
from shared.domain.device import Device
from shared.domain.stages import Milestone, Stage
from simulator.tenant import Operation
from simulator.tenant.progress import SUCCESS_ON_RETRY, Progress
from simulator.world import START, World
from tests.journeys import ADELE, DAY, a_line, a_world, befallen, ship, waits
from tests.operating import said

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


async def enrolled(world: World) -> Device:
    """Fly a device of Adele's until it is seen enrolled."""
    await ship(world, a_line("SN-1", person=ADELE))
    await world.settle(MINUTE)
    while not (device := await world.device("SN-1")).passed(Milestone.ENROLLED):
        await world.settle(MINUTE)
    return device


def lines(device: Device) -> list[str]:
    return [entry.what for entry in device.timeline]


async def redriven(world: World) -> None:
    (parked,) = await world.parked()
    await redrive(said(parked.id), world.services)


async def test_each_phase_of_the_status_page_is_noted_once() -> None:
    world = a_world()
    await ship(world, a_line("SN-1", person=ADELE))

    await world.settle()

    said = Counter(lines(await world.device("SN-1")))
    assert said["Device setup runs."] == 1
    assert said["Device setup is done; account setup runs."] == 1
    assert said["The deployment succeeded."] == 1


async def test_a_deployment_that_fails_waits_for_its_recovery_with_the_app_that_failed() -> None:
    world = a_world()
    world.tenant.deployment_fails("SN-1", app="Contoso VPN")
    await enrolled(world)

    await world.settle(2 * HOUR)

    device = await world.device("SN-1")
    assert await waits(world) == "recovery"
    assert device.stage is Stage.DEPLOYING
    failure = "An attempt to deploy failed in device setup: Contoso VPN 0x87D1041C."
    assert lines(device).count(failure) == 1
    assert world.tenant.counts.by_operation[Operation.POLICY_STATUS_DETAILS] == 1


async def test_a_deployment_that_fails_and_is_retried_ends_on_the_desk() -> None:
    world = befallen(a_world(), fails_at_first=1)
    await ship(world, a_line("SN-1", person=ADELE))

    await world.settle()

    device = await world.device("SN-1")
    assert device.stage is Stage.DEPLOYED
    assert device.failing_since is None
    assert lines(device)[-1] == "The deployment succeeded on a retry."
    assert await world.parked() == ()


async def test_an_event_that_stays_failed_is_overruled_by_the_report() -> None:
    world = befallen(a_world(), fails_at_first=1, stays_failed=1)
    await enrolled(world)

    await world.settle(3 * HOUR)

    (event,) = world.tenant.autopilot_events()
    assert event["deploymentState"] == "failure"
    assert (await world.device("SN-1")).stage is Stage.DEPLOYED


async def test_where_the_report_fails_too_the_machine_itself_is_believed() -> None:
    world = befallen(a_world(), fails_at_first=1, stays_failed=1)
    world.tenant.exports_fail(100)
    await enrolled(world)
    await world.settle(3 * HOUR)
    during = await world.device("SN-1")

    await world.settle(3 * HOUR)

    device = await world.device("SN-1")
    assert during.stage is Stage.DEPLOYING
    assert device.stage is Stage.DEPLOYED
    assert "complies" in lines(device)[-1]


async def test_a_deployment_of_more_than_an_hour_ends_although_its_event_does_not() -> None:
    world = befallen(a_world(), takes_long=1)
    await ship(world, a_line("SN-1", person=ADELE))

    await world.settle()

    (event,) = world.tenant.autopilot_events()
    assert event["deploymentState"] == "inProgress"
    assert (await world.device("SN-1")).stage is Stage.DEPLOYED


async def test_the_event_of_a_former_life_says_nothing_of_this_one() -> None:
    world = a_world()
    world.tenant.deployed_before("SN-1", START - 90 * DAY)
    world.tenant.deployment_fails("SN-1")
    await enrolled(world)

    await world.settle(HOUR)

    assert (await world.device("SN-1")).stage is Stage.DEPLOYING


async def test_an_enrolment_of_a_former_life_is_not_taken_for_this_one() -> None:
    world = a_world()
    world.tenant.people_stay_away()
    world.tenant.oem_registers("SN-1")
    world.clock.advance(HOUR)
    world.tenant.switches_on("SN-1")
    world.clock.advance(90 * DAY)

    await ship(world, a_line("SN-1", person=ADELE))
    await world.settle()

    assert world.tenant.identities("SN-1")[0]["enrollmentState"] == "enrolled"
    assert (await world.device("SN-1")).stage is Stage.READY
    assert await waits(world) == "switch-on"


async def test_a_deployment_that_fails_for_good_is_parked_after_its_grace() -> None:
    world = a_world()
    world.tenant.deployment_fails("SN-1", app="Contoso VPN")
    began = (await enrolled(world)).milestones[Milestone.ENROLLED]

    await world.settle()

    (parked,) = await world.parked()
    evidence = parked.reason.evidence
    assert (await world.device("SN-1")).stage is Stage.PARKED
    assert parked.reason.code == "deployment-failed"
    assert began + 6 * HOUR < parked.at < began + 7 * HOUR
    assert evidence["phase"] == "device setup"
    assert evidence["failed-on"] == "Contoso VPN"
    assert evidence["error-code"] == "0x87D1041C"
    assert evidence["attempt-began"] < evidence["attempt-ended"]


async def test_a_redrive_looks_again_and_has_patience_anew() -> None:
    world = a_world()
    world.tenant.deployment_fails("SN-1")
    await enrolled(world)
    await world.settle(8 * HOUR)
    await redriven(world)

    await world.settle(2 * HOUR)

    assert await waits(world) == "recovery"
    await world.settle()
    assert (await world.device("SN-1")).stage is Stage.PARKED


async def test_a_redrive_finds_what_has_succeeded_meanwhile() -> None:
    world = a_world()
    world.tenant.deployment_fails("SN-1")
    await enrolled(world)
    await world.settle(8 * HOUR)
    (flight,) = world.tenant.model.deployments.flights
    flight.told = Progress(at=world.clock.now(), state=SUCCESS_ON_RETRY)
    await redriven(world)

    await world.settle(HOUR)

    assert (await world.device("SN-1")).stage is Stage.DEPLOYED
    assert await world.parked() == ()

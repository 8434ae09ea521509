"""Unblocking, looking again now, and the order and repetition of operators' words."""

from datetime import timedelta

from shared.domain.changes import DeviceEvent
from shared.domain.commands import RetireDevices
from shared.domain.departures import STEP, Departure
from shared.domain.stages import Stage
from simulator.tenant import Operation, Outage, Rule
from tests.journeys import ADELE, a_line, a_world, ship, waits
from tests.leaving import a_blocked_device, a_deployed_device, counted, says


def test_the_step_of_whoever_leaves_bears_its_commands_name() -> None:
    assert RetireDevices.__name__ == STEP


async def test_a_device_that_may_not_enrol_again_is_unblocked() -> None:
    world = await a_blocked_device()
    says(world, DeviceEvent.UNBLOCK)

    await world.settle()

    identity = world.tenant.model.identities.registered("SN-1")
    assert identity is not None
    assert identity.userless_enrolment == "allowed"
    said = [entry.what for entry in (await world.device("SN-1")).timeline]
    assert "Unblocked: Intune was asked to take its next enrolment." in said


async def test_unblocking_is_tried_again_when_intune_does_not_answer() -> None:
    world = await a_blocked_device()
    rule = Rule(fault=Outage(), operation=Operation.ALLOW_NEXT_ENROLLMENT, times=2)
    world.tenant.script.add(rule)
    says(world, DeviceEvent.UNBLOCK)

    await world.settle()

    assert counted(world, Operation.ALLOW_NEXT_ENROLLMENT) == 3


async def test_a_look_that_is_planned_for_later_is_made_now() -> None:
    world = a_world()
    world.tenant.people_stay_away()
    await ship(world, a_line("SN-1", person=ADELE))
    await world.settle(timedelta(hours=2))
    assert await waits(world) == "switch-on"
    world.tenant.switches_on("SN-1")
    says(world, DeviceEvent.RETRY)

    await world.settle(timedelta(seconds=1))

    assert (await world.device("SN-1")).stage is Stage.DEPLOYING


async def test_an_older_word_changes_nothing_that_a_later_one_said() -> None:
    world = await a_deployed_device()
    early = says(world, DeviceEvent.RELEASE)
    world.queues.receive("change-device")
    world.clock.advance(timedelta(minutes=1))
    says(world, DeviceEvent.RETIRE)
    await world.settle(timedelta(seconds=1))

    world.ask(early, origin="late")
    await world.settle(timedelta(seconds=1))

    leaving = (await world.device("SN-1")).leaving
    assert leaving is not None
    assert leaving.departure is Departure.RETIRE


async def test_a_word_that_comes_again_later_sends_nobody_away_again() -> None:
    world = await a_deployed_device()
    world.tenant.people_stay_away()
    word = says(world, DeviceEvent.RELEASE)
    await world.settle()
    deleted = counted(world, Operation.DELETE_MANAGED_DEVICE)

    world.ask(word, origin="again")
    await world.settle()

    device = await world.device("SN-1")
    assert (device.stage, device.leaving) == (Stage.READY, None)
    assert counted(world, Operation.DELETE_MANAGED_DEVICE) == deleted


async def test_a_lost_message_delays_a_retirement_and_loses_nothing() -> None:
    world = await a_deployed_device()
    says(world, DeviceEvent.RETIRE)
    world.loses(lambda delivery: delivery.queue == "retire-devices")

    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.RETIRED


async def test_a_device_that_is_dispatched_again_while_it_retires_begins_anew() -> None:
    world = a_world()
    await ship(world, a_line("SN-1"))
    await world.settle()
    says(world, DeviceEvent.RETIRE)
    await world.settle(timedelta(seconds=10))
    await ship(world, a_line("SN-1", group_tag="ENGINEER"), again=True)

    await world.settle()

    device = await world.device("SN-1")
    assert (device.stage, device.group_tag) == (Stage.READY, "ENGINEER")
    assert counted(world, Operation.DELETE_IDENTITY) == 1
    assert counted(world, Operation.IMPORT_DEVICES) == 2

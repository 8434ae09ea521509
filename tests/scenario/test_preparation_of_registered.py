"""A device that is to be prepared, and is registered with Autopilot: that would win."""

from datetime import timedelta

from handlers.redriving import redrive
from shared.domain.commands import RegisterDevices
from shared.domain.flightplan import WhenRegistered
from shared.domain.stages import Milestone, Stage
from shared.domain.waiting import Wait
from simulator.tenant import Operation, Refusal, Rule, Throttle
from simulator.world import World
from tests.journeys import a_described_line, a_preparing_plan, a_preparing_world, identifiers, ship
from tests.meanwhile import carry_out
from tests.operating import said

MINUTES = timedelta(minutes=1)
NEW = Refusal(status=400, code="BadRequest", message="An error has occurred.")


def a_world_with_a_registered_device(when_registered: WhenRegistered) -> World:
    world = a_preparing_world(a_preparing_plan(when_registered))
    world.tenant.oem_registers("SN-1")
    world.clock.advance(10 * MINUTES)
    return world


async def reason_of(world: World) -> str:
    (parked,) = await world.parked()
    return parked.reason.code


async def test_a_registered_device_is_parked_and_stays_registered() -> None:
    world = a_world_with_a_registered_device(WhenRegistered.PARK)
    await ship(world, a_described_line("SN-1"), a_described_line("SN-2"))

    await world.settle(30 * MINUTES)

    assert await reason_of(world) == "registered-with-autopilot"
    assert len(world.tenant.identities("SN-1")) == 1
    assert identifiers(world) == ["Contoso,Contoso 13,SN-2"]


async def test_a_parked_device_that_was_deregistered_goes_on_when_redriven() -> None:
    world = a_world_with_a_registered_device(WhenRegistered.PARK)
    await ship(world, a_described_line("SN-1"))
    await world.settle(30 * MINUTES)
    (parked,) = await world.parked()
    (identity,) = world.tenant.identities("SN-1")
    world.tenant.delete_identity(identity["id"])
    world.clock.advance(40 * MINUTES)
    await redrive(said(parked.id), world.services)

    await world.settle(30 * MINUTES)

    assert (await world.device("SN-1")).passed(Milestone.IDENTIFIED)
    assert await world.parked() == ()


async def test_a_registered_device_is_deregistered_and_then_identified() -> None:
    world = a_world_with_a_registered_device(WhenRegistered.DEREGISTER)
    await ship(world, a_described_line("SN-1"))
    await world.settle(MINUTES / 2)
    during = await world.device("SN-1")

    await world.settle(timedelta(hours=1))

    assert during.waiting_for is not None
    assert during.waiting_for.code is Wait.DEREGISTRATION
    assert world.tenant.identities("SN-1") == []
    assert (await world.device("SN-1")).passed(Milestone.IDENTIFIED)


async def test_no_identifier_is_uploaded_while_the_registration_lingers() -> None:
    world = a_world_with_a_registered_device(WhenRegistered.DEREGISTER)
    await ship(world, a_described_line("SN-1"))

    await world.settle(MINUTES / 2)

    assert len(world.tenant.identities("SN-1")) == 1
    assert identifiers(world) == []


async def test_a_registration_that_is_too_new_to_be_deleted_is_waited_for() -> None:
    world = a_world_with_a_registered_device(WhenRegistered.DEREGISTER)
    world.tenant.script.add(Rule(fault=NEW, operation=Operation.DELETE_IDENTITY, times=3))
    await ship(world, a_described_line("SN-1"))

    await world.settle(timedelta(hours=2))

    assert (await world.device("SN-1")).passed(Milestone.IDENTIFIED)
    assert await world.parked() == ()


async def test_a_registration_that_is_never_given_up_parks_after_half_a_day() -> None:
    world = a_world_with_a_registered_device(WhenRegistered.DEREGISTER)
    world.tenant.script.add(Rule(fault=NEW, operation=Operation.DELETE_IDENTITY, times=None))
    await ship(world, a_described_line("SN-1"))

    await world.settle()

    assert await reason_of(world) == "not-deregistered"


async def test_a_throttled_deregistration_is_tried_again() -> None:
    world = a_world_with_a_registered_device(WhenRegistered.DEREGISTER)
    rule = Rule(fault=Throttle(retry_after=2.5), operation=Operation.DELETE_IDENTITY, times=3)
    world.tenant.script.add(rule)
    await ship(world, a_described_line("SN-1"))

    await world.settle(timedelta(hours=2))

    assert (await world.device("SN-1")).passed(Milestone.IDENTIFIED)


async def test_an_enrolled_device_is_not_deregistered() -> None:
    world = a_world_with_a_registered_device(WhenRegistered.DEREGISTER)
    identity = world.tenant.model.identities.registered("SN-1")
    assert identity is not None
    identity.enrolment = "enrolled"
    await ship(world, a_described_line("SN-1"))

    await world.settle(30 * MINUTES)

    assert await reason_of(world) == "enrolled-already"
    assert (await world.device("SN-1")).stage is Stage.PARKED
    assert world.tenant.counts.by_operation[Operation.DELETE_IDENTITY] == 0


async def test_a_registration_that_comes_after_the_identifier_is_undone_as_well() -> None:
    world = a_preparing_world(a_preparing_plan(WhenRegistered.DEREGISTER))
    world.tenant.people_stay_away()
    await ship(world, a_described_line("SN-1"))
    await world.settle(10 * MINUTES)
    world.tenant.oem_registers("SN-1")
    world.clock.advance(10 * MINUTES)
    await carry_out(RegisterDevices(serials=("SN-1",)), world.services, world)

    await world.settle(timedelta(hours=3))

    assert world.tenant.identities("SN-1") == []
    assert (await world.device("SN-1")).passed(Milestone.IDENTIFIED)


async def test_a_device_whose_model_is_missing_is_not_deregistered_in_vain() -> None:
    world = a_world_with_a_registered_device(WhenRegistered.DEREGISTER)
    await ship(world, a_described_line("SN-1", model=""))

    await world.settle(30 * MINUTES)

    assert await reason_of(world) == "model-missing"
    assert world.tenant.counts.by_operation[Operation.DELETE_IDENTITY] == 0

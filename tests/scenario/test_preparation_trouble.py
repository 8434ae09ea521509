"""Route ``device-preparation`` when requests, messages, lines and processes fail."""

from datetime import timedelta

import pytest

from handlers.redriving import redrive
from handlers.routes import ROUTES
from shared.domain.commands import (
    AddToGroup,
    AssignUser,
    CheckDeployment,
    ConfirmRegistration,
    RegisterDevices,
    Step,
)
from shared.domain.flightplan import WhenRegistered
from shared.domain.stages import Milestone, Stage
from simulator.tenant import LostAnswer, Operation, Person, Refusal, Rule, Throttle
from simulator.world import World
from tests.journeys import (
    ADELE,
    a_described_line,
    a_preparing_plan,
    a_preparing_world,
    hired,
    identifiers,
    is_in_group,
    ship,
)
from tests.meanwhile import Meanwhile
from tests.operating import said

HOUR = timedelta(hours=1)
NESTOR = "nestor.wilke@contoso.com"
MALFORMED = Refusal(
    status=400,
    code="BadRequest",
    message="Invalid Device Identifier parameter found for 1 import records!",
)
JOURNEY = [
    Operation.IDENTITIES,
    Operation.SEARCH_IDENTIFIERS,
    Operation.IMPORT_IDENTIFIERS,
    Operation.USER,
    Operation.LICENCE_DETAILS,
    Operation.GROUPS_NAMED,
    Operation.MEMBERS,
    Operation.ADD_MEMBER,
]


async def arrives(world: World, serial: str = "SN-1") -> None:
    """Assert that nothing of the journey is missing, and nothing was left behind."""
    device = await world.device(serial)
    assert device.passed(Milestone.IDENTIFIED)
    assert device.passed(Milestone.GROUPED)
    assert identifiers(world) == [f"Contoso,Contoso 13,{serial}"]
    assert is_in_group(world)
    assert await world.parked() == ()


async def redriven(world: World) -> None:
    (parked,) = await world.parked()
    await redrive(said(parked.id), world.services)


@pytest.mark.parametrize("operation", JOURNEY)
async def test_a_throttled_request_delays_and_does_not_lose(operation: Operation) -> None:
    world = a_preparing_world()
    world.tenant.script.add(Rule(fault=Throttle(retry_after=2.5), operation=operation, times=3))
    await ship(world, a_described_line("SN-1", person=ADELE))

    await world.settle()

    assert world.tenant.counts.throttled == 3
    await arrives(world)


@pytest.mark.parametrize("operation", JOURNEY)
async def test_an_answer_lost_after_the_effect_does_no_harm(operation: Operation) -> None:
    world = a_preparing_world()
    world.tenant.script.add(Rule(fault=LostAnswer(), operation=operation))
    await ship(world, a_described_line("SN-1", person=ADELE))

    await world.settle()

    await arrives(world)


@pytest.mark.parametrize("queue", ["register-devices", "add-to-group"])
async def test_a_lost_message_is_asked_for_again_by_the_sweep(queue: str) -> None:
    world = a_preparing_world()
    world.loses(lambda delivery: delivery.queue == queue)
    await ship(world, a_described_line("SN-1", person=ADELE))

    await world.settle()

    await arrives(world)


@pytest.mark.parametrize(
    ("told", "named"),
    [({"model": ""}, "model"), ({"manufacturer": " , "}, "manufacturer")],
)
async def test_a_line_without_a_model_parks_its_device_alone(
    told: dict[str, str], named: str
) -> None:
    world = a_preparing_world()
    await ship(world, a_described_line("SN-1", **told), a_described_line("SN-2"))

    await world.settle()

    (parked,) = await world.parked()
    assert (parked.reason.code, parked.reason.evidence) == ("model-missing", {"fields": named})
    assert (await world.device("SN-1")).stage is Stage.PARKED
    assert (await world.device("SN-2")).passed(Milestone.IDENTIFIED)


async def test_a_line_that_tells_the_model_takes_the_device_out_of_the_park() -> None:
    world = a_preparing_world()
    await ship(world, a_described_line("SN-1", model="", person=ADELE))
    await world.settle(HOUR)
    await ship(world, a_described_line("SN-1", person=ADELE), again=True)

    await world.settle()

    await arrives(world)


async def test_an_identifier_that_intune_refuses_parks_its_device_alone() -> None:
    world = a_preparing_world()
    await ship(world, a_described_line("SN-1", model="M" * 200), a_described_line("SN-2"))

    await world.settle()

    (parked,) = await world.parked()
    assert (parked.serial, parked.reason.code) == ("SN-1", "identifier-invalid")
    assert identifiers(world) == ["Contoso,Contoso 13,SN-2"]


async def test_a_refused_identifier_goes_on_when_redriven() -> None:
    world = a_preparing_world()
    world.tenant.script.add(Rule(fault=MALFORMED, operation=Operation.IMPORT_IDENTIFIERS))
    await ship(world, a_described_line("SN-1", person=ADELE))
    await world.settle(HOUR)
    await redriven(world)

    await world.settle()

    await arrives(world)


async def test_a_guest_is_parked_and_grouped_once_they_are_a_member() -> None:
    world = a_preparing_world()
    world.tenant.user_appears(NESTOR, person=Person(user_type="Guest"))
    await ship(world, a_described_line("SN-1", person=NESTOR))
    await world.settle(HOUR)
    before = (await world.device("SN-1")).stage
    world.tenant.user_changes(NESTOR, Person())
    await redriven(world)

    await world.settle(HOUR)

    assert before is Stage.PARKED
    assert is_in_group(world, NESTOR)
    assert world.tenant.counts.by_operation[Operation.IMPORT_IDENTIFIERS] == 1


@pytest.mark.parametrize("step", [AddToGroup, AssignUser, CheckDeployment])
async def test_a_later_step_leaves_an_unidentified_device_to_its_registration(
    step: type[Step],
) -> None:
    world = a_preparing_world()
    world.loses(lambda delivery: delivery.queue == "register-devices")
    await ship(world, a_described_line("SN-1"))
    await world.settle(timedelta(minutes=1))

    assert await ROUTES.handlers[step](step(serials=("SN-1",)), world.services) == []


async def test_an_assignment_that_comes_this_way_leads_to_the_deployment() -> None:
    world = a_preparing_world()
    world.tenant.people_stay_away()
    await ship(world, a_described_line("SN-1", person=ADELE))
    await world.settle(HOUR)

    command = AssignUser(serials=("SN-1",))
    (follow_up,) = await ROUTES.handlers[AssignUser](command, world.services)

    assert follow_up.command == CheckDeployment(serials=("SN-1",))
    assert world.tenant.counts.by_operation[Operation.ASSIGN_USER] == 0


@pytest.mark.parametrize("step", [RegisterDevices, ConfirmRegistration, AddToGroup])
@pytest.mark.parametrize("call", range(1, 20))
async def test_two_workers_at_the_same_step_do_it_once(step: type[Step], call: int) -> None:
    world = a_preparing_world(sweeps=False)
    world.loses(lambda delivery: delivery.queue == "register-devices")
    await ship(world, a_described_line("SN-1", person=ADELE))
    await world.settle(HOUR)
    if step is AddToGroup:
        await ROUTES.handlers[RegisterDevices](RegisterDevices(serials=("SN-1",)), world.services)
    taken = step(serials=("SN-1",))

    late = Meanwhile(world, call, lambda: ROUTES.handlers[step](taken, world.services))
    await ROUTES.handlers[step](taken, late.services)

    for again in (AddToGroup, AddToGroup):
        world.clock.advance(HOUR)
        await ROUTES.handlers[again](again(serials=("SN-1",)), world.services)
    await arrives(world)


async def calls_of_a_journey() -> int:
    world = a_preparing_world(a_preparing_plan(WhenRegistered.DEREGISTER))
    await a_journey(world)
    return world.mortality.calls


async def a_journey(world: World) -> None:
    world.tenant.oem_registers("SN-1")
    world.clock.advance(timedelta(minutes=10))
    hired(world)
    await ship(world, a_described_line("SN-1", order_reference="PO-1"))
    # Long enough to be ready, and not for the days in which nobody switches it on.
    await world.settle(2 * HOUR)


# A journey makes fewer calls than this; the last test says so.  No sweep comes to the rescue.
MOST_CALLS = 300


@pytest.mark.parametrize("call", range(1, MOST_CALLS))
async def test_the_process_may_die_after_any_call(call: int) -> None:
    plan = a_preparing_plan(WhenRegistered.DEREGISTER)
    world = a_preparing_world(plan, dies_after=call, sweeps=False)

    await a_journey(world)

    await arrives(world)
    assert world.tenant.counts.by_operation[Operation.ADD_MEMBER] == 1


async def test_every_call_of_a_journey_was_tried() -> None:
    assert 100 < await calls_of_a_journey() < MOST_CALLS

"""Throttling, lost answers, duplicates, foreign devices, lost messages and strange bytes."""

from datetime import timedelta

import pytest

from shared.domain.shipment import ShipmentEvent
from shared.domain.stages import Stage
from simulator.tenant import LostAnswer, Operation, Outage, Refusal, Rule, Throttle
from simulator.world import World
from tests.journeys import ADELE, a_line, a_world, hired, ship


def imports(world: World) -> int:
    return world.tenant.counts.by_operation[Operation.IMPORT_DEVICES]


# Every request of one device's journey to its person's desk.
JOURNEY = [
    Operation.IDENTITIES,
    Operation.IMPORTS,
    Operation.IMPORT_DEVICES,
    Operation.IMPORTED,
    Operation.IDENTITY,
    Operation.DEVICE_BY_DEVICE_ID,
    Operation.GROUPS_NAMED,
    Operation.MEMBERS,
    Operation.ADD_MEMBER,
    Operation.USER,
    Operation.LICENCE_DETAILS,
    Operation.ASSIGN_USER,
    Operation.IDENTITY_BETA,
    Operation.AUTOPILOT_EVENTS,
]


@pytest.mark.parametrize("operation", JOURNEY)
async def test_a_throttled_request_delays_and_does_not_lose(operation: Operation) -> None:
    world = a_world()
    world.tenant.script.add(Rule(fault=Throttle(retry_after=2.5), operation=operation, times=3))
    await ship(world, a_line("SN-1", person=ADELE))

    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.DEPLOYED
    assert world.tenant.counts.throttled == 3
    assert await world.parked() == ()


@pytest.mark.parametrize("operation", JOURNEY)
async def test_an_answer_lost_after_the_effect_repeats_no_import(operation: Operation) -> None:
    world = a_world()
    await ship(world, a_line("SN-1", person=ADELE))
    world.tenant.script.add(Rule(fault=LostAnswer(), operation=operation))

    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.DEPLOYED
    assert imports(world) == 1
    assert world.tenant.counts.by_operation[Operation.ASSIGN_USER] == 1


async def test_everything_delivered_three_times_is_done_once() -> None:
    world = a_world()
    hired(world, times=3)
    await ship(world, a_line("SN-1", order_reference="PO-1"), times=3)

    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.DEPLOYED
    assert imports(world) == 1
    assert world.tenant.counts.by_operation[Operation.ASSIGN_USER] == 1


async def test_the_same_manifest_under_another_name_imports_nothing_again() -> None:
    world = a_world()
    await ship(world, a_line("SN-1"))
    await ship(world, a_line("SN-1", person=ADELE))

    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.DEPLOYED
    assert imports(world) == 1


async def test_a_device_of_another_tenant_is_parked_with_its_remedy() -> None:
    world = a_world()
    world.tenant.owned_elsewhere("SN-1")
    await ship(world, a_line("SN-1"), a_line("SN-2"))

    await world.settle()

    (parked,) = await world.parked()
    assert (await world.device("SN-1")).stage is Stage.PARKED
    assert (await world.device("SN-2")).stage is Stage.READY
    assert parked.reason.code == "owned-by-other-tenant"
    assert "deregister" in parked.reason.remedy
    assert parked.reason.evidence["serial"] == "SN-1"


async def test_a_parked_device_goes_on_when_a_better_hash_comes() -> None:
    world = a_world()
    refusal = Refusal(status=400, code="BadRequest", message="not Edm.Binary")
    world.tenant.script.add(Rule(fault=refusal, operation=Operation.IMPORT_DEVICES))
    await ship(world, a_line("SN-1"))
    await world.settle()
    before = (await world.device("SN-1")).stage
    await ship(world, a_line("SN-1", seed=1))

    await world.settle()

    assert before is Stage.PARKED
    assert (await world.device("SN-1")).stage is Stage.READY


async def test_one_refused_device_does_not_take_its_manifest_down() -> None:
    world = a_world()
    refusal = Refusal(status=400, code="BadRequest", message="not Edm.Binary")
    rule = Rule(fault=refusal, operation=Operation.IMPORT_DEVICES, about="SN-2", times=None)
    world.tenant.script.add(rule)
    await ship(world, a_line("SN-1"), a_line("SN-2"), a_line("SN-3"))

    await world.settle()

    stages = {device.serial: device.stage for device in await world.devices()}
    assert stages == {"SN-1": Stage.READY, "SN-2": Stage.PARKED, "SN-3": Stage.READY}


@pytest.mark.parametrize(
    "queue", ["register-devices", "confirm-registration", "add-to-group", "assign-user"]
)
async def test_a_lost_message_is_asked_for_again_by_the_sweep(queue: str) -> None:
    world = a_world()
    world.loses(lambda delivery: delivery.queue == queue)
    await ship(world, a_line("SN-1", person=ADELE))

    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.DEPLOYED
    assert imports(world) == 1


async def test_an_outage_of_hours_writes_nothing_down_as_a_fact() -> None:
    world = a_world()
    rule = Rule(fault=Outage(), times=None, until=world.clock.now() + timedelta(hours=8))
    world.tenant.script.add(rule)
    await ship(world, a_line("SN-1"))

    await world.settle(timedelta(hours=8))
    during = (await world.device("SN-1")).stage
    await world.settle()

    assert during is Stage.EXPECTED
    assert (await world.device("SN-1")).stage is Stage.READY
    assert await world.parked() == ()


async def test_an_outage_does_not_make_the_sweep_ask_on_top() -> None:
    world = a_world()
    rule = Rule(fault=Outage(), times=None, until=world.clock.now() + timedelta(hours=8))
    world.tenant.script.add(rule)
    await ship(world, a_line("SN-1"))

    await world.settle(timedelta(hours=8))

    assert world.queues.tally.sent < 30


async def test_a_service_that_never_answers_parks_the_step_after_a_day() -> None:
    world = a_world()
    world.tenant.script.add(Rule(fault=Outage(), times=None))
    await ship(world, a_line("SN-1"))

    await world.settle(timedelta(days=3))

    assert "unanswered" in {parked.reason.code for parked in await world.parked()}
    assert (await world.device("SN-1")).stage is Stage.PARKED


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "message-malformed"),
        (b"{", "message-malformed"),
        (b"\xff\x00", "message-malformed"),
        (b"[]", "message-foreign"),
        (b'{"command":"Nothing"}', "message-foreign"),
        (b"1", "message-foreign"),
    ],
)
async def test_bytes_that_are_no_command_are_parked_at_once(body: bytes, code: str) -> None:
    world = a_world()
    world.ask_bytes("register-devices", body, "m-1")

    await world.settle()

    (parked,) = await world.parked()
    assert parked.reason.code == code
    assert world.queues.tally.delivered == 1


async def test_a_cancelled_shipment_frees_its_person_for_the_next() -> None:
    world = a_world()
    hired(world)
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle(timedelta(minutes=10))
    cancelled = a_line("SN-1", order_reference="PO-1")
    await ship(world, cancelled, event=ShipmentEvent.CANCELLED)
    await world.settle(timedelta(minutes=10))
    await ship(world, a_line("SN-2", order_reference="PO-1"))

    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.CANCELLED
    assert (await world.device("SN-2")).assigned_to == ADELE

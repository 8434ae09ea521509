"""After an outage, all that it parked is driven again at once."""

from datetime import timedelta

import pytest

from handlers import park_inquiry
from handlers.redriving import AT_ONCE
from shared.domain.commands import Shipment
from shared.domain.shipment import ShipmentEvent
from shared.domain.stages import Stage
from shared.runtime.http import Problem, Request
from simulator.tenant import Operation
from simulator.world import World
from tests.journeys import a_hire, a_line, a_world, ship
from tests.operating import acts, park_command, redrive, redrive_many, said, the_parked, told

SERIALS = ("SN-1", "SN-2", "SN-3")


async def a_world_after_an_outage() -> World:
    """Three devices were owned elsewhere, and are no more; one waits with another shipment."""
    world = a_world()
    for serial in SERIALS:
        world.tenant.owned_elsewhere(serial)
    await ship(world, *(a_line(serial) for serial in SERIALS))
    await world.settle()
    for serial in SERIALS:
        world.tenant.given_up_elsewhere(serial)
    return world


async def stages(world: World) -> set[Stage]:
    return {device.stage for device in await world.devices()}


@pytest.mark.parametrize(
    "which", [{"code": "owned-by-other-tenant"}, {"shipment": "SHP-1"}, {"all": True}]
)
async def test_what_is_meant_goes_on_and_leaves_no_record(which: dict[str, object]) -> None:
    world = await a_world_after_an_outage()

    answer = await redrive_many(world, **which)
    await world.settle()

    assert (len(answer["redriven"]), answer["left"]) == (3, 0)
    assert await stages(world) == {Stage.READY}
    assert await world.parked() == ()
    assert len(await acts(world)) == 3


@pytest.mark.parametrize("which", [{"code": "guest"}, {"shipment": "SHP-2"}])
async def test_what_is_not_meant_stays(which: dict[str, object]) -> None:
    world = await a_world_after_an_outage()

    answer = await redrive_many(world, **which)

    assert (answer["redriven"], answer["left"]) == ([], 0)
    assert await stages(world) == {Stage.PARKED}
    assert await acts(world) == []


@pytest.mark.parametrize("which", [{}, {"code": "guest", "all": True}, {"all": False}])
async def test_it_must_be_clear_what_is_meant(which: dict[str, object]) -> None:
    world = await a_world_after_an_outage()

    with pytest.raises(Problem) as refused:
        await redrive_many(world, **which)

    assert [error["code"] for error in refused.value.errors] == ["which-unclear"]
    assert await stages(world) == {Stage.PARKED}


async def test_a_large_park_is_driven_in_parts() -> None:
    world = a_world()
    for number in range(AT_ONCE + 3):
        hire = a_hire(employee_id=f"E-{number}", upn="")
        await park_command(world, hire, record=f"P-{number}")

    first = await redrive_many(world, all=True)
    second = await redrive_many(world, all=True, before=first["before"])
    await world.settle()

    assert [(len(each["redriven"]), each["left"]) for each in (first, second)] == [
        (AT_ONCE, 3),
        (3, 0),
    ]
    assert len(await world.hires()) == AT_ONCE + 3


async def test_what_is_parked_again_after_the_first_part_is_not_driven_by_the_next() -> None:
    world = await a_world_after_an_outage()
    world.tenant.owned_elsewhere("SN-1")
    answer = await redrive_many(world, all=True)
    world.clock.advance(timedelta(minutes=1))
    await world.settle()

    again = await redrive_many(world, all=True, before=answer["before"])

    assert (again["redriven"], again["left"]) == ([], 0)
    assert (await world.device("SN-1")).stage is Stage.PARKED


async def test_what_comes_back_says_since_when_and_how_often() -> None:
    world = await a_world_after_an_outage()
    (first, *_) = sorted(await world.parked(), key=lambda record: record.serial)
    world.tenant.owned_elsewhere("SN-1")
    await redrive_many(world, all=True)
    await world.settle()

    again = await the_parked(world)

    assert (again.serial, again.times, again.first_seen) == ("SN-1", 2, first.at)
    assert again.at > first.at


async def test_bytes_that_are_no_command_are_passed_over() -> None:
    world = await a_world_after_an_outage()
    world.ask_bytes("shipment", b"{", "m-1")
    await world.settle()

    answer = await redrive_many(world, all=True)
    await world.settle()

    assert (len(answer["redriven"]), answer["left"], answer["not_redrivable"]) == (3, 0, 1)
    assert (await the_parked(world)).reason.code == "message-malformed"


async def test_devices_of_one_step_are_driven_by_one_message_and_one_import() -> None:
    world = await a_world_after_an_outage()
    before = world.tenant.counts.by_operation[Operation.IMPORT_DEVICES]

    await redrive_many(world, all=True)
    await world.settle()

    assert await stages(world) == {Stage.READY}
    assert world.tenant.counts.by_operation[Operation.IMPORT_DEVICES] == before + 1


async def test_a_record_that_was_driven_is_found_no_more() -> None:
    world = await a_world_after_an_outage()
    (parked, *_) = await world.parked()
    await redrive(world, parked)

    with pytest.raises(Problem) as refused:
        await redrive(world, parked)

    assert refused.value.status == 404


async def test_the_park_is_listed_by_what_is_asked_for() -> None:
    world = await a_world_after_an_outage()
    world.ask_bytes("shipment", b"{", "m-1")
    await world.settle()

    found = {
        key: len(told(await park_inquiry.list_parked(request, world.services))["items"])
        for key, request in {
            f"{name}={value}": Request(query={name: value, "limit": "2"})
            for name, value in {
                "code": "message-malformed",
                "shipment": "SHP-1",
                "serial": "sn-2",
                "queue": "shipment",
            }.items()
        }.items()
    }

    assert found == {
        "code=message-malformed": 1,
        "shipment=SHP-1": 2,
        "serial=sn-2": 1,
        "queue=shipment": 1,
    }


async def test_a_record_is_shown_with_its_command_and_without_what_names_its_hash() -> None:
    world = a_world()
    line = a_line("SN-1")
    notice = Shipment(event=ShipmentEvent.DISPATCHED, shipment_id="SHP-1", lines=(line,))
    await park_command(world, notice)
    request = said("P-1")

    shown = await park_inquiry.show_parked(request, world.services)

    (written,) = told(shown)["command"]["fields"]["lines"]
    assert (written["serial"], written["hash"]) == ("SN-1", True)
    assert line.fingerprint.encode() not in shown.body

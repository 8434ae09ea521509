"""The sweep asks again for what outstayed its patience, and for nothing else."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from handlers.routes import ROUTES
from handlers.sweeping import asked_again, overdue_of, sweep
from shared.domain.commands import COMMANDS, STEPS, RegisterDevices
from shared.domain.departures import STEP, Departure, Leaving
from shared.domain.device import Device
from shared.domain.errors import Reason
from shared.domain.leaving import cancelled
from shared.domain.park import park
from shared.domain.shipment import ManifestLine
from simulator.world import START, World
from tests.journeys import a_world

MINUTE = timedelta(minutes=1)
REASON = Reason(code="guest", sentence="A guest.", remedy="-")


def a_device(name: str = "RegisterDevices", due: datetime = START) -> Device:
    device = Device(serial="SN-1", since=START, line=ManifestLine(serial="SN-1"))
    return device.plans(name, due)


async def a_world_with(device: Device, passed: timedelta) -> World:
    world = a_world()
    await world.services.devices.put(device.serial, device)
    world.clock.advance(passed)
    return world


def waiting(world: World, queue: str = "register-devices") -> int:
    return world.queues.depth(queue).available


async def test_what_is_within_its_patience_is_left_alone() -> None:
    world = await a_world_with(a_device(), 9 * MINUTE)

    assert await sweep(world.services) == 0


async def test_what_outstayed_its_patience_is_asked_for_again() -> None:
    world = await a_world_with(a_device(), 10 * MINUTE)

    assert await sweep(world.services) == 1
    assert waiting(world) == 1


async def test_two_sweeps_at_once_send_one_message() -> None:
    world = await a_world_with(a_device(), 10 * MINUTE)

    await sweep(world.services)
    await sweep(world.services)

    assert waiting(world) == 1


async def test_each_patience_that_is_outstayed_asks_once_more() -> None:
    world = await a_world_with(a_device(), 10 * MINUTE)

    for _ in range(4):
        await sweep(world.services)
        world.clock.advance(5 * MINUTE)

    assert waiting(world) == 2


@pytest.mark.parametrize("parked", [True, False])
async def test_a_device_that_left_its_route_is_left_alone(*, parked: bool) -> None:
    device = a_device()
    held = park(device, REASON, "P-1", START) if parked else cancelled(device, START, "Cancelled.")
    world = await a_world_with(held, timedelta(days=1))

    assert await sweep(world.services) == 0


async def test_every_device_is_looked_at_however_many_there_are() -> None:
    world = a_world()
    for number in range(501):
        line = ManifestLine(serial=f"SN-{number}")
        device = Device(serial=line.serial, since=START, line=line)
        await world.services.devices.put(line.serial, device.plans("RegisterDevices", START))
    world.clock.advance(10 * MINUTE)

    assert await sweep(world.services) == 501


async def test_devices_that_were_planned_one_after_the_other_are_asked_for_together() -> None:
    world = a_world()
    for number in range(50):
        line = ManifestLine(serial=f"SN-{number}")
        device = Device(serial=line.serial, since=START, line=line)
        planned = device.plans("RegisterDevices", START + number * timedelta(seconds=1.5))
        await world.services.devices.put(line.serial, planned)

    for _ in range(3):
        world.clock.advance(5 * MINUTE)
        await sweep(world.services)

    # The first was due to the minute when the five minutes of the others began.
    assert waiting(world) == 2


async def test_what_is_asked_for_is_the_command_that_was_planned() -> None:
    world = await a_world_with(a_device(), 10 * MINUTE)

    (overdue,) = overdue_of(await world.device("SN-1"), world.services)

    assert asked_again(overdue, ["SN-1"]).command == RegisterDevices(serials=("SN-1",))


# What speaks of devices can be lost; what comes in from outside is in its queue by then.
LOOKS = [kind.__name__ for kind in STEPS]


@pytest.mark.parametrize("name", LOOKS)
async def test_whatever_can_be_planned_can_be_asked_for_again(name: str) -> None:
    leaving = Leaving(departure=Departure.RETIRE, at=START) if name == STEP else None
    device = replace(a_device(name), leaving=leaving, planned={name: START})
    world = await a_world_with(device, timedelta(hours=1))

    (overdue,) = overdue_of(await world.device("SN-1"), world.services)

    assert type(asked_again(overdue, ["SN-1"]).command).__name__ == name


def test_every_command_has_its_handler() -> None:
    assert set(ROUTES.handlers) == set(COMMANDS)

"""Storms: two hundred tenants that misbehave in every known way, fifty devices in each.

Every device must end as its fate has it (deployed, ready in stock, or parked
for the right reason), and none may be imported twice.
"""

import asyncio
import logging
import multiprocessing
import os
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

import pytest
import structlog

from simulator.tenant import Moods
from tests.fates import ENDS, USUAL, Fate, machines_of
from tests.journeys import DAY, a_hash
from tests.storms import astray, weather

SEEDS = 200
DEVICES = 50


def quietly() -> None:
    """Tens of thousands of log lines take longer than the storms."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))


def survive(seed: int) -> list[str]:
    """Tell who went astray in one storm."""

    async def told() -> list[str]:
        return await astray(*await weather(seed, DEVICES))

    return [f"seed {seed}: {each}" for each in asyncio.run(told())]


@pytest.mark.timeout(600)
def test_every_device_of_two_hundred_storms_ends_as_its_fate_has_it() -> None:
    began = time.perf_counter()
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.process_cpu_count(), spawned, initializer=quietly) as workers:
        gone = [each for found in workers.map(survive, range(SEEDS), chunksize=5) for each in found]

    assert gone == []
    # On two cores that have nothing else to do.
    print(f"{SEEDS * DEVICES} devices in {time.perf_counter() - began:.0f} s")  # noqa: T201  for -s


@pytest.mark.parametrize("seed", range(2))
async def test_the_same_seed_makes_the_same_storm(seed: int) -> None:
    one, _ = await weather(seed, 20)
    other, _ = await weather(seed, 20)

    assert await one.devices() == await other.devices()
    assert one.tenant.counts == other.tenant.counts


async def test_every_fate_befalls_somebody() -> None:
    drawn = {each.fate for seed in range(10) for each in machines_of(seed, DEVICES)}

    assert drawn == set(USUAL)
    assert set(ENDS) == set(Fate)


async def test_in_calm_weather_everybody_arrives_as_well() -> None:
    world, machines = await weather(1, moods=Moods())

    assert await astray(world, machines) == []
    assert world.tenant.counts.throttled == 0


async def test_a_device_that_ends_elsewhere_is_noticed() -> None:
    world, machines = await weather(3, 12)
    first = machines[0].serial
    await world.services.devices.update(first, lambda device: replace(device, parked_for="else"))

    (told,) = await astray(world, machines)

    assert told.startswith(first)


async def test_a_second_import_is_noticed() -> None:
    world, machines = await weather(3, 12)
    (first, *_) = world.tenant.model.imports.posted
    line = {"serialNumber": first.serial, "hardwareIdentifier": a_hash(first.serial).text}
    world.tenant.import_devices([line])
    world.clock.advance(DAY)
    world.tenant.imports()

    assert f"{first.serial} was imported twice: ZtdDeviceAlreadyAssigned" in await astray(
        world, machines
    )

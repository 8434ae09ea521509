"""Builders of storms: fifty devices in a tenant that misbehaves in every known way."""

from collections.abc import AsyncIterator
from functools import partial

from shared.domain.flightplan import FlightPlan
from shared.flightplan import parse
from simulator.tenant import Latencies, Moods, Tenant, minutes
from simulator.world import START, World
from tests.fates import (
    ENDS,
    HOUR,
    Fate,
    Machine,
    Timetable,
    arrange,
    imported_twice,
    line_of,
    machines_of,
    plan_text,
)
from tests.journeys import DAY, a_hire, hired, ship

# The longest waits of the usual tenant make a run on the wire long, and prove no more.
BRISK = Latencies(
    import_dawdling=minutes(5, 15),
    profile_pending=minutes(1, 5),
    profile_in_sync=minutes(5, 10),
    dynamic_membership=minutes(2, 10),
    licence_provisioned=minutes(5, 15),
    switched_on=minutes(2, 8),
    retried=minutes(3, 8),
    report_written=minutes(2, 6),
)


def a_storm_plan() -> FlightPlan:
    # Calmer than usual, so that many storms pass in a minute.
    return parse(plan_text({"longest": "PT1H", "handed_over": "PT2H"}), "storm")


def a_storm(seed: int, machines: tuple[Machine, ...], moods: Moods) -> World:
    """Make the tenant, its people, and what will happen by itself."""
    world = World(a_storm_plan(), tenant=partial(_tenant, seed, moods), sweep_every=3 * HOUR)
    arrange(world.tenant, machines, Timetable(begins=START))
    return world


def _tenant(seed: int, moods: Moods, clock: object) -> Tenant:
    return Tenant(clock, seed=seed, moods=moods)  # type: ignore[arg-type]  # the world's own


async def weather(
    seed: int, count: int = 50, moods: Moods | None = None
) -> tuple[World, tuple[Machine, ...]]:
    """Ship the machines in three shipments, hire some people later, and wait for the end."""
    machines = machines_of(seed, count)
    world = a_storm(seed, machines, moods or Moods.stormy())
    third = -(-count // 3)
    for start in range(0, count, third):
        lines = [line_of(machine) for machine in machines[start : start + third]]
        await ship(world, *lines, times=2)
        await world.settle(HOUR / 3)
    for machine in machines:
        if machine.fate is Fate.HIRED_LATER:
            reference = machine.serial
            hire = a_hire(upn=machine.upn, order_reference=reference, employee_id=reference)
            hired(world, hire)
    await world.settle(4 * DAY)
    return world, machines


async def astray(world: World, machines: tuple[Machine, ...]) -> list[str]:
    """Say of each machine that ended otherwise than its fate has it, how it ended."""
    return [
        *[each async for each in _ended_otherwise(world, machines)],
        *imported_twice(world.tenant),
    ]


async def _ended_otherwise(world: World, machines: tuple[Machine, ...]) -> AsyncIterator[str]:
    known = {device.serial: device for device in await world.devices()}
    for machine in machines:
        device = known[machine.serial]
        ended = (device.stage.value, device.parked_for)
        if ended != ENDS[machine.fate]:
            wait = device.waiting_for.code if device.waiting_for else "nothing"
            last = device.timeline[-1].what
            yield f"{machine.serial} ({machine.fate}) ended {ended}, waits for {wait}: {last}"

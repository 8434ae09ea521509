"""How long a tenant at Microsoft's documented limits takes over a fleet, and what is throttled.

::

    uv run python -m benchmarks.limits 1000
"""

import asyncio
import logging
import sys
from datetime import timedelta

import structlog

from benchmarks.journeys import a_line
from shared.domain.commands import Shipment
from shared.domain.flightplan import DeviceGroup, FlightPlan, Persona
from shared.domain.shipment import ShipmentEvent
from shared.domain.stages import Milestone
from simulator.tenant.limits import Limits
from simulator.world import START, World

GROUP = "Autopilot Office"
CHUNK = 100


async def fly(devices: int) -> None:
    """Bring devices, each for a person of its own, to their assignment; print what it took."""
    office = Persona(name="office", groups=(DeviceGroup(name=GROUP),))
    world = World(FlightPlan(personas={"office": office}, default_persona="office"))
    world.tenant.limits_apply(Limits.documented())
    world.tenant.people_stay_away()
    world.tenant.profile_assigned("Office", world.tenant.group_exists(GROUP))
    lines = []
    for number in range(devices):
        person = f"person{number}@contoso.com"
        world.tenant.user_appears(person)
        lines.append(await a_line(world, f"SN-{number}", person))
    for start in range(0, devices, CHUNK):
        chunk = tuple(lines[start : start + CHUNK])
        command = Shipment(event=ShipmentEvent.DISPATCHED, shipment_id="BENCH", lines=chunk)
        world.ask(command, origin=f"bench/{start}")
    assigned = 0
    while assigned < devices:
        await world.settle(timedelta(minutes=1))
        assigned = sum(each.passed(Milestone.ASSIGNED) for each in await world.devices())

    counts = world.tenant.counts
    print(  # noqa: T201  a benchmark prints
        f"{devices} devices imported, grouped and assigned within "
        f"{(world.clock.now() - START) / timedelta(minutes=1):.0f} minutes of the tenant's time; "
        f"{counts.requests / devices:.1f} Graph requests each ({counts.writes / devices:.2f} "
        f"writes) in {counts.round_trips} exchanges; {counts.throttled} throttled, "
        f"{counts.into_closed_window.total()} into a closed window"
    )


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    asyncio.run(fly(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))

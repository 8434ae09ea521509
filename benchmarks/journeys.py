"""How many devices a second the core flies in process, and what each costs in Graph requests.

::

    uv run python -m benchmarks.journeys 500
"""

import asyncio
import logging
import sys
import time

import structlog

from shared.domain.commands import Shipment
from shared.domain.flightplan import DeviceGroup, FlightPlan, Persona
from shared.domain.hardware_hash import HardwareHash, read
from shared.domain.shipment import ManifestLine, ShipmentEvent
from simulator.hardware import hardware_hash
from simulator.world import World

GROUP = "Autopilot Office"
CHUNK = 50


async def fly(devices: int) -> None:
    """Bring devices from their announcement to stock, and print what it took."""
    office = Persona(name="office", groups=(DeviceGroup(name=GROUP),))
    world = World(FlightPlan(personas={"office": office}, default_persona="office"))
    world.tenant.profile_assigned("Office", world.tenant.group_exists(GROUP))
    lines = [await a_line(world, f"SN-{number}") for number in range(devices)]
    for start in range(0, devices, CHUNK):
        chunk = tuple(lines[start : start + CHUNK])
        command = Shipment(event=ShipmentEvent.DISPATCHED, shipment_id="BENCH", lines=chunk)
        world.ask(command, origin=f"bench/{start}")

    began = time.perf_counter()
    await world.settle()
    seconds = time.perf_counter() - began

    counts = world.tenant.counts
    ready = sum(device.stage == "ready" for device in await world.devices())
    print(  # noqa: T201  a benchmark prints
        f"{ready} of {devices} devices ready in {seconds:.2f} s: {devices / seconds:.0f} a second, "
        f"{counts.requests / devices:.1f} Graph requests each "
        f"({counts.writes / devices:.2f} writes), "
        f"{world.queues.tally.delivered / devices:.1f} messages each"
    )


async def a_line(world: World, serial: str, person: str = "") -> ManifestLine:
    """Keep a hash as the intake does, and make the line that names it."""
    decoded = read(hardware_hash(serial, "Contoso", "Contoso 13"))
    if not isinstance(decoded, HardwareHash):
        raise TypeError(decoded)
    await world.keeps_hash(serial, decoded)
    return ManifestLine(serial=serial, fingerprint=decoded.fingerprint, person=person)


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    asyncio.run(fly(int(sys.argv[1]) if len(sys.argv) > 1 else 500))

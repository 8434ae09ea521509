"""How long a manifest of 5,000 lines with hashes takes to be taken in, and how much memory.

::

    uv run python -m benchmarks.intake 5000
"""

import asyncio
import logging
import resource
import sys
import time

import structlog

from handlers.intake import receive_shipment
from shared.domain.flightplan import DeviceGroup, FlightPlan, Persona
from shared.runtime.http import Reply, Request
from simulator.hardware import hardware_hash
from simulator.world import KEY, World

HEADER = "Device Serial Number,Windows Product ID,Hardware Hash"


async def take_in(lines: int) -> None:
    """Read, judge, keep and queue one manifest, with the store and the queues in memory."""
    office = Persona(name="office", groups=(DeviceGroup(name="Autopilot Office"),))
    world = World(FlightPlan(personas={"office": office}, default_persona="office"))
    serials = (f"SN-{number}" for number in range(lines))
    rows = (f"{serial},,{hardware_hash(serial, 'Contoso', 'Contoso 13')}" for serial in serials)
    body = "\r\n".join([HEADER, *rows]).encode()
    request = Request(
        headers={"content-type": "text/csv", "x-groundcrew-key": KEY},
        route={"source": "groundcrew"},
        body=body,
    )

    before = _peak()
    began = time.perf_counter()
    reply: Reply = await receive_shipment(request, world.services)
    seconds = time.perf_counter() - began

    print(  # noqa: T201  a benchmark prints
        f"{reply.status}: {lines} lines, {len(body) / 1e6:.1f} MB in {seconds:.2f} s; "
        f"peak memory {_peak():.0f} MB, {before:.0f} MB of it before the request"
    )


def _peak() -> float:
    # Linux counts in KiB.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    asyncio.run(take_in(int(sys.argv[1]) if len(sys.argv) > 1 else 5000))

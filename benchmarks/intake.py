"""How long a manifest of 5,000 lines with hashes takes to be taken in, and how much memory.

::

    uv run python -m benchmarks.intake 5000          # a CSV with hashes, then an EDI 856
    uv run python -m benchmarks.intake 5000 edi      # the one alone: memory is the process's
"""

import asyncio
import base64
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
ISA = (
    "ISA*00*          *00*          *ZZ*TAILSPIN       *ZZ*CONTOSO        "
    "*260302*0815*U*00401*000000007*0*P*>"
)


def manifest(form: str, lines: int) -> tuple[str, bytes]:
    """Write a manifest; its content type and its bytes."""
    return {"csv": _csv, "edi": _edi}[form](lines)


async def take_in(form: str, lines: int) -> None:
    """Read, judge, keep and queue one manifest, with the store and the queues in memory."""
    office = Persona(name="office", groups=(DeviceGroup(name="Autopilot Office"),))
    world = World(FlightPlan(personas={"office": office}, default_persona="office"))
    kind, body = manifest(form, lines)
    request = Request(
        headers={"content-type": kind, "x-groundcrew-key": KEY},
        route={"source": "groundcrew"},
        body=body,
    )

    before = _peak()
    began = time.perf_counter()
    reply: Reply = await receive_shipment(request, world.services)
    seconds = time.perf_counter() - began

    print(  # noqa: T201  a benchmark prints
        f"{form}: {reply.status}: {lines} lines, {len(body) / 1e6:.1f} MB in {seconds:.2f} s; "
        f"peak memory {_peak():.0f} MB, {before:.0f} MB of it before the request"
    )


def _csv(lines: int) -> tuple[str, bytes]:
    serials = (f"SN-{number}" for number in range(lines))
    rows = (f"{serial},,{_hash(serial)}" for serial in serials)
    return "text/csv", "\r\n".join([HEADER, *rows]).encode()


def _hash(serial: str) -> str:
    """Make a hash a quarter longer than most, so that 5,000 lines are about 25 MB."""
    block = base64.b64decode(hardware_hash(serial, "Contoso", "Contoso 13"))
    return base64.b64encode(block + bytes(750)).decode()


def _edi(lines: int) -> tuple[str, bytes]:
    """Make an item of every ten serial numbers; an 856 has no hashes."""
    segments = [ISA, "GS*SH*T*C*20260302*0815*7*X*004010", "ST*856*0001"]
    segments += ["BSN*00*S-1*20260101*0800", "HL*1**S", "HL*2*1*O", "PRF*PO-4471"]
    for number in range(lines):
        if number % 10 == 0:
            level = 3 + number // 10
            segments += [f"HL*{level}*2*I", "LIN*1*MF*Contoso*MN*Contoso 13", "SN1*1*10*EA"]
        segments.append(f"REF*SE*SN-{number}")
    segments += [f"SE*{len(segments) - 1}*0001", "GE*1*7", "IEA*1*000000007", ""]
    return "application/edi-x12", "~\n".join(segments).encode()


def _peak() -> float:
    # Linux counts in KiB.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    for each in sys.argv[2:] or ("csv", "edi"):
        asyncio.run(take_in(each, count))

"""The same manifest through the local host: real sockets, worker, SDKs and a SQLite file.

::

    uv run python -m benchmarks.intake_over_http 5000

The queue ``shipment`` is not listened to, so that the request alone is measured.
"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

import httpx

from benchmarks.intake import manifest
from simulator.stack import Stack, StackPlan

PATIENCE = 120.0  # seconds
PLAN = """\
default_persona: office
personas:
  office:
    groups:
      - name: Autopilot Office
"""


async def take_in(lines: int, folder: Path) -> None:
    """Post one manifest, and tell how long it took and what the host's process came to."""
    plan = folder / "flightplan.yaml"
    await asyncio.to_thread(plan.write_text, PLAN, encoding="utf-8")
    kind, body = manifest("csv", lines)
    settings = {"AzureWebJobs.shipment.Disabled": "true"}
    stack = Stack(StackPlan(flight_plan=plan, settings=settings))
    async with stack, httpx.AsyncClient(timeout=PATIENCE, trust_env=False) as client:
        before = _peak(stack.host_pid)
        began = time.perf_counter()
        reply = await client.post(
            f"{stack.base_url}/api/procurement/groundcrew",
            content=body,
            headers={"content-type": kind, "x-groundcrew-key": stack.key},
        )
        seconds = time.perf_counter() - began
        print(  # noqa: T201  a benchmark prints
            f"{reply.status_code}: {lines} lines, {len(body) / 1e6:.1f} MB in {seconds:.2f} s; the "
            f"host's peak memory {_peak(stack.host_pid):.0f} MB, {before:.0f} MB of it before"
        )


def _peak(process: int) -> float:
    """Read a process's peak memory in MB, as Linux tells it in kB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if "VmHWM" in line) / 1024


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        asyncio.run(take_in(int(sys.argv[1]) if len(sys.argv) > 1 else 5000, Path(place)))

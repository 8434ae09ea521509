"""Whether anything is lost or done twice when everything around the app keeps breaking.

::

    uv run python -m benchmarks.chaos --devices 1000 [--minutes M] [--seed S] [--report FILE]

Exit codes: 0 nothing was, 1 something was, 2 wrong usage.
"""

import asyncio
import json
import logging
import secrets
import shutil
import tempfile
from pathlib import Path
from typing import Annotated

import structlog
import typer

from benchmarks.chaos.disturbances import Rhythm
from benchmarks.chaos.outcome import Options
from benchmarks.chaos.report import findings, summary, tables, watched, written
from benchmarks.chaos.run import chaos
from cli.exits import ExitCode, Trouble, carry_out
from cli.terminal import STARTING, console_for_data, console_for_errors
from simulator.stack import HostDied


def main(  # noqa: PLR0913  an option each
    *,
    devices: Annotated[int, typer.Option(min=1, help="How many devices a wave has.")] = 1000,
    minutes: Annotated[float, typer.Option(min=0, help="Send waves for so long; 0: one.")] = 0,
    seed: Annotated[int | None, typer.Option(help="What all chances follow from.")] = None,
    speed: Annotated[float, typer.Option(min=1, help="How fast the story's time passes.")] = 120,
    life: Annotated[float, typer.Option(min=1, help="Seconds that a host lives at most.")] = 10,
    report: Annotated[Path | None, typer.Option(help="Write everything as JSON.")] = None,
) -> None:
    """Fly devices through the local stack while a script keeps breaking it."""
    chosen = secrets.randbelow(1_000_000) if seed is None else seed
    rhythm = Rhythm(life=(0.4 * life, life))
    options = Options(devices=devices, minutes=minutes, seed=chosen, speed=speed, rhythm=rhythm)
    carry_out(lambda: _fly(options, report))


async def _fly(options: Options, report: Path | None) -> ExitCode:
    console = console_for_errors()
    console.print(f"{STARTING} Seed {options.seed}.")
    folder = Path(tempfile.mkdtemp(prefix="groundcrew-chaos-"))
    try:
        with watched(console) as tell:
            outcome = await chaos(options, folder, tell)
    except HostDied as error:
        raise Trouble(str(error), f"The seed was {options.seed}; see {folder}.") from error
    if report is not None:
        text = json.dumps(written(options, outcome), indent=2, default=str)
        await asyncio.to_thread(report.write_text, text, "utf-8")
    data = console_for_data()
    for table in tables(outcome):
        data.print(table)
    data.print(summary(options, outcome), highlight=False)
    if outcome.holds:
        shutil.rmtree(folder, ignore_errors=True)
        return ExitCode.DONE
    for told in findings(outcome):
        console.print(f"Found: {told}", style="bold red", markup=False)
    console.print(f"State and log are in {folder}.", markup=False)
    return ExitCode.FAILED


if __name__ == "__main__":
    # The simulated Graph server would tell of every request that a dying host breaks off.
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    typer.run(main)

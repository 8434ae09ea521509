"""How many requests the local stack takes, and whether it answers one of them as it must not.

::

    uv run python -m benchmarks.fuzz 100000 [--seed N] [--seconds S] [--connections N] [--only I]

Exit codes: 0 done, 1 something was found, 2 wrong usage.
"""

import secrets
import shutil
import tempfile
from pathlib import Path
from typing import Annotated

import structlog
import typer

from benchmarks.fuzz.report import show, summary, table, watched
from benchmarks.fuzz.run import Options, fuzz, log_in
from cli.exits import ExitCode, Trouble, carry_out
from cli.terminal import STARTING, console_for_data, console_for_errors
from simulator.stack import HostDied


def main(
    requests: Annotated[int, typer.Argument(min=1, help="How many requests to send.")] = 100_000,
    seed: Annotated[int | None, typer.Option(help="What all of them follow from.")] = None,
    seconds: Annotated[
        float, typer.Option(min=0, help="Stop after so long.", show_default=False)
    ] = float("inf"),
    connections: Annotated[int, typer.Option(min=1, help="How many at once.")] = 32,
    only: Annotated[int | None, typer.Option(help="Send this one alone.")] = None,
) -> None:
    """Throw requests at the local stack until one is answered as it must not be."""
    chosen = secrets.randbelow(1_000_000) if seed is None else seed
    options = Options(
        requests=requests, seed=chosen, seconds=seconds, connections=connections, only=only
    )
    carry_out(lambda: _shoot(options))


async def _shoot(options: Options) -> ExitCode:
    console = console_for_errors()
    console.print(f"{STARTING} Seed {options.seed}.")
    with tempfile.TemporaryDirectory(prefix="groundcrew-fuzz-") as folder:
        try:
            with watched(console, options.requests) as tell:
                outcome = await fuzz(options, Path(folder), tell)
        except HostDied as error:
            raise Trouble(str(error), f"The seed was {options.seed}.") from error
        kept = Path(tempfile.mkdtemp(prefix="groundcrew-found-")) if outcome.findings else None
        if kept is not None:
            shutil.copy(log_in(Path(folder)), kept)
    data = console_for_data()
    data.print(table(outcome))
    data.print(summary(options, outcome), highlight=False)
    if kept is None:
        return ExitCode.DONE
    for finding in outcome.findings:
        show(console, finding, options, kept)
    return ExitCode.FAILED


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    typer.run(main)

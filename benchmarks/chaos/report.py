"""The progress bar, the tables at the end, and the same as JSON."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from benchmarks.chaos.outcome import Options, Outcome, Tell

_MEGABYTE = 1024 * 1024
_SHOWN = 20


@contextmanager
def watched(console: Console) -> Iterator[Tell]:
    """Show a progress bar where somebody looks."""
    columns = (
        TextColumn("Landed"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[said]}"),
    )
    hidden = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=hidden) as progress:
        task = progress.add_task("", total=None, said="")

        def tell(outcome: Outcome) -> None:
            kills = outcome.disturbances["host killed"]
            progress.update(
                task, total=outcome.devices, completed=outcome.landed, said=f"{kills} hosts killed"
            )

        yield tell


def tables(outcome: Outcome) -> Iterator[Table]:
    """Make the tables of what was done, and of what took place."""
    done = Table("disturbance", "times", title="What was done to it", title_justify="left")
    for kind, times in sorted(outcome.disturbances.items()):
        done.add_row(kind, f"{times:,}")
    yield done
    headings = ("effect", "things", "repeated")
    effects = Table(*headings, title="What took place in the tenant", title_justify="left")
    judged = outcome.judged
    for kind in sorted({*judged.once, *judged.repeats}):
        effects.add_row(kind, f"{judged.once[kind]:,}", f"{judged.repeats[kind]:,}")
    yield effects
    parked = Table("parked for", "devices", title="What was hopeless", title_justify="left")
    for code, times in sorted(outcome.parked.items()):
        parked.add_row(code, f"{times:,}")
    yield parked


def summary(options: Options, outcome: Outcome) -> str:
    """Say in a few lines how it went."""
    each = outcome.requests / outcome.devices if outcome.devices else 0
    starts = sorted(outcome.starts) or [0.0]
    memory = [sample.memory for sample in outcome.samples if sample.memory] or [0]
    files = [sample.files for sample in outcome.samples if sample.files] or [0]
    state = outcome.samples[-1].state if outcome.samples else 0
    return (
        f"{outcome.devices:,} devices in {outcome.seconds:.0f} s, {outcome.told} of the story's "
        f"time, seed {options.seed}: {each:.1f} Graph requests each.\n"
        f"Lost: {len(outcome.astray)}. Double effects: {len(outcome.judged.doubles)}. "
        f"Dead-lettered messages: {outcome.dead_lettered}.\n"
        f"A host took {starts[len(starts) // 2]:.1f} s to start again (median); it had at most "
        f"{max(memory) / _MEGABYTE:.0f} MB and {max(files)} open files. The state took "
        f"{state / _MEGABYTE:.1f} MB."
    )


def findings(outcome: Outcome) -> Iterator[str]:
    """Tell what must not be, in sentences."""
    yield from (*outcome.astray[:_SHOWN], *outcome.judged.doubles[:_SHOWN])


def written(options: Options, outcome: Outcome) -> dict[str, Any]:
    """Write everything down for another program."""
    judged = outcome.judged
    return {
        "holds": outcome.holds,
        "options": asdict(options),
        "devices": outcome.devices,
        "lost": outcome.astray,
        "doubles": judged.doubles,
        "effects": dict(judged.once),
        "repeats": dict(judged.repeats),
        "parked": dict(outcome.parked),
        "disturbances": dict(outcome.disturbances),
        "starts": outcome.starts,
        "requests": outcome.requests,
        "dead_lettered": outcome.dead_lettered,
        "seconds": outcome.seconds,
        "told_seconds": outcome.told.total_seconds(),
        "samples": [asdict(sample) for sample in outcome.samples],
    }

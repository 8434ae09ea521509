"""The progress bar and the table at the end, and how to have a finding again."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from benchmarks.fuzz.run import Finding, Options, Outcome

_SHOWN = 1500  # bytes of a request
_MEGABYTE = 1024 * 1024
_CLASSES = (2, 4, 0)


class Watched:
    """Tells a progress bar how far it has got."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=total)

    def __call__(self, outcome: Outcome) -> None:
        """Hear of another answer."""
        self._progress.update(self._task, completed=outcome.requests)


@contextmanager
def watched(console: Console, total: int) -> Iterator[Watched]:
    """Show a progress bar where somebody looks."""
    columns = (TextColumn("Shooting"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    hidden = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=hidden) as progress:
        yield Watched(progress, total)


def table(outcome: Outcome) -> Table:
    """Make the table of what was asked and what became of it."""
    shown = Table(title="Requests by what they were", title_justify="left")
    for heading in ("request", "number", "accepted", "refused", "hung up on"):
        shown.add_column(heading, justify="left" if heading == "request" else "right")
    kinds: dict[str, Counter[int]] = {}
    for (kind, status), number in outcome.statuses.items():
        kinds.setdefault(kind, Counter())[status // 100] += number
    for kind, classes in sorted(kinds.items()):
        shown.add_row(kind, f"{classes.total():,}", *(f"{classes[each]:,}" for each in _CLASSES))
    return shown


def summary(options: Options, outcome: Outcome) -> str:
    """Say in a few lines how it went."""
    took = sorted(outcome.took) or [0.0]
    before, after = outcome.memory
    rate = outcome.requests / outcome.seconds if outcome.seconds else 0
    return (
        f"{outcome.requests:,} requests in {outcome.seconds:.0f} s: {rate:.0f} a second over "
        f"{options.connections} connections, seed {options.seed}.\n"
        f"Half were answered within {took[len(took) // 2] * 1000:.0f} ms, 99 of 100 within "
        f"{took[len(took) * 99 // 100] * 1000:.0f} ms, all within {took[-1]:.1f} s.\n"
        f"{len(outcome.accepted):,} deliveries were accepted. The host had "
        f"{before / _MEGABYTE:.0f} MB before and {after / _MEGABYTE:.0f} MB after; its log has "
        f"{outcome.traces} stack traces.\n"
        f"{len(outcome.findings)} findings."
    )


def show(console: Console, finding: Finding, options: Options, folder: Path) -> None:
    """Show a finding, keep its request in a file and say how to send it once more."""
    console.print(Text(f"\nFound: {finding.what}", style="bold red"))
    if finding.shot is None:
        return
    shot = finding.shot
    path = folder / f"fuzz-{options.seed}-{shot.number}.http"
    path.write_bytes(shot.raw)
    console.print(
        f"Again: python -m benchmarks.fuzz --seed {options.seed} --only {shot.number}\n"
        f"It was {len(shot.raw):,} bytes ({shot.kind}), kept in {path}:",
        markup=False,
    )
    console.print(repr(shot.raw[:_SHOWN]), markup=False)
    for answer in finding.answers:
        said = f"Answer: {answer.status} {dict(answer.headers)} {answer.body[:_SHOWN]!r}"
        console.print(said, markup=False)

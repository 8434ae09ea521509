"""``groundcrew test``: every check that a change must pass, one after the other."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from rich.table import Table
from rich.text import Text

import cli
from cli.exits import ExitCode
from cli.terminal import console_for_data

ROOT = Path(cli.__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A tool, and how this Python runs it."""

    name: str
    command: tuple[str, ...]

    def run(self, more: Sequence[str] = ()) -> bool:
        """Run the tool in the repository, its output going where ours goes."""
        command = [sys.executable, *self.command, *more]
        return subprocess.run(command, cwd=ROOT, check=False).returncode == 0  # noqa: S603  our own tools


CHECKS = (
    Check(name="ruff check", command=("-m", "ruff", "check", ".")),
    Check(name="ruff format", command=("-m", "ruff", "format", "--check", ".")),
    Check(name="mypy", command=("-m", "mypy", ".")),
    Check(
        name="lint-imports",
        command=("-c", "from importlinter.cli import lint_imports_command as run; run()"),
    ),
    Check(name="pytest", command=("-m", "pytest")),
)


def run_checks(arguments: Sequence[str], checks: Sequence[Check] = CHECKS) -> ExitCode:
    """Run every check, *arguments* going to the last, and say which failed."""
    console = console_for_data()
    results: list[tuple[str, bool, float]] = []
    for check in checks:
        console.print(f"[bold]{check.name}[/]")
        began = perf_counter()
        passed = check.run(arguments if check is checks[-1] else ())
        results.append((check.name, passed, perf_counter() - began))
    summary = Table.grid(padding=(0, 2))
    for name, passed, seconds in results:
        verdict = Text("passed", style="green") if passed else Text("FAILED", style="bold red")
        summary.add_row(name, verdict, Text(f"{seconds:.1f} s", style="dim"))
    console.print(summary)
    return ExitCode.DONE if all(passed for _, passed, _ in results) else ExitCode.FAILED

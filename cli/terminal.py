"""Where output goes: data to standard output, everything else to standard error."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console, RenderableType

STARTING = "Starting the tenant, the queues and the Functions host..."
# Columns from which people's names are written with their company.
FULL_NAMES = 100
# A file has no width: wide enough for every table in full.
_WIDE = 140


def console_for_data() -> Console:
    """Make the console for what was asked for; a pipe or a file gets plain, unwrapped text."""
    return _console(stderr=False)


def console_for_errors() -> Console:
    """Make the console for progress and trouble."""
    return _console(stderr=True)


def show(view: RenderableType, *, aside: bool = False) -> None:
    """Write a view to standard output, or *aside* to standard error.

    A pipe or a file gets no blanks at the ends of lines.
    """
    console = _console(stderr=aside)
    if console.file.isatty():
        console.print(view)
        return
    with console.capture() as written:
        console.print(view)
    lines = (line.rstrip() for line in written.get().splitlines())
    console.file.write("".join(f"{line}\n" for line in lines))


def write_json(content: Any) -> None:  # noqa: ANN401  any JSON
    """Write JSON to standard output, for another program."""
    # ASCII: a Windows pipe may have any code page.
    sys.stdout.write(json.dumps(content, indent=2) + "\n")


@contextmanager
def progress(sentence: str, *, aloud: bool = False) -> Iterator[None]:
    """Show that something is going on, which may take more than two seconds.

    Where nobody looks it is written down only when *aloud*.
    """
    console = console_for_errors()
    if not console.file.isatty():
        if aloud:
            console.print(sentence)
        yield
        return
    spinner = "dots" if "utf" in console.encoding else "line"
    with console.status(sentence, spinner=spinner):
        yield


def _console(*, stderr: bool) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _WIDE
    return Console(stderr=stderr, highlight=False, soft_wrap=False, width=width)

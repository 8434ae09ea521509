"""Where output goes: data to standard output, everything else to standard error."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console

# A file has no width: write every line in full, and let whoever reads it wrap.
_WIDE = 240


def console_for_data() -> Console:
    """Make the console for what was asked for; a pipe or a file gets plain, unwrapped text."""
    return _console(stderr=False)


def console_for_errors() -> Console:
    """Make the console for progress and trouble."""
    return _console(stderr=True)


def write_json(content: Any) -> None:  # noqa: ANN401  any JSON
    """Write JSON to standard output, for another program."""
    # ASCII: a Windows pipe may have any code page.
    sys.stdout.write(json.dumps(content, indent=2) + "\n")


@contextmanager
def progress(sentence: str) -> Iterator[None]:
    """Show that something is going on, which may take more than two seconds."""
    console = console_for_errors()
    if not console.is_terminal:
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

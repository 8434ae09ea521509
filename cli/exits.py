"""How a command ends: its exit code, and the sentence for whoever called it."""

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine
from enum import IntEnum
from types import FrameType
from typing import Any, NoReturn

import typer

_ENDS_US = ("SIGTERM", "SIGBREAK", "SIGHUP")


class ExitCode(IntEnum):
    """What a command tells its caller."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    PENDING = 3


class Trouble(Exception):
    """Something that a person can mend: what is wrong, and what to do about it."""

    def __init__(self, sentence: str, remedy: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy


def carry_out(work: Callable[[], Coroutine[Any, Any, ExitCode]]) -> NoReturn:
    """Run a command to its end and exit; a ``Trouble`` is told in a sentence, not in a trace."""
    try:
        code = asyncio.run(_until_stopped(work))
    except Trouble as trouble:
        tell(trouble)
        code = ExitCode.FAILED
    except (KeyboardInterrupt, asyncio.CancelledError):
        sys.stderr.write("\nStopped.\n")
        code = ExitCode.FAILED
    raise typer.Exit(code)


def tell(trouble: Trouble) -> None:
    """Write a trouble to standard error."""
    from cli.terminal import console_for_errors  # noqa: PLC0415  rich, when something is wrong

    console = console_for_errors()
    console.print("[bold red]Error:[/] ", end="")
    console.print(trouble.sentence, markup=False)
    if trouble.remedy:
        console.print(trouble.remedy, markup=False)


async def _until_stopped(work: Callable[[], Coroutine[Any, Any, ExitCode]]) -> ExitCode:
    """Let whatever ends a process kindly do what Ctrl-C does, so that no child outlives it."""
    loop = asyncio.get_running_loop()
    task = asyncio.current_task(loop)

    def stop(_signal: int, _frame: FrameType | None) -> None:
        if task is not None:
            loop.call_soon_threadsafe(task.cancel)

    for name in _ENDS_US:
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, stop)
    return await work()

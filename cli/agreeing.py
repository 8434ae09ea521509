"""Asking a person on a terminal before something is done."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from cli.exits import Trouble
from cli.terminal import console_for_errors


def somebody_to_ask() -> bool:
    """Whether a person can read a question and answer it."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def agreed(question: str) -> bool:
    """Ask; only "yes" is taken for an answer."""
    console = console_for_errors()
    console.print(f"\n[bold]{question}[/] Only 'yes' is taken for an answer: ", end="")
    with _interruptible():
        try:
            return input().strip().casefold() == "yes"
        except EOFError:
            return False


def agreed_or_refused(what: str, question: str, remedy: str, *, as_json: bool) -> bool:
    """Ask whether to do *what*; ``Trouble`` with the *remedy* where nobody can be asked."""
    if as_json or not somebody_to_ask():
        raise Trouble(f"There is something to agree to: {what}; and nobody to ask.", remedy)
    return agreed(question)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C end a question: the loop would only hear of it after the answer."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)

"""Shows what a survey or an apply is at: alive on a terminal, line by line into a file."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from rich.console import Console
from rich.markup import escape
from rich.status import Status

from cli.tenant.words import BY_HAND, FAILED, MARKS, UNSEEN, Mark, called, several
from cli.terminal import console_for_errors
from shared.domain.setup import Kind, Verb
from shared.tenant.applying.outcomes import Ended, Outcome

_DONE: dict[Ended, Mark] = {
    Ended.CREATED: MARKS[Verb.CREATE],
    Ended.CHANGED: MARKS[Verb.CHANGE],
    Ended.DELETED: MARKS[Verb.DELETE],
    Ended.BY_HAND: BY_HAND,
    Ended.FAILED: FAILED,
    Ended.SKIPPED: UNSEEN,
}


class Progress:
    """A ``Watcher`` on standard error.

    Where nobody looks, only what became of each object, and long waits, are written.
    """

    def __init__(self, console: Console, status: Status | None) -> None:
        self._console = console
        self._status = status
        self._now = ""

    def looks(self, kind: Kind) -> None:
        """Say what is being read."""
        self._show(f"Reading: {several(kind).lower()}")

    def begins(self, kind: Kind, name: str) -> None:
        """Say what is being worked on."""
        self._now = called(kind, name)
        self._show(self._now)

    def asks(self, says: str) -> None:
        """Say what is being asked for."""
        self._show(f"{self._now}: {says}" if self._now else says)

    def waits(self, reason: str, span: timedelta) -> None:
        """Say why nothing happens, and for how long."""
        sentence = f"waits {span.total_seconds():g} s: {reason}"
        self._show(f"{self._now}: {sentence}" if self._now else sentence)
        if self._status is None:
            self._console.print(f"    {sentence}", markup=False)

    def ends(self, outcome: Outcome) -> None:
        """Write down what became of an object; whatever is as it shall be is no news."""
        mark = _DONE.get(outcome.ended)
        if mark is None:
            return
        sign = f"[{mark.style}]{mark.sign}[/]"
        words = escape(called(outcome.kind, outcome.key, outcome.name))
        self._console.print(f"  {sign} {words}: {outcome.ended}")

    def _show(self, sentence: str) -> None:
        if self._status is not None:
            self._status.update(escape(sentence))


@contextmanager
def watched(sentence: str) -> Iterator[Progress]:
    """Watch what goes on meanwhile."""
    console = console_for_errors()
    if not console.file.isatty():
        yield Progress(console, None)
        return
    spinner = "dots" if "utf" in console.encoding else "line"
    with console.status(sentence, spinner=spinner) as status:
        yield Progress(console, status)

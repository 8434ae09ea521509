"""Two ways to watch a flight: a table that redraws itself, and plain lines for a file."""

from collections.abc import Sequence
from datetime import timedelta
from types import TracebackType
from typing import Self

from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from cli.client import Json
from cli.receipts import Receipt
from cli.tables import devices_table
from cli.terminal import FULL_NAMES
from simulator.stories import Posting, Scene


class Lines:
    """Writes a line whenever something changes, without any control code."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._stages: dict[str, str] = {}
        self._last: Sequence[Json] = ()

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Show where every device stands at last."""
        if self._last:
            self._console.print(devices_table(self._last))

    def played(self, scene: Scene, receipt: Receipt | None, at: timedelta) -> None:
        """Say what happened, and what was refused in it."""
        self._console.print(_told(scene, receipt, at))

    def seen(self, devices: Sequence[Json], at: timedelta) -> None:
        """Say which devices have moved on."""
        self._last = devices
        for device in devices:
            serial, stage = device["serial"], device["stage"]
            if self._stages.get(serial) != stage:
                self._stages[serial] = stage
                person = device["person"] or "-"
                line = f"{clock(at)}  {serial:<12}{stage:<12}{person}"
                self._console.print(line, markup=False)


class Board:
    """Redraws one table in place: a line for each device."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._live = Live(console=console, auto_refresh=False)

    def __enter__(self) -> Self:
        """Take the lower part of the terminal."""
        self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the last table standing."""
        self._live.stop()

    def played(self, scene: Scene, receipt: Receipt | None, at: timedelta) -> None:
        """Say above the table what happened, and what was refused in it."""
        self._console.print(_told(scene, receipt, at))

    def seen(self, devices: Sequence[Json], at: timedelta) -> None:
        """Draw the table anew."""
        brief = self._console.width < FULL_NAMES
        title = Text(f"{clock(at)} into the story", style="bold")
        self._live.update(Group(title, devices_table(devices, brief=brief)), refresh=True)


def watcher_for(console: Console) -> Lines | Board:
    """Choose by whether somebody is looking at a terminal that can redraw."""
    redraws = console.file.isatty() and not console.is_dumb_terminal
    return Board(console) if redraws else Lines(console)


def clock(at: timedelta) -> str:
    """Write how long into the story, as a clock would."""
    hours, minutes = divmod(int(at.total_seconds()) // 60, 60)
    return f"{hours:02}:{minutes:02}"


def _told(scene: Scene, receipt: Receipt | None, at: timedelta) -> Table:
    """Write what happened beside its time, so that what is long wraps under its beginning."""
    told = Text(scene.says, style="bold")
    if isinstance(scene.does, Posting):
        told.append(f"  {scene.does.file}", style="not bold dim")
    lines = Table.grid(padding=(0, 2))
    lines.add_row(clock(at), told)
    for verdict in receipt.verdicts if receipt else ():
        if not verdict.accepted:
            refused = Text(f"{verdict.key} refused: ", style="red")
            lines.add_row("", refused.append(verdict.sentence))
    return lines

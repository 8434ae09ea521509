"""Watching a flight, on a terminal and in a file."""

import io
from datetime import timedelta

from rich.console import Console

from cli.receipts import Receipt, Verdict
from cli.watching import Board, Lines, clock, watcher_for
from simulator.stories import Posting, Scene
from tests.unit.cli_answers import a_device

SCENE = Scene(says="HR announces Ivo.", does=Posting(route="hr/groundcrew", file="hire-ivo.json"))
REFUSED = Verdict(line=7, key="SN-9", accepted=False, word="refused", sentence="Wrong hash.")
RECEIPT = Receipt(id="r-1", verdicts=[REFUSED], content={})
AT = timedelta(hours=1, minutes=5, seconds=59)


class Terminal(io.StringIO):
    """A file that says that somebody is looking at it."""

    def isatty(self) -> bool:
        return True


def test_a_file_gets_a_line_for_each_change_and_none_without() -> None:
    file = io.StringIO()
    lines = Lines(Console(file=file, width=100))

    lines.seen([a_device("SN-1", stage="expected")], AT)
    lines.seen([a_device("SN-1", stage="expected")], AT)
    lines.seen([a_device("SN-1", stage="registered", person="ivo@contoso.com")], AT)

    assert file.getvalue().splitlines() == [
        "01:05  SN-1        expected    -",
        "01:05  SN-1        registered  ivo@contoso.com",
    ]


def test_a_file_gets_no_control_code() -> None:
    file = io.StringIO()

    with watcher_for(Console(file=file, width=100)) as watcher:
        watcher.played(SCENE, RECEIPT, AT)
        watcher.seen([a_device()], AT)

    assert "\x1b" not in file.getvalue()
    assert "\r" not in file.getvalue()


def test_what_happened_is_told_with_what_was_refused() -> None:
    file = io.StringIO()

    Lines(Console(file=file, width=100)).played(SCENE, RECEIPT, AT)

    assert [line.rstrip() for line in file.getvalue().splitlines()] == [
        "01:05  HR announces Ivo.  hire-ivo.json",
        "       SN-9 refused: Wrong hash.",
    ]


def test_a_terminal_sees_one_table_redrawn() -> None:
    terminal = Terminal()
    console = Console(file=terminal, width=100, height=30, force_terminal=True)

    with watcher_for(console) as watcher:
        watcher.seen([a_device("SN-1", stage="expected")], AT)
        watcher.seen([a_device("SN-1", stage="registered")], AT)

    assert isinstance(watcher, Board)
    assert "\x1b[1A" in terminal.getvalue()
    assert "registered" in terminal.getvalue()


def test_a_terminal_that_cannot_redraw_gets_lines() -> None:
    console = Console(file=Terminal(), force_terminal=True, _environ={"TERM": "dumb"})

    assert isinstance(watcher_for(console), Lines)


def test_no_colour_means_none() -> None:
    terminal = Terminal()
    console = Console(
        file=terminal, width=100, force_terminal=True, _environ={"NO_COLOR": "1", "TERM": "xterm"}
    )

    with watcher_for(console) as watcher:
        watcher.seen([a_device("SN-1", stage="parked")], AT)

    assert "\x1b[31m" not in terminal.getvalue()
    assert "\x1b[1;31m" not in terminal.getvalue()


def test_the_story_s_clock_counts_hours_beyond_a_day() -> None:
    assert clock(timedelta(hours=25, minutes=3)) == "25:03"

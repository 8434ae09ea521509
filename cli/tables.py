"""Tables of devices, parked things and verdicts, as a person reads them."""

from collections.abc import Sequence
from datetime import datetime

from rich import box
from rich.table import Table
from rich.text import Text

from cli.client import Json
from cli.receipts import Verdict

_NAME = 40  # columns that a person's name may have
_COLOURS = {
    "expected": "dim",
    "registering": "yellow",
    "registered": "yellow",
    "grouped": "yellow",
    "assigned": "yellow",
    "ready": "cyan",
    "deploying": "blue",
    "deployed": "green",
    "parked": "bold red",
    "cancelled": "dim",
    "retired": "dim",
}


def devices_table(devices: Sequence[Json], *, brief: bool = False) -> Table:
    """Write one line per device; *brief* leaves the company out of the people's names."""
    table = lined_table()
    # Whatever has to be cut off: only the last column may shrink.
    table.add_column("Serial", no_wrap=True)
    table.add_column("Person", no_wrap=True)
    table.add_column("Stage", no_wrap=True, min_width=len("registering"))
    table.add_column("Waiting for")
    for device in devices:
        person = Text(_person(device, brief=brief))
        person.truncate(_NAME, overflow="ellipsis")
        waits = Text(waiting(device), no_wrap=True, overflow="ellipsis")
        table.add_row(Text(device["serial"]), person, stage_text(device["stage"]), waits)
    return table


def verdicts_table(verdicts: Sequence[Verdict]) -> Table:
    """Write one line per line of a manifest."""
    table = lined_table()
    table.add_column("Line", justify="right", no_wrap=True)
    table.add_column("About", no_wrap=True)
    table.add_column("Verdict", no_wrap=True)
    table.add_column("Why, and what to do", ratio=1)
    for verdict in verdicts:
        style = "green" if verdict.accepted else "bold red"
        word = Text(verdict.word, style=style)
        why = Text(" ".join(part for part in (verdict.sentence, verdict.remedy) if part))
        table.add_row(str(verdict.line or ""), Text(verdict.key), word, why)
    return table


def moment(written: str) -> str:
    """Write a time shortly, in UTC as the app keeps it."""
    return datetime.fromisoformat(written).strftime("%Y-%m-%d %H:%M")


def _person(device: Json, *, brief: bool) -> str:
    return name_of(str(device["person"] or device["employee_id"] or "-"), brief=brief)


def name_of(person: str, *, brief: bool) -> str:
    """Write a person's name, *brief* without the company."""
    return person.split("@", maxsplit=1)[0] if brief else person


def waiting(thing: Json) -> str:
    """Say what something waits for, blank when it waits for nothing."""
    told = thing["waiting_for"]
    return "" if told is None else str(told["sentence"])


def stage_text(stage: str) -> Text:
    """Write a stage, or a state, in its colour."""
    return Text(stage, style=_COLOURS.get(stage, ""))


def lined_table() -> Table:
    """Begin a table with a line below its head."""
    return Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")

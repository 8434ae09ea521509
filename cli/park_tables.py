"""Tables of what is parked and of what people did by hand, as a person reads them."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from cli.client import Json
from cli.tables import lined_table, moment


def parked_table(parked: Sequence[Json]) -> Table:
    """Write what is parked, why, and what to do about it."""
    table = lined_table()
    table.add_column("Serial", no_wrap=True)
    table.add_column("Since", no_wrap=True)
    table.add_column("Why, and what to do", ratio=1, overflow="fold")
    for thing in parked:
        serial = Text(thing["serial"] or "-", style="bold red")
        why = Text(f"{thing['sentence']} {thing['remedy']}")
        for name, value in thing["evidence"].items():
            why.append(f"\n{name}: {value}", style="dim")
        if not thing["serial"]:
            why.append(f"\nrecord: {thing['id']}, on queue {thing['queue']}", style="dim")
        if thing["times"] > 1:
            why.append(f"\nparked {_parked(thing)}", style="dim")
        table.add_row(serial, moment(thing["at"]), why)
    return table


def parked_sheet(parked: Json) -> RenderableType:
    """Write down all that is known of one park record, its command last."""
    facts = Table.grid(padding=(0, 2))
    rows = {
        "Record": parked["id"],
        "Serial": parked["serial"],
        "Shipment": parked["shipment_id"],
        "Why": parked["sentence"],
        "What to do": parked["remedy"],
        "Code": f"{parked['code']} ({parked['class']})",
        "Parked": _parked(parked),
        "Tries": str(parked["tries"]),
        **{name: value for name, value in parked["evidence"].items() if value},
    }
    for name, value in rows.items():
        if value:
            facts.add_row(Text(name, style="dim"), Text(str(value)))
    command = parked["command"]
    if command is None:
        return Group(facts, Text("\nIt is no command; it can only be dismissed.", style="dim"))
    fields = Table.grid(padding=(0, 2))
    for name, value in _fields(command["fields"]):
        fields.add_row(Text(name, style="dim"), Text(value))
    return Group(facts, Text(f"\n{command['name']}", style="bold"), fields)


def acts_table(acts: Sequence[Json]) -> Table:
    """Write what people did by hand: when, who, what to what, and why."""
    table = lined_table()
    for name in ("When", "Who", "What"):
        table.add_column(name, no_wrap=True, overflow="ellipsis")
    table.add_column("Subject", overflow="fold")
    table.add_column("Why", ratio=1, overflow="fold")
    for act in acts:
        cells = (moment(act["at"]), act["by"], act["type"], act["subject"], act["why"])
        table.add_row(*map(Text, cells))
    return table


def _parked(parked: Json) -> str:
    last = moment(parked["at"])
    if parked["times"] == 1:
        return last
    return f"{parked['times']} times, first {moment(parked['first_at'])}, last {last}"


def _fields(fields: Json, before: str = "") -> Iterator[tuple[str, str]]:
    """Write down each field that says something, by its path."""
    for name, value in fields.items():
        yield from _said(f"{before}{name}", value)


def _said(name: str, value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  whatever JSON holds
    match value:
        case None | "" | [] | {}:
            return
        case dict():
            yield from _fields(value, f"{name}.")
        case [dict(), *_]:
            for number, each in enumerate(value, 1):
                yield from _fields(each, f"{name}[{number}].")
        case list():
            yield name, ", ".join(map(str, value))
        case _:
            yield name, str(value)

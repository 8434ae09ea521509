"""Timelines, and what is waited for, as a person reads them."""

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from cli.client import Json
from cli.tables import lined_table, moment, stage_text, waiting

# Columns from which a line has room for what led to it.
ROOM_FOR_CAUSES = 180


def timeline_table(entries: Sequence[Json], *, causes: bool = False) -> Table:
    """Write one line per entry; with *causes*, by which message and which request to Graph."""
    table = lined_table()
    table.add_column("When", no_wrap=True)
    table.add_column("Stage", no_wrap=True)
    table.add_column("What", overflow="fold")
    if causes:
        table.add_column("Caused by", overflow="fold")
        table.add_column("Told by Graph's request", overflow="fold")
    for entry in entries:
        cells: list[str | Text] = [
            moment(entry["at"]),
            stage_text(entry["stage"]),
            Text(entry["what"]),
        ]
        if causes:
            cells += [Text(entry["cause"] or "-"), Text(entry["graph_request_id"] or "-")]
        table.add_row(*cells)
    return table


def timeline_of(thing: Json, *, causes: bool = False) -> list[Table]:
    """Write the timeline of what has one; an earlier release wrote none of hires and requests."""
    entries = thing["timeline"]
    return [timeline_table(entries, causes=causes)] if entries else []


def awaited(told: Json | None) -> str:
    """Say what is waited for, since when, and when it is looked at next."""
    said = waiting({"waiting_for": told})
    if not told or not said:
        return said
    since, next_look = told.get("since"), told.get("next_look")
    parts = [said.removesuffix(".")]
    parts += [f"since {moment(since)}"] if since else []
    parts += [f"looked at again at {moment(next_look)}"] if next_look else []
    return "; ".join(parts) if len(parts) > 1 else said

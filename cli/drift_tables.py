"""What has drifted as a table."""

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from cli.client import Json
from cli.tables import lined_table, moment


def drift_table(found: Sequence[Json]) -> Table:
    """Show what no longer is as it was seen, and what becomes of it."""
    table = lined_table()
    for title in ("Serial", "Drift", "Since (UTC)"):
        table.add_column(title, no_wrap=True)
    table.add_column("What")
    table.add_column("What is done about it")
    for each in found:
        since = moment(each["known"])
        done = Text(_done(each))
        table.add_row(Text(each["serial"]), each["type"], since, Text(each["sentence"]), done)
    return table


def _done(found: Json) -> str:
    """Say what was done, what would be if the flight plan said so, or that nothing is."""
    if found["repaired_at"]:
        return f"{moment(found['repaired_at'])}: {found['repair'] or ''}".rstrip(": ")
    return f"With repair: {found['repair']}" if found["repair"] else "nothing"

"""All that is known of one device, as a person reads it."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from cli.client import Json
from cli.tables import moment
from cli.timelines import awaited, timeline_table


def device_sheet(device: Json, *, causes: bool = False) -> RenderableType:
    """Write down all that is known of one device, its timeline last."""
    facts = Table.grid(padding=(0, 2))
    rows = {
        "Serial": device["serial"],
        "Stage": device["stage"],
        "Waiting for": awaited(device["waiting_for"]),
        "Person": device["person"],
        "Employee": device["employee_id"],
        "Paired by": device["paired_by"],
        "Persona": device["persona"],
        "Route": device["route"],
        "Order": device["order_reference"],
        "Since": moment(device["since"]),
    }
    for name, value in rows.items():
        if value:
            facts.add_row(Text(name, style="dim"), Text(str(value)))
    return Group(facts, timeline_table(device["timeline"], causes=causes))

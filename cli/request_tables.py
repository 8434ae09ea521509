"""Tables of requests for devices, as a person reads them."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from cli.client import Json
from cli.tables import lined_table, moment, name_of, waiting
from cli.timelines import awaited, timeline_of

_COLOURS = {
    "asked": "yellow",
    "approved": "yellow",
    "ordered": "yellow",
    "in stock": "yellow",
    "on its way": "yellow",
    "ready": "cyan",
    "delivered": "green",
    "refused": "dim",
    "cancelled": "dim",
}


def requests_table(requests: Sequence[Json], *, brief: bool = False) -> Table:
    """Write one line per request; *brief* leaves out what the request's sheet has as well."""
    table = lined_table()
    more = () if brief else ("Persona", "Needed by")
    for name in ("Request", "For", *more, "State", "Device"):
        table.add_column(name, no_wrap=True, overflow="ellipsis")
    table.add_column("Waiting for", overflow="fold")
    for request in requests:
        person = name_of(request["person"] or request["employee_id"] or "", brief=brief)
        further = () if brief else (request["persona"], request["needed_by"])
        table.add_row(
            *(Text(str(cell or "-")) for cell in (request["id"], person, *further)),
            _state(request["state"]),
            Text(request["device"] or "-"),
            Text(_waiting(request)),
        )
    return table


def request_sheet(request: Json, *, causes: bool = False) -> RenderableType:
    """Write down all that is known of one request: what was said, and what came of it."""
    facts = Table.grid(padding=(0, 2))
    rows = {
        "Request": request["id"],
        "State": request["state"],
        "Waiting for": awaited(request["waiting_for"] or request["device_waiting_for"]),
        "For": request["person"],
        "Employee": request["employee_id"],
        "Persona": request["persona"],
        "Location": request["location"],
        "Needed by": request["needed_by"],
        "Why": request["why"],
        "Asked by": request["asked_by"],
        "Manager": request["manager"],
        "Note": request["note"],
        "Order": request["order_reference"],
        "Device": request["device"],
        "Stage": request["device_stage"],
        "Since": moment(request["since"]),
    }
    for name, value in rows.items():
        if value:
            facts.add_row(Text(name, style="dim"), Text(str(value)))
    history = lined_table()
    for name in ("When", "What", "Who"):
        history.add_column(name, no_wrap=True)
    history.add_column("Why")
    for word in request["history"]:
        what = Text(word["event"], style="" if word["counts"] else "dim strike")
        why = Text(word["why"] or word["order_reference"] or "")
        history.add_row(moment(word["at"]), what, Text(word["by"] or "-"), why)
    return Group(facts, history, *timeline_of(request, causes=causes))


def _waiting(request: Json) -> str:
    """Say what the request waits for, or else what its device does."""
    return waiting(request) or waiting({"waiting_for": request["device_waiting_for"]})


def _state(state: str) -> Text:
    return Text(state, style=_COLOURS.get(state, ""))

"""Tables of hires, as a person reads them: who starts when, and whether their device is ready."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from cli.client import Json
from cli.tables import lined_table, moment, name_of, waiting
from cli.timelines import awaited, timeline_of

_VERDICTS = {
    "on-track": ("on track", "green"),
    "at-risk": ("at risk", "yellow"),
    "late": ("late", "bold red"),
}
_NOT_JUDGED = ("-", "dim")


def in_order(hires: Sequence[Json]) -> list[Json]:
    """Sort by start date; who has none comes last."""
    return sorted(hires, key=lambda hire: (hire["start_date"] or "9999", hire["employee_id"]))


def hires_table(hires: Sequence[Json], *, brief: bool = False) -> Table:
    """Write one line per hire; *brief* leaves the company out of the people's names."""
    table = lined_table()
    for name in ("Employee", "Person", "Starts", "Verdict", "State", "Device"):
        table.add_column(name, no_wrap=True, overflow="ellipsis")
    table.add_column("Waiting for", overflow="fold")
    for hire in hires:
        person = name_of(hire["person"] or "", brief=brief)
        told = (hire["employee_id"], person, hire["start_date"])
        cells = [Text(str(cell or "-")) for cell in told]
        more = (hire["state"], hire["device"], _waiting(hire))
        table.add_row(*cells, _verdict(hire), *(Text(str(cell or "-")) for cell in more))
    return table


def hire_sheet(hire: Json, *, causes: bool = False) -> RenderableType:
    """Write down all that is known of one hire, the timeline last."""
    facts = Table.grid(padding=(0, 2))
    reason = hire["reason"] or {}
    rows = {
        "Employee": hire["employee_id"],
        "Person": hire["person"],
        "Starts": _start(hire),
        "Verdict": _verdict(hire) if hire["verdict"] else None,
        "Since": hire["verdict_since"] and moment(hire["verdict_since"]),
        "Missing": reason.get("sentence"),
        "Who": reason.get("who"),
        "What to do": reason.get("remedy"),
        "State": hire["state"],
        "Persona": hire["persona"],
        "Location": hire["location"],
        "Order": hire["order_reference"],
        "Device": hire["device"],
        "Stage": hire["device_stage"],
        "Waiting for": awaited(hire["waiting_for"] or hire["device_waiting_for"]),
    }
    for name, value in rows.items():
        if value:
            shown = value if isinstance(value, Text) else Text(str(value))
            facts.add_row(Text(name, style="dim"), shown)
    return Group(facts, *timeline_of(hire, causes=causes))


def _start(hire: Json) -> str:
    days = hire["days_left"]
    if hire["start_date"] is None or days is None:
        return hire["start_date"] or ""
    left = "1 day" if abs(days) == 1 else f"{abs(days)} days"
    when = "today" if days == 0 else f"in {left}" if days > 0 else f"{left} ago"
    return f"{hire['start_date']} ({when})"


def _verdict(hire: Json) -> Text:
    word, style = _VERDICTS.get(hire["verdict"] or "", _NOT_JUDGED)
    return Text(word, style=style)


def _waiting(hire: Json) -> str:
    """Say what the hire waits for, or else what their device does."""
    return waiting(hire) or waiting({"waiting_for": hire["device_waiting_for"]})

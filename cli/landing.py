"""What is said and written down when a flight is over."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cli.flight import Astray, Landing
from cli.local_tenant import SetUp
from cli.park_tables import parked_table
from cli.tables import verdicts_table
from shared.tenant.applying.outcomes import UNFINISHED

_WORDS = {"ready": "ready in stock"}
# The order in which a summary counts: from done to not begun.
_ORDER = (
    *("deployed", "deploying", "ready", "assigned", "grouped", "registered"),
    *("registering", "expected", "parked", "cancelled", "retired"),
)


def summary(landing: Landing) -> str:
    """Say in one sentence how a flight ended and what it cost."""
    stages = Counter(device["stage"] for device in landing.devices)
    counted = [f"{stages[stage]} {_WORDS.get(stage, stage)}" for stage in _ORDER if stages[stage]]
    devices = f"{_many(len(landing.devices), 'device')}: {', '.join(counted)}"
    refused = _many(len(landing.refused), "line") + " refused"
    graph = landing.graph
    requests = (
        f"{graph['requests']} Graph requests "
        f"({requests_each(landing):.1f} a device; {graph['round_trips']} exchanges, "
        f"{graph['writes']} writes, {graph['throttled']} throttled)"
    )
    told = f"{landing.seconds:.1f} s (= {length(landing.told)} of the story)"
    return f"{devices}; {refused}; {requests} in {told}."


def tell_set_up(done: SetUp, console: Console) -> None:
    """Say what became of the tenant's set-up before the flight."""
    for each in done.applied.outcomes:
        if each.ended in UNFINISHED:
            why = each.reason.sentence if each.reason else ""
            console.print(f"{each.kind} {each.name}: {each.ended}. {why}", markup=False)
    objects = _many(len(done.applied.outcomes), "object")
    found = f"{done.pending} still to do" if done.pending else "nothing to do"
    console.print(
        f"The tenant is new: 'groundcrew tenant apply' set {objects} up as flightplan.yaml says, "
        f"in {done.seconds:.1f} s with {done.cost['requests']} Graph requests "
        f"({done.cost['writes']} writes); a second look found {found}.",
        markup=False,
        soft_wrap=not console.file.isatty(),
    )


def set_up_report(done: SetUp) -> dict[str, Any]:
    """Write the tenant's set-up down for another program."""
    return {
        "objects": {f"{each.kind}/{each.name}": each.ended for each in done.applied.outcomes},
        "pending": done.pending,
        "graph": dict(done.cost),
        "seconds": round(done.seconds, 1),
    }


def requests_each(landing: Landing) -> float:
    """Tell how many Graph requests a device cost, those inside batches counted one by one."""
    return landing.graph["requests"] / max(len(landing.devices), 1)


def report(landing: Landing) -> dict[str, Any]:
    """Write a flight down for another program."""
    return {
        "devices": list(landing.devices),
        "hires": list(landing.hires),
        "requests": list(landing.requests),
        "parked": list(landing.parked),
        "graph": {**landing.graph, "requests_per_device": round(requests_each(landing), 1)},
        "messages": landing.messages,
        "seconds": landing.seconds,
        "refused": [
            {"line": each.line, "serial": each.key, "why": each.sentence}
            for each in landing.refused
        ],
        "astray": [
            {"serial": each.serial, "should": each.should, "stage": each.stage}
            for each in landing.astray
        ],
    }


def show_landing(landing: Landing, console: Console) -> None:
    """Show what needs somebody, then the summary, then who went astray."""
    if landing.refused:
        console.print("\n[bold]Refused[/], and the supplier was told why:")
        console.print(verdicts_table(landing.refused))
    if landing.parked:
        console.print("[bold]Parked[/] until somebody decides:")
        console.print(parked_table(landing.parked))
    # One line in a file, for whoever looks for it with another tool.
    in_a_file = not console.file.isatty()
    console.print(summary(landing), markup=False, style="bold", soft_wrap=in_a_file)
    if landing.astray:
        count = _many(len(landing.astray), "device")
        console.print(f"\n[bold red]{count} did not end where the story says:[/]")
        console.print(_astray_table(landing.astray))


def length(span: timedelta) -> str:
    """Write a length of time in hours and minutes."""
    minutes = int(span.total_seconds()) // 60
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02} min" if hours else f"{rest} min"


def _astray_table(found: Sequence[Astray]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for name in ("Serial", "Should be", "Is"):
        table.add_column(name, no_wrap=True)
    table.add_column("Waiting for")
    for each in found:
        stage = Text(each.stage, style="red")
        table.add_row(each.serial, each.should, stage, Text(each.waiting_for))
    return table


def _many(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"

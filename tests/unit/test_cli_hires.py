"""Hires and timelines as a person reads them."""

import io
from typing import Any

import pytest
from rich.console import Console, RenderableType

from cli.device_sheet import device_sheet
from cli.hire_tables import hire_sheet, hires_table, in_order
from tests.unit.cli_answers import a_device, a_hire, an_entry, waiting

REASON = {
    "code": "not-ready",
    "missing": "licence",
    "sentence": "The licence is missing.",
    "who": "the identity team",
    "remedy": "Assign it.",
    "expected_stage": "ready",
}


def shown(what: RenderableType, width: int = 140) -> list[str]:
    console = Console(file=io.StringIO(), width=width)
    console.print(what)
    file: Any = console.file
    return [" ".join(line.split()) for line in file.getvalue().splitlines() if line.strip()]


def test_a_hire_is_one_line_with_their_verdict() -> None:
    hire = a_hire(verdict="at-risk", waiting_for=waiting("device", "No device yet."))

    assert shown(hires_table([hire]))[2] == "10482 - 2026-01-19 at risk starting - No device yet."


def test_a_hire_with_a_device_shows_what_that_waits_for() -> None:
    hire = a_hire(device="SN-1", device_waiting_for=waiting("licence", "The licence is missing."))

    assert shown(hires_table([hire]))[2].endswith("SN-1 The licence is missing.")


def test_hires_come_in_the_order_of_their_start_dates() -> None:
    hires = [a_hire("1", start_date=None), a_hire("2", start_date="2026-02-01"), a_hire("3")]

    assert [hire["employee_id"] for hire in in_order(hires)] == ["3", "2", "1"]


def test_the_sheet_of_a_hire_says_what_is_missing_who_can_move_it_on_and_how() -> None:
    hire = a_hire(verdict="late", days_left=-1, reason=REASON, timeline=[an_entry()])

    lines = shown(hire_sheet(hire))

    assert "Starts 2026-01-19 (1 day ago)" in lines
    assert "Verdict late" in lines
    assert "Missing The licence is missing." in lines
    assert "Who the identity team" in lines
    assert "What to do Assign it." in lines
    assert lines[-1] == "2026-01-05 08:30 registered Seen."


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "(today)"), (1, "(in 1 day)"), (9, "(in 9 days)"), (-9, "(9 days ago)"), (None, "")],
)
def test_the_days_to_a_start_are_told(days: int | None, said: str) -> None:
    (line,) = [
        line for line in shown(hire_sheet(a_hire(days_left=days))) if line.startswith("Starts")
    ]

    assert line == f"Starts 2026-01-19 {said}".strip()


def test_what_is_waited_for_tells_since_when_and_when_it_is_looked_at_next() -> None:
    told = waiting(
        "licence",
        "The licence is missing.",
        since="2026-01-05T08:30:00+00:00",
        next_look="2026-01-05T14:35:00+00:00",
    )

    assert (
        "Waiting for The licence is missing; since 2026-01-05 08:30; "
        "looked at again at 2026-01-05 14:35"
    ) in shown(device_sheet(a_device(waiting_for=told)))


def test_causes_are_shown_where_they_are_asked_for() -> None:
    device = a_device(timeline=[an_entry(), an_entry(cause=None, graph_request_id=None)])

    lines = shown(device_sheet(device, causes=True))

    assert lines[-2].endswith("Seen. message-1 request-1")
    assert lines[-1].endswith("Seen. - -")
    assert "message-1" not in " ".join(shown(device_sheet(device)))

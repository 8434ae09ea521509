"""What a person sees, at the widths people have."""

import io
from typing import Any

import pytest
from rich.console import Console, RenderableType

from cli.device_sheet import device_sheet
from cli.receipts import Verdict
from cli.tables import devices_table, verdicts_table
from tests.unit.cli_answers import a_device, an_entry, waiting

LONG = "The manufacturer has not registered the device for this tenant yet."


def shown(what: RenderableType, width: int = 100) -> list[str]:
    console = Console(file=io.StringIO(), width=width)
    console.print(what)
    file: Any = console.file
    return [line.rstrip() for line in file.getvalue().splitlines() if line.strip()]


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_a_device_is_one_line_and_its_serial_number_is_whole(width: int) -> None:
    device = a_device(
        "5CG4410ZTR", person="bruno.lindqvist@contoso.com", waiting_for=waiting("x", LONG)
    )

    lines = shown(devices_table([device], brief=True), width)

    assert len(lines) == 3
    assert lines[2].startswith(" 5CG4410ZTR   bruno.lindqvist   registered")
    assert all(len(line) <= width for line in lines)


def test_what_is_cut_off_says_so() -> None:
    lines = shown(devices_table([a_device(waiting_for=waiting("x", LONG))]), 60)

    assert lines[2].endswith("…")


def test_a_device_whose_person_has_no_account_shows_the_employee() -> None:
    assert "10482" in shown(devices_table([a_device(employee_id="10482")]))[2]


def test_text_from_outside_is_no_markup() -> None:
    device = a_device("SN-[red]1", person="[bold]x@contoso.com")

    assert "SN-[red]1   [bold]x@contoso.com" in shown(devices_table([device]))[2]


def test_a_sheet_leaves_out_what_is_not_known() -> None:
    lines = shown(device_sheet(a_device(timeline=[an_entry()])))

    assert lines[0].split() == ["Serial", "SN-1"]
    assert not [line for line in lines if line.startswith("Person")]
    assert lines[-1] == " 2026-01-05 08:30   registered   Seen."


def test_a_sheet_tells_the_route() -> None:
    lines = shown(device_sheet(a_device(route="device-preparation")))

    assert "Route device-preparation" in [" ".join(line.split()) for line in lines]


def test_a_verdict_says_why_and_what_to_do() -> None:
    verdict = Verdict(
        line=7, key="SN-1", accepted=False, word="refused", sentence="Wrong.", remedy="Mend it."
    )

    assert shown(verdicts_table([verdict]))[2] == "    7   SN-1    refused   Wrong. Mend it."

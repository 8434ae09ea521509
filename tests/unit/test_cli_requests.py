"""Requests on the command line: what is shown, and how the commands are told apart."""

from typing import Any

import pytest
from typer.testing import CliRunner

from cli.client import Json
from cli.main import app
from cli.request_tables import request_sheet, requests_table
from tests.unit.cli_answers import waiting
from tests.unit.test_cli_tables import shown

NOWHERE = ("--url", "http://127.0.0.1:9")


def a_request(**told: Any) -> Json:  # noqa: ANN401  any field's value
    request = dict.fromkeys(
        (
            *("person", "employee_id", "location", "needed_by", "why", "asked_by", "manager"),
            *("order_reference", "device", "device_stage", "device_waiting_for", "note"),
            "waiting_for",
        )
    )
    usual = {
        "id": "RITM1",
        "persona": "office",
        "state": "asked",
        "since": "2026-01-05T08:00:00+00:00",
        "history": [],
        "timeline": [],
    }
    return {**request, **usual, **told}


def a_word(event: str, *, counts: bool = True, **told: str) -> Json:
    word = {"at": "2026-01-05T08:00:00+00:00", "by": None, "why": None, "order_reference": None}
    return {**word, "event": event, "counts": counts, **told}


def run(*arguments: str) -> tuple[int, str]:
    ended = CliRunner().invoke(app, list(arguments), env={"COLUMNS": "200", "NO_COLOR": "1"})
    return ended.exit_code, " ".join(ended.output.split())


def test_a_request_is_one_line_with_what_it_waits_for() -> None:
    request = a_request(person="adele@contoso.com", waiting_for=waiting("approval", "Approve it."))

    (line,) = shown(requests_table([request]), 140)[2:]

    assert line.split() == [
        *("RITM1", "adele@contoso.com", "office", "-", "asked", "-", "Approve", "it.")
    ]


def test_a_request_with_a_device_waits_for_what_its_device_waits_for() -> None:
    told = waiting("licence", "A licence.")
    request = a_request(employee_id="10482", device="SN-1", device_waiting_for=told)

    line = shown(requests_table([request]), 140)[2]

    assert line.split()[1] == "10482"
    assert line.endswith("SN-1     A licence.")


def test_a_sheet_tells_the_history_and_leaves_out_what_is_not_known() -> None:
    words = [
        a_word("asked", by="adele@contoso.com", why="Broken."),
        a_word("ordered", by="olivia@contoso.com", order_reference="PO-9"),
    ]

    lines = [" ".join(line.split()) for line in shown(request_sheet(a_request(history=words)))]

    assert "State asked" in lines
    assert not [line for line in lines if line.startswith(("Manager", "Device", "Why asked"))]
    assert lines[-2:] == [
        "2026-01-05 08:00 asked adele@contoso.com Broken.",
        "2026-01-05 08:00 ordered olivia@contoso.com PO-9",
    ]


def test_text_from_outside_is_no_markup() -> None:
    assert "[red]x" in shown(requests_table([a_request(person="[red]x")]), 140)[2]


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--json",),
        ("RITM1",),
        ("show", "RITM1"),
        ("approve", "RITM1", "--by", "x@contoso.com"),
        ("refuse", "RITM1", "--by", "x@contoso.com", "--why", "No."),
        ("order", "RITM1", "--by", "x@contoso.com", "--reference", "PO-9"),
        ("cancel", "RITM1", "--by", "x@contoso.com"),
    ],
)
def test_every_way_to_call_it_goes_to_the_app(arguments: tuple[str, ...]) -> None:
    code, said = run("requests", *arguments, *NOWHERE)

    assert (code, said.split(".")[0]) == (1, "Error: Nobody answers at http://127")


@pytest.mark.parametrize(
    "arguments",
    [
        ("approve", "RITM1"),
        ("approve", "--by", "x@contoso.com"),
        ("refuse", "RITM1", "--by", "x@contoso.com"),
        ("order", "RITM1", "--by", "x@contoso.com"),
        ("RITM1", "RITM2"),
    ],
)
def test_a_decision_without_what_it_needs_is_wrong_usage(arguments: tuple[str, ...]) -> None:
    assert run("requests", *arguments)[0] == 2


def test_the_help_of_the_group_is_its_own() -> None:
    code, said = run("requests", "--help")

    assert code == 0
    assert "approve" in said
    assert "'show' may be left out" in said


def test_in_eighty_columns_a_request_keeps_its_id_and_what_it_waits_for() -> None:
    told = waiting("approval", "Approve it.")
    request = a_request(id="RITM0010042", person="bruno.lindqvist@contoso.com", waiting_for=told)

    (line,) = shown(requests_table([request], brief=True), 80)[2:]

    assert line.split() == ["RITM0010042", "bruno.lindqvist", "asked", "-", "Approve", "it."]

"""What is parked on the command line: what is shown, and what usage is wrong."""

from typing import Any

import pytest
from typer.testing import CliRunner

from cli.client import Json
from cli.main import app
from cli.park_tables import acts_table, parked_sheet, parked_table
from tests.unit.test_cli_tables import shown

NOWHERE = ("--url", "http://127.0.0.1:9")


def a_record(**told: Any) -> Json:  # noqa: ANN401  any field's value
    return {
        "id": "P-1",
        "serial": "SN-1",
        "shipment_id": "SHP-1",
        "queue": "register-devices",
        "at": "2026-01-05T09:30:00+00:00",
        "first_at": "2026-01-05T08:30:00+00:00",
        "times": 1,
        "tries": 1,
        "class": "Refused",
        "code": "owned-by-other-tenant",
        "sentence": "It is somebody else's.",
        "remedy": "Ask them.",
        "evidence": {"deviceErrorCode": "808"},
        **told,
    }


def sheet(**told: Any) -> list[str]:  # noqa: ANN401  any field's value
    record = a_record(correlation=None, **told)
    return [" ".join(line.split()) for line in shown(parked_sheet(record), 140)]


def run(*arguments: str) -> tuple[int, str]:
    ended = CliRunner().invoke(app, list(arguments), env={"COLUMNS": "200", "NO_COLOR": "1"})
    return ended.exit_code, " ".join(ended.output.split())


def test_what_is_parked_comes_with_remedy_and_evidence() -> None:
    lines = shown(parked_table([a_record()]), 140)

    assert "It is somebody else's." in lines[2]
    assert "Ask them." in lines[2]
    assert "deviceErrorCode: 808" in lines[3]
    assert len(lines) == 4


def test_what_came_back_says_how_often_and_since_when() -> None:
    lines = shown(parked_table([a_record(times=3)]), 140)

    assert lines[-1].strip() == "parked 3 times, first 2026-01-05 08:30, last 2026-01-05 09:30"


def test_what_concerns_no_device_can_be_named_by_its_record() -> None:
    lines = shown(parked_table([a_record(serial=None)]), 140)

    assert lines[-1].strip() == "record: P-1, on queue register-devices"


def test_a_sheet_shows_the_command_with_the_fields_that_say_something() -> None:
    line = {"serial": "SN-1", "person": "", "hash": True}
    fields = {"event": "dispatched", "said_at": None, "lines": [line], "tags": ["a", "b"]}

    lines = sheet(times=2, command={"name": "Shipment", "fields": fields})

    assert "Why It is somebody else's." in lines
    assert "Parked 2 times, first 2026-01-05 08:30, last 2026-01-05 09:30" in lines
    assert lines[-5:] == [
        "Shipment",
        "event dispatched",
        "lines[1].serial SN-1",
        "lines[1].hash True",
        "tags a, b",
    ]


def test_a_sheet_of_bytes_that_are_no_command_says_what_can_be_done() -> None:
    assert sheet(command=None)[-1] == "It is no command; it can only be dismissed."


def test_an_act_is_one_line() -> None:
    act = {
        "at": "2026-01-05T08:30:00+00:00",
        "by": "ops",
        "type": "redrive",
        "subject": "SN-1",
        "why": "Mended.",
    }

    (line,) = shown(acts_table([act]), 140)[2:]

    assert line.split() == ["2026-01-05", "08:30", "ops", "redrive", "SN-1", "Mended."]


@pytest.mark.parametrize(
    "arguments",
    [
        ("redrive", "--why", "x"),
        ("redrive", "SN-1", "--all", "--why", "x"),
        ("redrive", "--code", "a", "--shipment", "b", "--why", "x"),
        ("redrive", "SN-1"),
        ("dismiss", "SN-1"),
        ("correct", "SN-1", "--serial", "SN-2"),
        ("correct", "SN-1", "--why", "x"),
        ("correct", "SN-1", "--why", "x", "--hash", "nowhere.txt"),
    ],
)
def test_wrong_usage_is_2_before_anything_is_asked(arguments: tuple[str, ...]) -> None:
    assert run("parked", *arguments, *NOWHERE)[0] == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("parked", "list", "--code", "guest"),
        ("parked", "show", "SN-1"),
        ("parked", "redrive", "SN-1", "--why", "x"),
        ("parked", "redrive", "--all", "--why", "x", "--json"),
        ("parked", "correct", "SN-1", "--serial", "SN-2", "--why", "x"),
        ("parked", "dismiss", "SN-1", "--why", "x", "--by", "ops"),
        ("acts", "SN-1"),
    ],
)
def test_an_app_that_is_not_there_is_one_sentence(arguments: tuple[str, ...]) -> None:
    code, said = run(*arguments, *NOWHERE)

    assert code == 1
    assert said.startswith("Error: Nobody answers at http://127.0.0.1:9.")

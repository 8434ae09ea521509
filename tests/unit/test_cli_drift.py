"""What ``groundcrew drift`` shows of a finding."""

from io import StringIO

import pytest
from rich.console import Console

from cli.client import Json
from cli.drift_tables import drift_table

FOUND: Json = {
    "serial": "SN-1",
    "type": "user",
    "sentence": "Somebody else, or nobody, is assigned to it.",
    "known": "2026-01-05T01:00:00+00:00",
    "repair": "Its person is assigned by AssignUser.",
    "repaired_at": None,
}


def shown(**changed: object) -> str:
    console = Console(file=StringIO(), width=200)
    console.print(drift_table([{**FOUND, **changed}]))
    file = console.file
    assert isinstance(file, StringIO)
    return file.getvalue()


@pytest.mark.parametrize(
    ("changed", "done"),
    [
        ({}, "With repair: Its person is assigned by AssignUser."),
        ({"repair": None}, "nothing"),
        (
            {"repaired_at": "2026-01-05T01:05:00+00:00"},
            "2026-01-05 01:05: Its person is assigned by AssignUser.",
        ),
    ],
)
def test_a_finding_says_what_becomes_of_it(changed: dict[str, object], done: str) -> None:
    text = shown(**changed)

    assert "SN-1" in text
    assert "2026-01-05 01:00" in text
    assert done in text

"""``groundcrew forget`` against a running app."""

import json
from pathlib import Path

from tests.wire.command_line import UpAndRunning
from tests.wire.test_cli_commands import eventually

HIRE = {
    "specversion": "1.0",
    "type": "hire.created",
    "source": "/tests",
    "id": "hire-forget-1",
    "time": "2026-11-20T08:00:00Z",
    "data": {
        "employee_id": "EMP-77120",
        "user_principal_name": "nobody.else@contoso.com",
        "start_date": "2027-01-18",
    },
}


def test_a_person_is_erased_and_the_proof_is_shown(
    groundcrew: UpAndRunning, tmp_path: Path
) -> None:
    file = tmp_path / "hire.json"
    file.write_text(json.dumps(HIRE), encoding="utf-8")
    run = groundcrew.shell.run
    run("send", "hr", str(file))
    eventually(groundcrew.shell, "hires", "EMP-77120")

    ended = run("forget", "--employee", "EMP-77120", "--why", "They asked.", "--json")

    told = json.loads(ended.stdout)
    assert ended.returncode == 0, ended.stderr
    assert (told["matches"], told["names"]) == (0, 1)
    assert told["tables"]["hires"]["erased"] == 1
    assert "EMP-77120" not in ended.stdout


def test_a_reason_is_needed(groundcrew: UpAndRunning) -> None:
    ended = groundcrew.shell.run("forget", "--employee", "EMP-1", "--why", " ")

    assert ended.returncode == 1
    assert "Nothing was done" in ended.stderr

"""``send request`` and ``requests`` against a running app."""

import json
from pathlib import Path

from tests.wire.command_line import UpAndRunning
from tests.wire.test_cli_commands import eventually

BY = ("--by", "olivia.wilson@contoso.com")


def a_request(folder: Path, **told: str) -> str:
    file = folder / "request.json"
    said = {"id": "RITM-1", "person": "hanna.virtanen@contoso.com", **told}
    file.write_text(json.dumps(said), encoding="utf-8")
    return str(file)


def test_a_request_is_sent_seen_and_cancelled(groundcrew: UpAndRunning, tmp_path: Path) -> None:
    run = groundcrew.shell.run

    sent = run("send", "request", a_request(tmp_path, persona="engineer"))
    shown = eventually(groundcrew.shell, "requests", "RITM-1")
    approved = run("requests", "approve", "RITM-1", *BY)
    listed = run("requests")
    cancelled = run("requests", "cancel", "RITM-1", *BY)

    assert sent.returncode == 0, sent.stderr
    assert "request.json is taken in." in sent.stdout
    assert shown["person"] == "hanna.virtanen@contoso.com"
    assert "Nothing was to be done: request RITM-1 is" in approved.stdout
    assert "RITM-1" in listed.stdout
    assert cancelled.stdout.strip() == "Taken in: cancel request RITM-1."


def test_a_refused_request_says_why(groundcrew: UpAndRunning, tmp_path: Path) -> None:
    ended = groundcrew.shell.run("send", "request", a_request(tmp_path, persona="pilot"))

    assert ended.returncode == 1
    assert "The flight plan has no such persona." in " ".join(ended.stdout.split())


def test_a_decision_on_nothing_is_one_sentence(groundcrew: UpAndRunning) -> None:
    ended = groundcrew.shell.run("requests", "approve", "RITM-0", *BY)

    assert ended.returncode == 1
    assert ended.stderr.startswith("Error: 404: No request has this id.")

"""What ``up`` says to try: each way in, sent as its source sends."""

from pathlib import Path

import pytest

from simulator.cargo import PEBBLE
from simulator.cast import AMINA, KLARA_JOINS, LARS_ASKS
from simulator.stories import EXAMPLES
from tests.wire.command_line import UpAndRunning
from tests.wire.test_cli_commands import eventually

KLARA = EXAMPLES / "hire-klara.json"


def test_a_webhook_is_signed_as_its_vendor_signs_and_its_person_is_asked_back(
    groundcrew: UpAndRunning,
) -> None:
    ended = groundcrew.shell.run("send", "hr", str(KLARA), "--source", "bamboohr")

    assert ended.returncode == 0, ended.stderr
    hire = eventually(groundcrew.shell, "hires", KLARA_JOINS.employee_id)
    assert hire["person"] == KLARA_JOINS.colleague.upn


def test_a_supplier_sends_with_a_key_of_its_own(groundcrew: UpAndRunning) -> None:
    notice = EXAMPLES / "shipment-litware.edi"

    ended = groundcrew.shell.run("send", "shipment", str(notice), "--source", "litware")

    assert ended.returncode == 0, ended.stderr
    assert f"{len(PEBBLE.machines)} accepted, 0 refused." in ended.stdout


def test_a_request_waits_for_the_manager(groundcrew: UpAndRunning) -> None:
    run, id_ = groundcrew.shell.run, LARS_ASKS.id
    run("send", "request", str(EXAMPLES / "request-lars.json"))
    eventually(groundcrew.shell, "requests", id_)

    stranger = run("requests", "approve", id_, "--by", "hanna.virtanen@contoso.com")
    manager = run("requests", "approve", id_, "--by", AMINA.upn)

    assert "Taken in: approve" not in stranger.stdout
    assert manager.stdout == f"Taken in: approve request {id_}.\n"


def test_what_nobody_signed_is_not_the_vendors(groundcrew: UpAndRunning, tmp_path: Path) -> None:
    file = tmp_path / "hire.json"
    file.write_bytes(KLARA.read_bytes())
    elsewhere = groundcrew.address.url.replace("127.0.0.1", "localhost")

    ended = groundcrew.shell.run(
        "send", "hr", str(file), "--source", "bamboohr", "--url", elsewhere, "--key", "wrong"
    )

    assert ended.returncode == 1
    assert "What a vendor signs only the vendor can send" in " ".join(ended.stderr.split())


@pytest.mark.parametrize("word", ["hire-klara.json", "shipment-litware.edi", "request-lars.json"])
def test_up_names_an_example_for_each_way_in(groundcrew: UpAndRunning, word: str) -> None:
    assert word in groundcrew.said

"""``send``, ``devices``, ``hires`` and ``parked`` against a running app."""

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from simulator.hardware import hardware_hash
from tests.manifests import DATA
from tests.wire.command_line import Shell, UpAndRunning

HEADER = "Device Serial Number,Windows Product ID,Hardware Hash,Group Tag"


def a_manifest(folder: Path, *lines: tuple[str, str]) -> Path:
    """Write a manifest; each line has a serial number and that of the machine hashed."""
    rows = [
        f"{own},,{hardware_hash(hashed, 'Contoso', 'Contoso 13')},OFFICE" for own, hashed in lines
    ]
    file = folder / "manifest.csv"
    file.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    return file


def a_hire(folder: Path, employee_id: str) -> Path:
    event = {
        "specversion": "1.0",
        "type": "hire.created",
        "source": "/tests",
        "id": f"hire-{employee_id}",
        "data": {"employee_id": employee_id, "user_principal_name": "hanna.virtanen@contoso.com"},
    }
    file = folder / "hire.json"
    file.write_text(json.dumps(event), encoding="utf-8")
    return file


def eventually(shell: Shell, *arguments: str) -> Mapping[str, Any]:
    """Ask until there is an answer; what is posted goes through a queue first."""
    for _ in range(40):
        ended = shell.run(*arguments, "--json")
        if ended.returncode == 0:
            found: Mapping[str, Any] = json.loads(ended.stdout)
            return found
        time.sleep(0.2)
    raise AssertionError(ended.stderr)


def test_a_shipment_is_sent_and_its_devices_can_be_seen(
    groundcrew: UpAndRunning, tmp_path: Path
) -> None:
    ended = groundcrew.shell.run(
        "send", "shipment", str(a_manifest(tmp_path, ("SN-701", "SN-701")))
    )

    assert ended.returncode == 0, ended.stderr
    assert "manifest.csv: 1 accepted, 0 refused." in ended.stdout
    assert eventually(groundcrew.shell, "devices", "sn-701")["serial"] == "SN-701"
    sheet = groundcrew.shell.run("devices", "SN-701").stdout
    assert "Announced with shipment" in sheet
    assert "SN-701" in groundcrew.shell.run("devices").stdout


def test_what_is_said_of_a_whole_file_goes_with_it(
    groundcrew: UpAndRunning, tmp_path: Path
) -> None:
    file = tmp_path / "identifiers.txt"
    file.write_text("Contoso,Contoso 13,SN-705\n", encoding="utf-8")
    said = ("--shipment-id", "S-705", "--order-reference", "PO-705")

    ended = groundcrew.shell.run("send", "shipment", str(file), *said)

    assert ended.returncode == 0, ended.stderr
    assert "read as corporate identifiers" in ended.stdout
    device = eventually(groundcrew.shell, "devices", "SN-705")
    assert device["order_reference"] == "PO-705"
    assert "shipment S-705" in device["timeline"][0]["what"]


def test_an_edi_file_is_sent(groundcrew: UpAndRunning) -> None:
    ended = groundcrew.shell.run("send", "shipment", str(DATA / "ship-notice.edi"))

    assert ended.returncode == 0, ended.stderr
    assert eventually(groundcrew.shell, "devices", "PF5T0R7A")["order_reference"] == "PO-4471"


def test_a_refused_line_has_its_verdict_and_fails_the_command(
    groundcrew: UpAndRunning, tmp_path: Path
) -> None:
    manifest = a_manifest(tmp_path, ("SN-702", "SN-702"), ("SN-703", "SN-799"))

    ended = groundcrew.shell.run("send", "shipment", str(manifest))

    assert ended.returncode == 1
    assert "was collected on the machine SN-799" in " ".join(ended.stdout.split())
    assert "1 accepted, 1 refused." in ended.stdout


def test_of_a_long_file_only_what_is_remarkable_is_shown(
    groundcrew: UpAndRunning, tmp_path: Path
) -> None:
    good = [(f"SN-8{number:02}", f"SN-8{number:02}") for number in range(45)]
    manifest = a_manifest(tmp_path, *good, ("SN-899", "SN-798"))

    said = groundcrew.shell.run("send", "shipment", str(manifest)).stdout

    assert "45 accepted, 1 refused." in said
    assert "SN-899" in said
    assert "SN-801" not in said


def test_a_receipt_can_be_had_as_json(groundcrew: UpAndRunning, tmp_path: Path) -> None:
    manifest = a_manifest(tmp_path, ("SN-704", "SN-704"), ("NONE", "NONE"))

    ended = groundcrew.shell.run("send", "shipment", str(manifest), "--json")

    receipt = json.loads(ended.stdout)
    assert ended.returncode == 1
    assert [line["verdict"] for line in receipt["lines"]] == ["accepted", "refused"]


def test_a_hire_is_sent_and_can_be_seen(groundcrew: UpAndRunning, tmp_path: Path) -> None:
    ended = groundcrew.shell.run("send", "hr", str(a_hire(tmp_path, "70001")))

    assert ended.returncode == 0, ended.stderr
    hire = eventually(groundcrew.shell, "hires", "70001")
    assert hire["person"] == "hanna.virtanen@contoso.com"
    assert "70001" in groundcrew.shell.run("hires").stdout


def test_a_refused_event_has_its_verdict(groundcrew: UpAndRunning, tmp_path: Path) -> None:
    file = tmp_path / "hire.json"
    file.write_text('{"specversion": "1.0", "type": "hire.created"}', encoding="utf-8")

    ended = groundcrew.shell.run("send", "hr", str(file))

    assert ended.returncode == 1
    assert "refused" in ended.stdout
    assert "missing" in ended.stdout


def test_an_unknown_serial_number_is_one_sentence(groundcrew: UpAndRunning) -> None:
    ended = groundcrew.shell.run("devices", "SN-000")

    assert ended.returncode == 1
    assert ended.stderr.startswith("Error: No device has the serial number SN-000.\n")


def test_an_unknown_source_is_one_sentence(groundcrew: UpAndRunning, tmp_path: Path) -> None:
    ended = groundcrew.shell.run(
        "send", "hr", str(a_hire(tmp_path, "70002")), "--source", "carrier-pigeon"
    )

    assert ended.returncode == 1
    assert "There is no such source." in " ".join(ended.stdout.split())


def test_a_wrong_key_is_one_sentence_with_the_remedy(groundcrew: UpAndRunning) -> None:
    ended = groundcrew.shell.run("devices", "--url", groundcrew.address.url, "--key", "wrong")

    assert ended.returncode == 1
    assert "does not accept the key" in ended.stderr
    assert "GROUNDCREW_KEY" in ended.stderr


def test_a_refused_connection_is_one_sentence_with_the_remedy(groundcrew: UpAndRunning) -> None:
    ended = groundcrew.shell.run("devices", "--url", "http://127.0.0.1:9", "--json")

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == (
        "Error: Nobody answers at http://127.0.0.1:9.\n"
        "Start Groundcrew with 'groundcrew up', or say where it is with --url.\n"
    )

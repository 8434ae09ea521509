"""``groundcrew lint`` as a process of its own, on files as they come."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.manifests import DATA
from tests.wire.command_line import Shell

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize(
    ("file", "code", "counts"),
    [
        (EXAMPLES / "shipment-fabrikam.csv", 1, (5, 0, 1)),
        (EXAMPLES / "shipment-tailspin.json", 0, (4, 0, 0)),
        (DATA / "ship-notice.edi", 0, (3, 0, 0)),
        (DATA / "corporate-identifiers.csv", 0, (3, 0, 0)),
        (DATA / "excel-german.csv", 1, (0, 2, 1)),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_a_file_is_judged_without_an_app(
    tmp_path: Path, file: Path, code: int, counts: tuple[int, int, int]
) -> None:
    ended = Shell(home=tmp_path).run("lint", str(file), "--json")

    told = json.loads(ended.stdout)
    assert ended.returncode == code
    assert (told["accepted"], told["noted"], told["refused"]) == counts


def test_the_verdicts_go_into_a_file_byte_for_byte(tmp_path: Path) -> None:
    shell = Shell(home=tmp_path)
    arguments = ("lint", str(EXAMPLES / "shipment-fabrikam.csv"), "--csv")

    ended = subprocess.run(  # noqa: S603  our own command
        shell.command(arguments),
        capture_output=True,
        check=False,
        env=shell.variables(),
        timeout=110,
    )

    assert ended.stdout.startswith(b"\xef\xbb\xbfline,serial,verdict")
    assert ended.stdout.count(b"\r\n") == ended.stdout.count(b"\n") == 7
    assert ended.returncode == 1


def test_wrong_usage_is_told(tmp_path: Path) -> None:
    ended = Shell(home=tmp_path).run("lint", str(tmp_path / "nowhere.csv"))

    assert (ended.returncode, ended.stdout) == (2, "")
    assert "Invalid value for 'file'" in ended.stderr

"""``groundcrew lint``: the app's verdicts without the app."""

import csv
import io
import json
from contextlib import chdir
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from tests.manifests import DATA
from tests.receiving import a_hash

EXAMPLE = Path(__file__).parents[2] / "examples" / "shipment-fabrikam.csv"
PLAN = """\
default_persona: office
personas:
  office:
    groups:
      - name: Autopilot Office
  lab:
    groups:
      - name: Autopilot Lab
sources:
  tailspin:
    takes: [procurement]
    verifier:
      key: {}
    secrets: [TAILSPIN_KEY]
    may_use:
      personas: [lab]
  hr:
    takes: [hr]
    verifier:
      key: {}
    secrets: [HR_KEY]
"""


@pytest.fixture
def plan(tmp_path: Path) -> str:
    file = tmp_path / "plan.yaml"
    file.write_text(PLAN, encoding="utf-8")
    return str(file)


def lint(*arguments: str | Path) -> Result:
    variables = {"COLUMNS": "200", "NO_COLOR": "1"}
    return CliRunner().invoke(app, ["lint", *map(str, arguments)], env=variables)


def a_file(folder: Path, text: str, name: str = "devices.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def verdicts(ended: Result) -> list[str]:
    return [line["verdict"] for line in json.loads(ended.stdout)["lines"]]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (DATA / "ship-notice.edi", 0),
        (DATA / "cancellation.x12", 0),
        (DATA / "partner-center.csv", 0),
        (DATA / "excel-german.csv", 1),
        (DATA / "powershell-export.csv", 1),
        (EXAMPLE, 1),
        (EXAMPLE.with_name("shipment-tailspin.json"), 0),
        (EXAMPLE.with_name("hire-hanna.json"), 1),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_a_file_ends_with_whether_anything_is_refused(file: Path, code: int) -> None:
    assert lint(file).exit_code == code


def test_the_table_tells_verdicts_notes_and_a_sum() -> None:
    said = " ".join(lint(DATA / "excel-german.csv").stdout.split())

    assert "0001234567 noted Excel's mark of a text was taken away" in said
    assert "Note: The columns are separated by semicolons." in said
    assert "excel-german.csv: 2 accepted, 1 refused." in said


def test_json_is_the_receipt_without_a_receipt() -> None:
    told = json.loads(lint(EXAMPLE, "--json").stdout)

    assert (told["accepted"], told["refused"], "receipt" in told) == (5, 1, False)


def test_csv_is_what_goes_back_to_the_supplier() -> None:
    ended = lint(EXAMPLE, "--csv")

    rows = list(csv.reader(io.StringIO(ended.stdout_bytes.decode("utf-8-sig"), newline="")))
    assert rows[0][:4] == ["line", "serial", "verdict", "code"]
    assert [row[3] for row in rows[1:] if row[2] == "refused"] == ["hash-of-another-machine"]
    assert b"\r\r\n" not in ended.stdout_bytes


def test_a_file_that_cannot_be_read_is_refused_as_a_whole(tmp_path: Path) -> None:
    ended = lint(a_file(tmp_path, "Number\n7\n"), "--json")

    assert (ended.exit_code, json.loads(ended.stdout)["code"]) == (1, "header-wrong")


def test_a_persona_is_known_by_the_plan(tmp_path: Path, plan: str) -> None:
    file = a_file(tmp_path, "Serial,Hash,Persona\nSN-1,,lab\nSN-2,,attic\n")

    assert verdicts(lint(file, "--plan", plan, "--json")) == ["accepted", "refused"]


def test_without_a_plan_any_persona_goes(tmp_path: Path) -> None:
    with chdir(tmp_path):
        ended = lint(a_file(tmp_path, "Serial,Hash,Persona\nSN-1,,attic\n"), "--json")

    assert verdicts(ended) == ["accepted"]
    assert "no flight plan here" in ended.stderr


def test_a_source_is_held_to_what_it_may_use(tmp_path: Path, plan: str) -> None:
    file = a_file(tmp_path, "Serial,Hash,Persona\nSN-1,,lab\nSN-2,,office\n")

    ended = lint(file, "--plan", plan, "--source", "tailspin", "--json")

    assert verdicts(ended) == ["accepted", "refused"]


def test_the_persona_of_the_file_may_be_said(tmp_path: Path, plan: str) -> None:
    file = a_file(tmp_path, "Serial,Hash\nSN-1,\n")

    whole = ("--plan", plan, "--source", "tailspin")
    assert lint(file, *whole).exit_code == 1
    assert lint(file, *whole, "--persona", "lab").exit_code == 0


@pytest.mark.parametrize(("form", "code"), [("corporate-identifiers", 0), ("edi", 1), ("json", 1)])
def test_the_form_may_be_said(tmp_path: Path, form: str, code: int) -> None:
    file = a_file(tmp_path, "Contoso,C 13,SN-1\n", name="devices.list")

    assert lint(file, "--format", form).exit_code == code


def test_a_text_file_is_known_by_how_it_begins(tmp_path: Path) -> None:
    edi = (DATA / "ship-notice.edi").read_text(encoding="ascii")

    assert lint(a_file(tmp_path, edi, name="a.txt")).exit_code == 0
    assert lint(a_file(tmp_path, "Serial\tHash\nSN-1\t\n", name="b.txt")).exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("nowhere.csv",),
        ("README.md",),
        (EXAMPLE, "--plan", "nowhere.yaml"),
        (EXAMPLE, "--plan", EXAMPLE),
        (EXAMPLE, "--source", "nobody"),
        (EXAMPLE, "--json", "--csv"),
        (EXAMPLE, "--format", "xlsx"),
    ],
    ids=str,
)
def test_wrong_usage_is_2(arguments: tuple[str | Path, ...]) -> None:
    assert lint(*arguments).exit_code == 2


def test_a_source_that_sends_no_shipments_is_wrong_usage(plan: str) -> None:
    ended = lint(EXAMPLE, "--plan", plan, "--source", "hr")

    assert ended.exit_code == 2
    assert "It has: tailspin." in ended.stderr


def test_no_hash_is_shown(tmp_path: Path) -> None:
    ended = lint(a_file(tmp_path, f"Serial,Hash\n{a_hash()},SN-1\n"), "--json")

    assert a_hash()[:30] not in ended.output

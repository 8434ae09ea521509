"""The command line's help and exit codes, without an app."""

import subprocess
import sys

import pytest
import typer
from typer.testing import CliRunner

from cli.exits import ExitCode, Trouble, carry_out
from cli.main import app

COMMANDS = [
    *("demo", "up", "send", "send hr", "send shipment", "send request", "devices", "hires"),
    *("requests", "requests approve", "requests refuse", "requests order", "requests cancel"),
    *("parked", "parked list", "parked show", "parked redrive", "parked correct"),
    *("parked dismiss", "acts", "lint", "test"),
    *("tenant plan", "tenant apply", "tenant export", "tenant lint"),
    *("tenant check", "schema"),
]


def run(*arguments: str) -> tuple[int, str]:
    ended = CliRunner().invoke(app, list(arguments), env={"COLUMNS": "200", "NO_COLOR": "1"})
    return ended.exit_code, " ".join(ended.output.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_s_help_has_an_example(command: str) -> None:
    code, said = run(*command.split(), "--help")

    assert code == 0
    assert f"Example: groundcrew {command}" in said


def test_the_help_tells_the_exit_codes() -> None:
    _, said = run("--help")

    assert "0 done, 1 failed or refused, 2 wrong usage, 3 changes pending" in said


@pytest.mark.parametrize(
    "arguments", [("fly",), ("demo", "--speed", "fast"), ("demo", "--speed", "0"), ("send", "hr")]
)
def test_wrong_usage_is_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments)[0] == 2


def test_a_file_of_no_known_kind_fails_before_anything_is_sent() -> None:
    code, said = run("send", "hr", "README.md", "--url", "http://127.0.0.1:9")

    assert code == 1
    known = "Files that can be read: .csv, .json, .edi, .x12, .txt."
    assert f"README.md is of no known kind. {known}" in said


def test_a_file_that_is_not_there_is_one_sentence() -> None:
    code, said = run("send", "hr", "nowhere.json", "--url", "http://127.0.0.1:9")

    assert (code, said) == (1, "Error: nowhere.json cannot be read: No such file or directory.")


def test_a_report_that_cannot_be_written_is_told_at_once() -> None:
    code, said = run("demo", "--report", "no/such/folder/report.json")

    assert code == 1
    assert "cannot be written" in said
    assert "Starting" not in said


async def fails() -> ExitCode:
    raise Trouble("It broke [red]badly.", "Mend it.")


def test_a_trouble_is_told_as_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as ended:
        carry_out(fails)

    assert ended.value.exit_code == 1
    assert capsys.readouterr().err == "Error: It broke [red]badly.\nMend it.\n"


def test_help_imports_no_sdk_and_no_server() -> None:
    program = (
        "import sys; sys.argv = ['groundcrew', '--help']\n"
        "from cli.main import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'msgraph', 'aiohttp', 'azure', 'httpx', 'pydantic', 'simulator'}\n"
        "print('HEAVY', sorted(heavy & sys.modules.keys()))\n"
    )

    ended = subprocess.run(  # noqa: S603  our own words
        [sys.executable, "-c", program], capture_output=True, check=True, encoding="utf-8"
    )

    assert ended.stdout.splitlines()[-1] == "HEAVY []"

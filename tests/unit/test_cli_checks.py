"""``groundcrew test``: every check runs, and one failure is enough."""

import pytest

from cli.checks import CHECKS, Check, run_checks
from cli.exits import ExitCode

GOOD = Check(name="good", command=("-c", ""))
BAD = Check(name="bad", command=("-c", "raise SystemExit(3)"))
# Succeeds when it is given what follows on the command line.
LAST = Check(name="last", command=("-c", "import sys; raise SystemExit(sys.argv[1:] != ['-k'])"))


def test_all_good_is_done(capfd: pytest.CaptureFixture[str]) -> None:
    code = run_checks([], (GOOD, GOOD))

    assert code is ExitCode.DONE
    assert capfd.readouterr().out.count("passed") == 2


def test_a_failure_fails_and_the_others_still_run(capfd: pytest.CaptureFixture[str]) -> None:
    code = run_checks([], (BAD, GOOD))

    assert code is ExitCode.FAILED
    said = capfd.readouterr().out
    assert said.count("FAILED") == 1
    assert said.count("passed") == 1


def test_arguments_go_to_the_last_check() -> None:
    assert run_checks(["-k"], (GOOD, LAST)) is ExitCode.DONE


def test_the_checks_are_the_five_of_this_project() -> None:
    names = [check.name for check in CHECKS]

    assert names == ["ruff check", "ruff format", "mypy", "lint-imports", "pytest"]

"""The audit of packages tells an all-clear, a weakness and silence apart."""

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from cli.audit_app import Unreachable
from cli.auditing import CANARY, accepted_in, audit, locked
from cli.checks import ROOT
from cli.exits import ExitCode, Trouble

TODAY = date(2026, 11, 21)
LOCK = """
version = 1
[[package]]
name = "fabrikam"
version = "1.2.0"
source = { registry = "https://pypi.org/simple" }
[[package]]
name = "groundcrew"
version = "0.1.0"
source = { editable = "." }
"""
WEAK = {"id": "PYSEC-2026-1", "aliases": ["CVE-2026-1"], "summary": "-", "affected": []}
KNOWN = {CANARY[0]: [{**WEAK, "id": "PYSEC-2021-1", "aliases": []}]}

type Known = Mapping[str, Sequence[Mapping[str, Any]]]


@contextmanager
def a_database(known: Known, status: int = 200, body: bytes | None = None) -> Iterator[str]:
    """Answer as OSV does, on this machine."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            weak = known.get(asked["package"]["name"], ())
            told = json.dumps({"vulns": weak} if weak else {}).encode()
            self.send_response(status)
            self.end_headers()
            self.wfile.write(told if body is None else body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  its own name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1/query"
    server.shutdown()
    server.server_close()
    thread.join()


def a_root(folder: Path, accepted: str = "") -> Path:
    (folder / "uv.lock").write_text(LOCK, encoding="utf-8")
    text = f"[tool.groundcrew-audit]\naccepted = [{accepted}]\n"
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    return folder


def audited(database: str, root: Path, unreachable: Unreachable = Unreachable.TOLERATED) -> int:
    return audit(database, unreachable, TODAY, root)


def test_nothing_known_is_an_all_clear(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with a_database(KNOWN) as database:
        assert audited(database, a_root(tmp_path)) is ExitCode.DONE

    told = capsys.readouterr().out
    assert "1 packages of the lock file, 0 advisories to look into" in told


def test_a_known_weakness_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with a_database({**KNOWN, "fabrikam": [WEAK]}) as database:
        assert audited(database, a_root(tmp_path)) is ExitCode.FAILED

    assert "fabrikam 1.2.0: PYSEC-2026-1, CVE-2026-1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("unreachable", "code"),
    [(Unreachable.TOLERATED, ExitCode.DONE), (Unreachable.REQUIRED, ExitCode.FAILED)],
)
def test_silence_is_told_aloud_and_fails_where_that_is_wanted(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    unreachable: Unreachable,
    code: ExitCode,
) -> None:
    nobody = "http://127.0.0.1:9/v1/query"

    assert audited(nobody, a_root(tmp_path), unreachable) is code
    assert "NOT AUDITED" in capsys.readouterr().err


@pytest.mark.parametrize(
    "answers",
    [
        {"known": {}},
        {"known": KNOWN, "status": 503},
        {"known": KNOWN, "status": 404},
        {"known": KNOWN, "body": b"<html>Sign in to the proxy</html>"},
        {"known": KNOWN, "body": b"{}"},
    ],
    ids=["knows-nothing", "unavailable", "missing", "html", "empty"],
)
def test_whatever_knows_nothing_is_no_all_clear(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], answers: Mapping[str, Any]
) -> None:
    with a_database(**answers) as database:
        assert audited(database, a_root(tmp_path), Unreachable.REQUIRED) is ExitCode.FAILED

    assert "NOT AUDITED" in capsys.readouterr().err


def test_a_package_that_was_not_looked_up_is_no_all_clear(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    known = {"name": CANARY[0], "version": CANARY[1], "vulns": [{"id": "PYSEC-2021-1"}]}
    skipped = {"name": "fabrikam", "skip_reason": "not found"}
    # Whatever stands in the current folder is run in the place of pip-audit.
    said = f"print({json.dumps(json.dumps({'dependencies': [known, skipped]}))})"
    (tmp_path / "pip_audit.py").write_text(said, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert audited("", a_root(tmp_path), Unreachable.REQUIRED) is ExitCode.FAILED
    assert "1 of 2 packages were not looked up" in capsys.readouterr().err


ACCEPTED = '{{id = "CVE-2026-1", why = "Only its command line is weak.", until = {until}}}'


@pytest.mark.parametrize(
    ("until", "code"), [("2026-11-21", ExitCode.DONE), ("2026-11-20", ExitCode.FAILED)]
)
def test_an_accepted_advisory_is_passed_over_until_its_day(
    tmp_path: Path, until: str, code: ExitCode
) -> None:
    root = a_root(tmp_path, ACCEPTED.format(until=until))

    with a_database({**KNOWN, "fabrikam": [WEAK]}) as database:
        assert audited(database, root) is code


@pytest.mark.parametrize("entry", ['{id = "X"}', '{id = "X", why = " ", until = 2027-01-01}'])
def test_nothing_is_accepted_without_a_reason_and_an_end(tmp_path: Path, entry: str) -> None:
    with pytest.raises(Trouble):
        accepted_in(a_root(tmp_path, entry) / "pyproject.toml")


def test_the_lock_file_is_read_and_the_canary_is_not_in_it() -> None:
    packages = dict(locked(ROOT / "uv.lock"))

    assert {"msgraph-sdk", "azure-functions"} <= set(packages)
    assert CANARY[0] not in packages
    assert "groundcrew" not in packages


def test_ci_audits_before_it_tests() -> None:
    steps = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()

    assert steps.index("make audit") < steps.index("make test")


def test_what_this_project_accepts_has_its_reasons() -> None:
    assert accepted_in(ROOT / "pyproject.toml") == ()

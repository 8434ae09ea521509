"""``groundcrew audit``: what is known to be wrong with the packages of the lock file.

The answer comes from a database on the network.  Whoever does not reach it must
not take silence for an all-clear, and a mirror may answer everything with
nothing.  So a package that everybody knows to be weak is asked for as well: a
database that does not know that one has not been reached.
"""

import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cli.audit_app import Unreachable
from cli.checks import ROOT
from cli.exits import ExitCode, Trouble
from cli.terminal import console_for_data, console_for_errors, progress

# Django 3.2 has had dozens of advisories since 2021; it is in nobody's lock file here.
CANARY = ("django", "3.2")
# Seconds: a few hundred short questions, one after the other.
_PATIENCE = 300

type Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Advisory:
    """Something that is known of a package, by all its ids."""

    package: str
    version: str
    ids: tuple[str, ...]
    fixed_in: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """An advisory that somebody has looked into: why it does not matter, and until when."""

    id: str
    why: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the database said; *trouble* says why it did not."""

    advisories: tuple[Advisory, ...] = ()
    packages: int = 0
    trouble: str = ""


def audit(database: str, unreachable: Unreachable, today: date, root: Path = ROOT) -> ExitCode:
    """Look the locked packages up, and say what is known of them.

    ``FAILED`` when anything is, that nobody has accepted; when the database does
    not answer, as *unreachable* says.
    """
    accepted = accepted_in(root / "pyproject.toml")
    with progress("Asking for advisories", aloud=True):
        told = ask(locked(root / "uv.lock"), database)
    if told.trouble:
        return _unreached(told, unreachable)
    valid = {each.id for each in accepted if each.until >= today}
    open_ = [each for each in told.advisories if not valid & {*each.ids}]
    _list(open_)
    console_for_data().print(
        f"{told.packages} packages of the lock file, {len(open_)} advisories to look into, "
        f"{len(told.advisories) - len(open_)} accepted.",
        markup=False,
    )
    return ExitCode.FAILED if open_ else ExitCode.DONE


def locked(file: Path) -> list[tuple[str, str]]:
    """List the packages of a lock file that come from a registry, with their versions."""
    packages = tomllib.loads(file.read_text(encoding="utf-8"))["package"]
    return [(each["name"], each["version"]) for each in packages if "registry" in each["source"]]


def accepted_in(file: Path) -> tuple[Accepted, ...]:
    """Read which advisories were accepted (``Trouble`` when one has no reason or no end)."""
    tool = tomllib.loads(file.read_text(encoding="utf-8")).get("tool", {})
    try:
        accepted = tuple(Accepted(**each) for each in tool.get("groundcrew-audit", {})["accepted"])
    except KeyError:
        return ()
    except TypeError as error:
        raise Trouble(
            "An accepted advisory in pyproject.toml is not complete.",
            'Write id, why and until: {id = "CVE-...", why = "...", until = 2027-01-31}.',
        ) from error
    for each in accepted:
        if not each.why.strip():
            raise Trouble(f"{each.id} is accepted without a reason.", "Write why it is.")
    return accepted


def ask(packages: Iterable[tuple[str, str]], database: str) -> Told:
    """Ask for everything that is known of these packages, and of the canary."""
    wanted = dict([*packages, CANARY])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "requirements.txt"
        lines = (f"{name}=={version}\n" for name, version in wanted.items())
        file.write_text("".join(lines), encoding="utf-8")
        try:
            ended = subprocess.run(  # noqa: S603  our own tool
                _command(file, database),
                capture_output=True,
                check=False,
                encoding="utf-8",
                timeout=_PATIENCE,
            )
        except subprocess.TimeoutExpired:
            return Told(trouble=f"no answer within {_PATIENCE} seconds")
    return _read(ended.stdout, ended.stderr, len(wanted))


def _command(file: Path, database: str) -> list[str]:
    which = ("--requirement", str(file), "--no-deps", "--disable-pip")
    whom = ("--vulnerability-service", "osv", "--osv-url", database)
    return [
        *(sys.executable, "-m", "pip_audit", *which, *whom),
        *("--format", "json", "--progress-spinner", "off"),
    ]


def _read(output: str, errors: str, asked: int) -> Told:
    try:
        answered: list[Json] = json.loads(output)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Told(trouble=(errors.strip().splitlines() or ["no answer"])[-1][:300])
    looked_up = [each for each in answered if "vulns" in each]
    if len(looked_up) < asked:
        return Told(trouble=f"{asked - len(looked_up)} of {asked} packages were not looked up")
    found = [each for package in looked_up for each in _advisories(package)]
    canary, _ = CANARY
    if not any(each.package == canary for each in found):
        return Told(trouble=f"it answers, and knows nothing of {'=='.join(CANARY)}")
    others = tuple(each for each in found if each.package != canary)
    return Told(advisories=others, packages=asked - 1)


def _advisories(package: Mapping[str, Any]) -> list[Advisory]:
    return [
        Advisory(
            package=package["name"],
            version=package["version"],
            ids=(each["id"], *each.get("aliases", ())),
            fixed_in=tuple(each.get("fix_versions", ())),
        )
        for each in package["vulns"]
    ]


def _unreached(told: Told, unreachable: Unreachable) -> ExitCode:
    console = console_for_errors()
    console.print("[bold yellow]NOT AUDITED:[/] the database of advisories did not answer.")
    console.print(told.trouble, markup=False)
    if unreachable is Unreachable.REQUIRED:
        return ExitCode.FAILED
    console.print("Nothing is known, good or bad. GROUNDCREW_AUDIT=required makes this a failure.")
    return ExitCode.DONE


def _list(advisories: Iterable[Advisory]) -> None:
    for each in advisories:
        mended = f"; mended in {', '.join(each.fixed_in)}" if each.fixed_in else ""
        told = f"{each.package} {each.version}: {', '.join(each.ids)}{mended}"
        console_for_data().print(told, markup=False)

"""The command line as a process of its own, with settings and a home that are nobody's."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

from cli.addresses import Address, recall

LAST_WORDS = "Ctrl-C stops it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """Runs commands with *home* as the user's folder."""

    home: Path

    def run(self, *arguments: str) -> CompletedProcess[str]:
        return subprocess.run(  # noqa: S603  our own command
            self.command(arguments),
            capture_output=True,
            check=False,
            encoding="utf-8",
            env=self.variables(),
            timeout=110,
        )

    def command(self, arguments: tuple[str, ...]) -> list[str]:
        return [sys.executable, "-m", "cli", *arguments]

    def variables(self) -> Mapping[str, str]:
        mine = ("HOME", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA")
        inherited = dict(os.environ)  # noqa: TID251  a child needs its PATH and SYSTEMROOT
        for name in ("GROUNDCREW_URL", "GROUNDCREW_KEY", "FORCE_COLOR"):
            inherited.pop(name, None)
        return inherited | dict.fromkeys(mine, str(self.home)) | {"PYTHONUTF8": "1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class UpAndRunning:
    """What ``groundcrew up`` runs, and a shell that knows of it."""

    shell: Shell
    address: Address
    said: str


@contextmanager
def up(home: Path, *options: str) -> Iterator[UpAndRunning]:
    """Run ``groundcrew up`` until leaving."""
    shell = Shell(home=home)
    command = shell.command(("up", "--port", "0", "--speed", "600", *options))
    errors = (home / "errors.txt").open("wb")
    with (
        errors,
        subprocess.Popen(  # noqa: S603  our own command
            command,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=shell.variables(),
            encoding="utf-8",
        ) as process,
    ):
        try:
            said = _words_of(process, home)
            address = _remembered(home)
            yield UpAndRunning(shell=shell, address=address, said=said)
        finally:
            process.terminate()


def _words_of(process: subprocess.Popen[str], home: Path) -> str:
    assert process.stdout is not None
    said: list[str] = []
    for line in process.stdout:
        said.append(line)
        if LAST_WORDS in line:
            return "".join(said)
    raise AssertionError((home / "errors.txt").read_text(encoding="utf-8"))


def _remembered(home: Path) -> Address:
    (file,) = home.rglob("running.json")
    address = recall(file.parent)
    assert address is not None
    return address

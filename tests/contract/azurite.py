"""Azurite, the emulator of Azure Storage: a Node process that serves tables while tests run."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "azurite"
PROGRAM = FOLDER / "node_modules/azurite/dist/src/table/main.js"
INSTALL = "npm ci --prefix tests/azurite"
ACCOUNT = "groundcrew"
KEY = "Z3JvdW5kY3Jldw=="  # the word groundcrew: an account that exists while the tests run


def node_or_skip() -> str:
    """Find what runs Azurite; without it skip at a desk, and fail where CI is set."""
    node = shutil.which("node")
    if node is not None and PROGRAM.exists():
        return node
    reason = f"Azure Tables cases need Node and Azurite: {INSTALL}"
    if os.environ.get("CI") == "true":  # noqa: TID251  a question to the test run, no setting
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def serving(node: str, folder: Path) -> Iterator[str]:
    """Run Azurite's table service on a free port; yields its connection string."""
    port = _free_port()
    process = subprocess.Popen(  # noqa: S603  the program is pinned in the lock file
        [
            *(node, str(PROGRAM), "--tablePort", str(port)),
            *("--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent"),
        ],
        cwd=folder,
        env={**os.environ, "AZURITE_ACCOUNTS": f"{ACCOUNT}:{KEY}"},  # noqa: TID251  a child's
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        _wait_until_started(process)
        yield (
            f"DefaultEndpointsProtocol=http;AccountName={ACCOUNT};AccountKey={KEY};"
            f"TableEndpoint=http://127.0.0.1:{port}/{ACCOUNT};"
        )
    finally:
        process.terminate()
        process.communicate(timeout=10)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _wait_until_started(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if "successfully started" in line:
            return
    pytest.fail(f"Azurite did not start: {''.join(said)}")

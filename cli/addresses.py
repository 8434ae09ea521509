"""Where the running app is: said by the caller, or remembered from ``groundcrew up``."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import typer

from cli.exits import Trouble

_FILE = "running.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where an app answers, and the key that opens its functions."""

    url: str
    key: str


def find(url: str | None, key: str | None) -> Address:
    """Take what the caller said, and add what is remembered (``Trouble`` when nothing is)."""
    remembered = recall()
    if url is None:
        if remembered is None:
            raise Trouble(
                "No Groundcrew is known to run on this machine.",
                "Start one with 'groundcrew up', or say where it is with --url and --key.",
            )
        return Address(url=remembered.url, key=key or remembered.key)
    url = url.rstrip("/").removesuffix("/api")
    if key is None and remembered is not None and remembered.url == url:
        key = remembered.key
    return Address(url=url, key=key or "")


def recall(folder: Path | None = None) -> Address | None:
    """Read what ``groundcrew up`` wrote down, if it is there and makes sense."""
    try:
        told = json.loads(_file(folder).read_text(encoding="utf-8"))
        return Address(url=str(told["url"]), key=str(told["key"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(address: Address, folder: Path | None = None) -> None:
    """Write an address down where only this user may read it (``OSError`` when that fails)."""
    path = _file(folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps(asdict(address)), encoding="utf-8")


def forget(address: Address, folder: Path | None = None) -> None:
    """Remove an address, unless another one has been written down meanwhile."""
    if recall(folder) == address:
        _file(folder).unlink(missing_ok=True)


def _file(folder: Path | None) -> Path:
    return (folder or Path(typer.get_app_dir("groundcrew"))) / _FILE

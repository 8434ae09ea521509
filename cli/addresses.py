"""Where the running app is: said by the caller, or remembered from ``groundcrew up``."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import typer

from cli.exits import Trouble

_FILE = "running.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalTenant:
    """Where the simulated Graph is, the tokens that it takes, and its time (``ORIGIN*SPEED``).

    They are worth nothing elsewhere, and last for a day.
    """

    graph: str
    app_token: str
    admin_token: str
    clock: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where an app answers, and the key that opens its functions.

    Of one that ``groundcrew up`` runs, *senders* tells how each source proves that
    it sends (the fields of a ``LocalSender``), *clock* the time that it tells
    (``ORIGIN*SPEED``), and *tenant* how its tenant is set up.
    """

    url: str
    key: str
    senders: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    clock: str = ""
    tenant: LocalTenant | None = None


def find(url: str | None, key: str | None) -> Address:
    """Take what the caller said, and add what is remembered (``Trouble`` when nothing is)."""
    remembered = recall()
    if url is None:
        if remembered is None:
            raise Trouble(
                "No Groundcrew is known to run on this machine.",
                "Start one with 'groundcrew up', or say where it is with --url and --key.",
            )
        url = remembered.url
    url = url.rstrip("/").removesuffix("/api")
    if remembered is None or remembered.url != url:
        return Address(url=url, key=key or "")
    return replace(remembered, key=key or remembered.key)


def recall(folder: Path | None = None) -> Address | None:
    """Read what ``groundcrew up`` wrote down, if it is there and makes sense."""
    try:
        told = json.loads(_file(folder).read_text(encoding="utf-8"))
        senders = {name: dict(each) for name, each in told.get("senders", {}).items()}
        tenant = told.get("tenant")
        return Address(
            url=str(told["url"]),
            key=str(told["key"]),
            senders=senders,
            clock=str(told.get("clock", "")),
            tenant=LocalTenant(**tenant) if tenant else None,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def remember(address: Address, folder: Path | None = None) -> None:
    """Write an address down where only this user may read it (``OSError`` when that fails).

    What was set up in the tenant before it is gone with that.
    """
    path = _file(folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    local_ids(folder).unlink(missing_ok=True)
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps(asdict(address)), encoding="utf-8")


def forget(address: Address, folder: Path | None = None) -> None:
    """Remove an address, unless another one has been written down meanwhile."""
    if recall(folder) == address:
        _file(folder).unlink(missing_ok=True)


def local_ids(folder: Path | None = None) -> Path:
    """Say where the ids of what is set up in the simulated tenant are kept."""
    return _folder(folder) / "local.ids.json"


def _file(folder: Path | None) -> Path:
    return _folder(folder) / _FILE


def _folder(folder: Path | None) -> Path:
    return folder or Path(typer.get_app_dir("groundcrew"))

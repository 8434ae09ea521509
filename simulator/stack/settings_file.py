"""The settings that the app reads in Azure, pointed at the simulated services."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

# Known to everybody; the identity endpoint answers whoever knows its header.
CLIENT_ID = "7c0e1d5a-3b52-4d0e-9f4b-2a1b6c8d9e01"
_LOOPBACK = "127.0.0.1,localhost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where the simulated services are."""

    service_bus: str
    graph: str
    identity_endpoint: str
    identity_header: str


def settings_of(
    addresses: Addresses, database: Path, flight_plan: Path, clock: str
) -> dict[str, str]:
    """Write the app's settings down.  *clock* reads ``ORIGIN*SPEED``."""
    return {
        "FUNCTIONS_WORKER_RUNTIME": "python",
        "AzureWebJobsFeatureFlags": "EnableWorkerIndexing",
        # The longest body that any intake takes; the host turns down longer ones unread.
        "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT": str(32 * 1024 * 1024),
        "SERVICE_BUS": addresses.service_bus,
        "STATE_URL": f"sqlite:///{database.as_posix()}",
        "GRAPH_BASE_URL": addresses.graph,
        "AZURE_CLIENT_ID": CLIENT_ID,
        "IDENTITY_ENDPOINT": addresses.identity_endpoint,
        "IDENTITY_HEADER": addresses.identity_header,
        "FLIGHT_PLAN": str(flight_plan),
        "CLOCK": clock,
        # The services are on this machine: a proxy would not find them.
        "NO_PROXY": _LOOPBACK,
        "no_proxy": _LOOPBACK,
    }


def write_keys(path: Path, key: str) -> None:
    """Write the keys of the host, which are this one, where only their owner may read them."""
    _write(path, {"masterKey": key, "functionKeys": {"default": key}})


def write_settings(path: Path, settings: Mapping[str, str]) -> None:
    """Write a ``local.settings.json`` that only its owner may read."""
    _write(path, {"IsEncrypted": False, "Values": dict(settings)})


def _write(path: Path, content: Mapping[str, object]) -> None:
    path.touch(mode=0o600)
    path.write_text(json.dumps(content, indent=2), encoding="utf-8")

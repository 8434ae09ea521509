"""The file of ids beside a flight plan, to be kept with it under version control.

``flightplan.ids.json`` holds no secret: ids of objects mean nothing without the
right to read them.  It is sorted, so that a change of one object is one change
in a diff, and written anew as a whole, so that it is never half of one.
"""

import json
import os
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from shared.domain.errors import Misconfigured, Reason
from shared.domain.setup import Kind
from shared.tenant.stored_ids.ids import Key, Stored

DAMAGED = "ids-damaged"
NOT_WRITTEN = "ids-not-written"


def ids_path(flight_plan: Path) -> Path:
    """Say where the ids of a flight plan are."""
    return flight_plan.with_suffix(".ids.json")


class IdsFile:
    """Stored ids in a file of JSON: tenant, kind, key; read anew at every question."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def of(self, tenant_id: str) -> Mapping[Key, Stored]:
        """Read everything that is stored of a tenant; ``Misconfigured`` when it is damaged."""
        return self._read().get(tenant_id, {})

    def store(self, tenant_id: str, key: Key, stored: Stored) -> None:
        """Store an id, or an intent; ``Misconfigured`` when it cannot be written."""
        everything = self._read()
        everything.setdefault(tenant_id, {})[key] = stored
        self._write(everything)

    def forget(self, tenant_id: str, key: Key) -> None:
        """Drop an id or an intent."""
        everything = self._read()
        if everything.get(tenant_id, {}).pop(key, None) is not None:
            self._write(everything)

    def _read(self) -> dict[str, dict[Key, Stored]]:
        try:
            written = json.loads(self._path.read_text(encoding="utf-8"))
            return {tenant: _parsed(kinds) for tenant, kinds in written["tenants"].items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise Misconfigured(_damaged(self._path, error)) from error

    def _write(self, everything: Mapping[str, Mapping[Key, Stored]]) -> None:
        tenants = {tenant: _written(stored) for tenant, stored in everything.items() if stored}
        text = json.dumps({"tenants": tenants}, indent=2, sort_keys=True, ensure_ascii=False)
        try:
            _replace(self._path, f"{text}\n")
        except OSError as error:
            raise Misconfigured(_not_written(self._path, error)) from error


def _replace(path: Path, text: str) -> None:
    # In the same folder, because only there the one takes the other's place in one go.
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _parsed(kinds: Mapping[str, Any]) -> dict[Key, Stored]:
    return {
        (Kind(kind), key): Stored(id=str(entry["id"]), since=datetime.fromisoformat(entry["since"]))
        for kind, keys in kinds.items()
        for key, entry in keys.items()
    }


def _written(stored: Mapping[Key, Stored]) -> dict[str, dict[str, dict[str, str]]]:
    kinds: dict[str, dict[str, dict[str, str]]] = {}
    for (kind, key), each in stored.items():
        entry = {"id": each.id, "since": each.since.isoformat()}
        kinds.setdefault(kind.value, {})[key] = entry
    return kinds


def _damaged(path: Path, error: Exception) -> Reason:
    return Reason(
        code=DAMAGED,
        sentence=f"{path} cannot be read ({type(error).__name__}).",
        remedy="Restore the file from version control. Without it objects are recognised by "
        "their names: delete it only if no two of a kind share one.",
    )


def _not_written(path: Path, error: OSError) -> Reason:
    return Reason(
        code=NOT_WRITTEN,
        sentence=f"{path} cannot be written ({error.strerror or type(error).__name__}).",
        remedy="Apply from a folder that you may write to, so that the ids of what is created "
        "are not lost, or say where else they shall be kept.",
    )

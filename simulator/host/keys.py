"""The access keys of a function app and what each of them opens."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hmac import compare_digest
from pathlib import Path

from simulator.host.errors import HostError
from simulator.host.json_file import read_object

_DEFAULT = "default"


class AuthLevel(StrEnum):
    """How well a caller of an HTTP function must be known."""

    ANONYMOUS = "ANONYMOUS"
    FUNCTION = "FUNCTION"
    ADMIN = "ADMIN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The master key, the host keys by name, and keys of single functions by function and name."""

    master: str
    host: Mapping[str, str]
    functions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def default(self) -> str:
        """The host key that opens every function but those of level admin."""
        return self.host.get(_DEFAULT, self.master)

    def admit(self, key: str | None, level: AuthLevel, function: str) -> bool:
        """Whether *key* opens *function* when it asks for *level*."""
        match level:
            case AuthLevel.ANONYMOUS:
                return True
            case AuthLevel.FUNCTION:
                own = self.functions.get(function, {}).values()
                return _among(key, (self.master, *self.host.values(), *own))
            case AuthLevel.ADMIN:
                return _among(key, (self.master,))


def generated_keys() -> Keys:
    """Make fresh keys."""
    return Keys(master=secrets.token_urlsafe(32), host={_DEFAULT: secrets.token_urlsafe(32)})


def read_keys(path: Path) -> Keys:
    """Read keys as ``az functionapp keys list`` prints them, plus ``functions`` by name."""
    content = read_object(path)
    master = content.get("masterKey")
    if not isinstance(master, str) or not master:
        message = f"{path.name}: masterKey must be a string."
        raise HostError(message)
    functions = content.get("functions", {})
    if not isinstance(functions, dict):
        message = f"{path.name}: functions must be an object."
        raise HostError(message)
    return Keys(
        master=master,
        host=_named(content.get("functionKeys", {}), path),
        functions={name: _named(keys, path) for name, keys in functions.items()},
    )


def _named(keys: object, path: Path) -> dict[str, str]:
    if not isinstance(keys, dict) or not all(isinstance(key, str) for key in keys.values()):
        message = f"{path.name}: keys must be strings by name."
        raise HostError(message)
    return keys


def _among(key: str | None, allowed: Iterable[str]) -> bool:
    if not key:
        return False
    return any(compare_digest(key.encode(), one.encode()) for one in allowed)

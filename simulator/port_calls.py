"""What the methods of ports are: which of them write, and what they are asked about."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, cast

type Arguments = tuple[Any, ...]

WRITES = frozenset(
    {
        "import_devices",
        "delete_imports",
        "assign_users",
        "unassign_users",
        "set_group_tags",
        "delete_identities",
        "allow_next_enrollments",
        "delete_managed_devices",
        "sync",
        "import_identifiers",
        "delete_identifiers",
        "add_members",
        "resume",
        "call",
        "begin_export",
        "send",
        "insert",
        "replace",
        "upsert",
        "delete",
    }
)
GUARDED = frozenset({"insert", "replace"})


def _first(arguments: Arguments) -> Collection[str]:
    return cast("Collection[str]", arguments[0])


def _second(arguments: Arguments) -> Collection[str]:
    return cast("Collection[str]", arguments[1])


def _serials(arguments: Arguments) -> Collection[str]:
    return [each.serial for each in arguments[0]]


# Ports that answer each thing on its own raise nothing: what they are asked about, by method.
ASKED: Mapping[str, Callable[[Arguments], Collection[str]]] = {
    "identities": _first,
    "identities_by_id": _first,
    "imports_of": _first,
    "import_devices": _serials,
    "import_records": _first,
    "delete_imports": _first,
    "assign_users": _first,
    "unassign_users": _first,
    "set_group_tags": _first,
    "delete_identities": _first,
    "allow_next_enrollments": _first,
    "blocked_enrollments": _first,
    "profile_statuses": _first,
    "identifiers": _serials,
    "import_identifiers": _serials,
    "delete_identifiers": _serials,
    "devices": _first,
    "members": _second,
    "add_members": _second,
    "users": _first,
    "managers": _first,
    "licensed": _first,
    "managed_devices": _first,
    "delete_managed_devices": _first,
}

"""What an administrator has to grant, or consent to, for ``groundcrew tenant``."""

from collections.abc import Iterator
from typing import Any

from cli.tenant.words import one
from shared.domain.operations import Operation
from shared.domain.setup import Kind
from shared.domain.setup_needs import ALWAYS, READS, WRITES, grant_of, permissions_for
from shared.domain.setup_permissions import DELEGATED_ONLY

_COMMANDS = {"tenant plan": False, "tenant apply": True}


def setup_manifest() -> dict[str, Any]:
    """Write the manifest down for another program, by command."""
    return {
        command: {
            "application": list(permissions_for(Kind, writes=writes, person=False)),
            "delegated": list(permissions_for(Kind, writes=writes, person=True)),
        }
        for command, writes in _COMMANDS.items()
    }


def setup_markdown() -> str:
    """Write the manifest down for docs/permissions.md."""
    return "\n".join((*_in_all(), "", *_by_kind(), "", *_by_request(), ""))


def _in_all() -> Iterator[str]:
    yield "| permission | `tenant plan` | `tenant apply` |"
    yield "| --- | --- | --- |"
    plan, apply = (permissions_for(Kind, writes=each, person=True) for each in (False, True))
    for permission in sorted({*plan, *apply}):
        yield f"| {_code(permission)} | {_who(permission, plan)} | {_who(permission, apply)} |"


def _who(permission: str, needed: tuple[str, ...]) -> str:
    if permission not in needed:
        return ""
    alone = permissions_for(Kind, writes=True, person=False)
    readers = permissions_for(Kind, writes=False, person=False)
    return "app or person" if permission in {*alone, *readers} else "person alone"


def _by_kind() -> Iterator[str]:
    yield "| for | to read | to write as well |"
    yield "| --- | --- | --- |"
    for kind in Kind:
        reads = permissions_for([kind], writes=False, person=True)
        writes = permissions_for([kind], writes=True, person=True)
        added = [each for each in writes if each not in reads]
        yield f"| {one(kind)} | {_codes(reads)} | {_codes(added)} |"


def _by_request() -> Iterator[str]:
    yield "| for | request | permissions |"
    yield "| --- | --- | --- |"
    for operation in _operations():
        grant = grant_of(operation)
        alone = " (a person alone)" if operation in DELEGATED_ONLY else ""
        for call in grant.calls:
            request = _code(f"{call.method} {call.url.replace('{}', '{id}')}")
            yield f"| {operation.value} | {request} | {_codes(grant.permissions)}{alone} |"


def _operations() -> list[Operation]:
    asked = {*ALWAYS, *(each for kind in Kind for each in (*READS[kind], *WRITES[kind]))}
    return [each for each in Operation if each in asked]


def _codes(permissions: tuple[str, ...] | list[str]) -> str:
    return ", ".join(map(_code, permissions))


def _code(text: str) -> str:
    return f"`{text}`"

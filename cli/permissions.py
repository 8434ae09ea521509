"""``groundcrew permissions``: what an administrator has to grant, and which handler asks for it."""

from collections.abc import Iterator
from typing import Any

from rich import box
from rich.table import Table

from cli.exits import ExitCode
from cli.setup_permissions import setup_manifest, setup_markdown
from cli.terminal import console_for_data, write_json
from handlers.permissions import NEEDS, all_permissions, permissions_of
from shared.domain.operations import Operation
from shared.domain.permissions import GRANTS, least


async def show_permissions(*, as_json: bool, as_markdown: bool) -> ExitCode:
    """Print the permission manifest."""
    if as_json:
        write_json(manifest())
    elif as_markdown:
        written = f"{markdown()}\n{setup_markdown()}"
        console_for_data().print(written, markup=False, soft_wrap=True, end="")
    else:
        _show_table()
    return ExitCode.DONE


def manifest() -> dict[str, Any]:
    """Write the manifest down for another program."""
    return {
        "permissions": list(all_permissions()),
        "handlers": {
            handler: {
                "permissions": list(permissions_of(handler)),
                "requests": sorted(
                    {
                        f"{call.method} {call.url.replace('{}', '{id}')}"
                        for operation in operations
                        for call in GRANTS[operation].calls
                    }
                ),
            }
            for handler, operations in NEEDS.items()
        },
        "tenant": setup_manifest(),
    }


def markdown() -> str:
    """Write the manifest down for docs/permissions.md."""
    return "\n".join((*_in_all(), "", *_by_handler(), "", *_by_request(), ""))


def _in_all() -> Iterator[str]:
    yield "| permission | handlers |"
    yield "| --- | --- |"
    for permission in all_permissions():
        handlers = [_code(each) for each in NEEDS if _holds(each, permission)]
        yield f"| {_code(permission)} | {', '.join(handlers)} |"


def _by_handler() -> Iterator[str]:
    yield "| handler | permissions | asks Graph for |"
    yield "| --- | --- | --- |"
    for handler, operations in NEEDS.items():
        granted = ", ".join(map(_code, permissions_of(handler))) or "none"
        asked = ", ".join(each.value for each in Operation if each in operations) or "nothing"
        yield f"| {_code(handler)} | {granted} | {asked} |"


def _by_request() -> Iterator[str]:
    yield "| for | request | permissions |"
    yield "| --- | --- | --- |"
    for operation, grant in GRANTS.items():
        granted = ", ".join(map(_code, least(set(grant.permissions))))
        for call in grant.calls:
            request = _code(f"{call.method} {call.url.replace('{}', '{id}')}")
            yield f"| {operation.value} | {request} | {granted} |"


def _holds(handler: str, permission: str) -> bool:
    read = permission.replace(".ReadWrite.", ".Read.")
    return not {permission, read}.isdisjoint(permissions_of(handler))


def _code(text: str) -> str:
    return f"`{text}`"


def _show_table() -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    table.add_column("Handler", no_wrap=True)
    table.add_column("Application permissions")
    for handler in NEEDS:
        table.add_row(handler, "\n".join(permissions_of(handler)) or "none")
    table.add_section()
    table.add_row("all of them", "\n".join(all_permissions()), style="bold")
    console = console_for_data()
    console.print(table)
    console.print("What 'groundcrew tenant' needs: groundcrew permissions --json")

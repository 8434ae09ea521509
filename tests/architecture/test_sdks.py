"""Every SDK stays in its room; import-linter cannot tell azure's packages apart."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("function_app.py", "handlers", "shared", "simulator", "cli")

# Which rooms may import what.  The simulator's host and broker speak the wire with the SDKs.
ALLOWED = {
    "azure.functions": ("function_app.py",),
    "azure_functions_runtime": ("simulator/host",),
    "azure.servicebus": ("shared/messaging", "simulator/host", "simulator/amqp"),
    "azure.data": ("shared/storage",),
    "sqlite3": ("shared/storage",),
    "azure.identity": ("shared/credentials.py", "shared/graph/faults.py", "simulator/host"),
    "msgraph": ("shared/graph",),
    "msgraph_core": ("shared/graph",),
    "kiota_abstractions": ("shared/graph",),
    "kiota_http": ("shared/graph",),
    "httpx": ("shared/graph", "shared/calling", "cli"),
    "jmespath": ("shared/domain/expressions.py",),
    "lark": ("shared/tenant/rules",),
    "jwt": ("shared/intake", "simulator"),
    "standardwebhooks": ("shared/intake", "shared/runtime", "handlers", "simulator"),
    "yaml": ("shared/flightplan/", "simulator/plan_files.py"),
    "opentelemetry": (
        "shared/runtime/tracing.py",
        "shared/runtime/measures.py",
        "shared/observability/",
    ),
    "typer": ("cli",),
    "rich": ("cli",),
}


def files() -> Iterator[Path]:
    for room in ROOMS:
        yield from [ROOT / room] if room.endswith(".py") else (ROOT / room).rglob("*.py")


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from (name.name for name in names)
            case ast.ImportFrom(module=str(module), level=0, names=names):
                yield from (f"{module}.{name.name}" for name in names)


@pytest.mark.parametrize("sdk", ALLOWED)
def test_an_sdk_is_imported_in_its_own_room_alone(sdk: str) -> None:
    strays = [
        str(path.relative_to(ROOT))
        for path in files()
        if any(name == sdk or name.startswith(f"{sdk}.") for name in imported(path))
        and not path.relative_to(ROOT).as_posix().startswith(ALLOWED[sdk])
    ]

    assert strays == []


@pytest.mark.parametrize("sdk", ALLOWED)
def test_every_room_of_the_table_is_lived_in(sdk: str) -> None:
    importers = [
        path.relative_to(ROOT).as_posix()
        for path in files()
        if any(name == sdk or name.startswith(f"{sdk}.") for name in imported(path))
    ]

    assert importers != []

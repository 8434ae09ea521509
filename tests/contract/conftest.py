"""The stores that a contract runs against, one after the other."""

import secrets
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from shared.storage.opening import open_rows
from shared.storage.sqlite import SqliteRows
from shared.storage.tables import TableRows
from simulator.store import MemoryRows
from tests.contract.azurite import node_or_skip, serving

type Store = MemoryRows | SqliteRows | TableRows


@pytest.fixture(scope="session")
def azurite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(node_or_skip(), tmp_path_factory.mktemp("azurite")) as connection_string:
        yield connection_string


@pytest.fixture
def table_prefix() -> str:
    return "".join(secrets.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(12))


@pytest.fixture(params=["memory", "sqlite", "sqlite in memory", "tables"])
async def rows(
    request: pytest.FixtureRequest, tmp_path: Path, table_prefix: str
) -> AsyncIterator[Store]:
    store: Store
    match request.param:
        case "memory":
            store = MemoryRows()
        case "sqlite":
            store = open_rows(f"sqlite:///{tmp_path / 'rows.db'}", None)
        case "sqlite in memory":
            store = open_rows("sqlite:///:memory:", None)
        case _:
            connection_string = request.getfixturevalue("azurite")
            store = open_rows(connection_string, None, prefix=table_prefix)
    yield store
    await store.close()

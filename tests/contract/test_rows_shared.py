"""Two apps on one store: what one writes the other reads, and neither overwrites the other."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from shared.domain.errors import Conflict
from shared.domain.rows import RowKey
from shared.storage.opening import open_rows
from tests.contract.conftest import Store

KEY = RowKey(table="Counters", partition="p", row="r")
ROOT = Path(__file__).parents[2]
COUNTING = """
import asyncio, sys
from shared.domain.errors import Conflict
from shared.domain.rows import RowKey
from shared.storage.opening import open_rows

async def main():
    rows = open_rows(sys.argv[1], None)
    key = RowKey(table="Counters", partition="p", row="r")
    done = 0
    while done < 200:
        row = await rows.get(key)
        try:
            if row is None:
                await rows.insert(key, {"count": 1})
            else:
                await rows.replace(row, {"count": row.document["count"] + 1})
        except Conflict:
            continue
        done += 1
    await rows.close()

asyncio.run(main())
"""


@pytest.fixture(params=["sqlite", "tables"])
async def apps(
    request: pytest.FixtureRequest, tmp_path: Path, table_prefix: str
) -> AsyncIterator[tuple[Store, Store]]:
    url = f"sqlite:///{tmp_path / 'deep' / 'er' / 'rows.db'}"
    if request.param == "tables":
        url = request.getfixturevalue("azurite")
    one, other = (open_rows(url, None, prefix=table_prefix) for _ in range(2))
    yield one, other
    await one.close()
    await other.close()


async def test_one_app_reads_what_the_other_wrote(apps: tuple[Store, Store]) -> None:
    one, other = apps

    written = await one.insert(KEY, {"count": 1})

    assert await other.get(KEY) == written


async def test_an_app_cannot_replace_what_the_other_has_replaced(apps: tuple[Store, Store]) -> None:
    one, other = apps
    row = await one.insert(KEY, {"count": 1})
    await other.replace(row, {"count": 2})

    with pytest.raises(Conflict):
        await one.replace(row, {"count": 3})


async def test_both_apps_may_write_to_a_new_table_at_once(apps: tuple[Store, Store]) -> None:
    await asyncio.gather(
        *(
            app.upsert(RowKey(table="Fresh", partition="p", row=f"{number}"), {})
            for app in apps
            for number in range(10)
        )
    )

    assert len(await apps[0].within("Fresh", "p")) == 10


async def test_counting_from_both_apps_at_once_loses_nothing(apps: tuple[Store, Store]) -> None:
    await apps[0].insert(KEY, {"count": 0})

    async def count(rows: Store) -> None:
        done = 0
        while done < 25:
            row = await rows.get(KEY)
            assert row is not None
            try:
                await rows.replace(row, {"count": row.document["count"] + 1})
            except Conflict:
                continue
            done += 1

    await asyncio.gather(*(count(rows) for rows in apps))

    row = await apps[0].get(KEY)
    assert row is not None
    assert row.document == {"count": 50}


async def test_two_processes_count_in_one_file_and_lose_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'rows.db'}"
    processes = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", COUNTING, url, cwd=ROOT)
        for _ in range(2)
    ]

    exits = [await process.wait() for process in processes]

    rows = open_rows(url, None)
    row = await rows.get(KEY)
    await rows.close()
    assert exits == [0, 0]
    assert row is not None
    assert row.document == {"count": 400}


async def test_deployments_with_different_prefixes_do_not_see_each_other(
    azurite: str, table_prefix: str
) -> None:
    red = open_rows(azurite, None, prefix=f"{table_prefix}red")
    blue = open_rows(azurite, None, prefix=f"{table_prefix}blue")

    await red.insert(KEY, {"of": "red"})

    assert await blue.get(KEY) is None
    await red.close()
    await blue.close()


async def test_rows_in_a_file_outlive_the_app(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'rows.db'}"
    before = open_rows(url, None)
    written = await before.insert(KEY, {"count": 1})
    await before.close()

    after = open_rows(url, None)

    assert await after.get(KEY) == written
    await after.close()

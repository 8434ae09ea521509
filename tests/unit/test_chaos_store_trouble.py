"""The trouble that the chaos makes in the store's own file, as the store's adapter meets it."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from benchmarks.chaos.store_trouble import StoreTrouble
from shared.domain.errors import Conflict, Unavailable
from shared.domain.rows import RowKey
from shared.storage.sqlite import SqliteRows

WRITES = 2000
KEY = RowKey(table="devices", partition="SN-1", row="")


@pytest.fixture
async def rows(tmp_path: Path) -> AsyncIterator[SqliteRows]:
    rows = SqliteRows(str(tmp_path / "groundcrew.db"))
    await rows.insert(KEY, {"number": 0})
    yield rows
    await rows.close()


@pytest.fixture
async def trouble(rows: SqliteRows, tmp_path: Path) -> AsyncIterator[StoreTrouble]:  # noqa: ARG001  they make the file
    trouble = StoreTrouble(tmp_path / "groundcrew.db", Random(1))  # noqa: S311  chaos, no secret
    trouble.begin()
    yield trouble
    await trouble.end()


async def replaced(rows: SqliteRows) -> Counter[str]:
    """Replace one row again and again, and count how that ended and whether it was written."""
    ends: Counter[str] = Counter()
    for number in range(1, WRITES):
        row = await rows.get(KEY)
        assert row is not None
        end = "told"
        try:
            await rows.replace(row, {"number": number})
        except Conflict:
            end = "conflict"
        except Unavailable:
            end = "unavailable"
        after = await rows.get(KEY)
        assert after is not None
        ends[f"{end}, {'written' if after.document['number'] == number else 'as before'}"] += 1
    return ends


async def test_guarded_writes_meet_each_trouble_and_are_never_told_what_is_not(
    rows: SqliteRows,
    trouble: StoreTrouble,  # noqa: ARG001  it is there
) -> None:
    ends = await replaced(rows)

    assert ends["conflict, as before"] > 0
    assert ends["unavailable, as before"] > 0
    assert ends["unavailable, written"] > 0
    assert ends["told, as before"] == ends["conflict, written"] == 0


async def test_an_upsert_is_never_lost_without_a_word(
    rows: SqliteRows,
    trouble: StoreTrouble,  # noqa: ARG001  it is there
) -> None:
    told = 0
    for number in range(WRITES):
        with suppress(Unavailable):
            await rows.upsert(RowKey(table="parked", partition=f"P-{number}", row=""), {})
            told += 1
    page = await rows.page("parked", None, WRITES)

    assert len(page.rows) >= told


async def test_what_was_done_is_counted_and_ends(rows: SqliteRows, trouble: StoreTrouble) -> None:
    await replaced(rows)
    assert {"conflict", "refused", "lost"} <= trouble.counts().keys()

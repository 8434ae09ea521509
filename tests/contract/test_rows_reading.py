"""Reading many rows: a partition in order, a table page by page, in every store of rows."""

import asyncio

import pytest

from shared.domain.errors import Rejected
from shared.domain.rows import RowKey
from shared.ports import Rows


def a_key(row: str, *, partition: str = "p", table: str = "Devices") -> RowKey:
    return RowKey(table=table, partition=partition, row=row)


async def fill(rows: Rows, count: int, *, partitions: int) -> set[RowKey]:
    keys = {a_key(f"{number:04}", partition=f"p/{number % partitions}") for number in range(count)}
    waiting = iter(keys)

    async def write() -> None:
        for key in waiting:
            await rows.upsert(key, {"row": key.row})

    await asyncio.gather(*(write() for _ in range(16)))
    return keys


async def pages(rows: Rows, limit: int) -> list[list[RowKey]]:
    page = await rows.page("Devices", None, limit)
    found = [[row.key for row in page.rows]]
    while page.continuation is not None:
        page = await rows.page("Devices", page.continuation, limit)
        found.append([row.key for row in page.rows])
    return found


async def test_a_partition_of_a_table_nobody_wrote_to_is_empty(rows: Rows) -> None:
    assert await rows.within("Devices", "p") == ()


async def test_a_partition_is_read_in_the_order_of_its_row_keys(rows: Rows) -> None:
    for row in ("b", "a/", "a", "B", "a0", "é", "10", "9", "a%"):
        await rows.insert(a_key(row), {})

    found = await rows.within("Devices", "p")

    assert [row.key.row for row in found] == ["10", "9", "B", "a", "a%", "a/", "a0", "b", "é"]


async def test_a_partition_holds_the_rows_of_no_other_partition_or_table(rows: Rows) -> None:
    mine = await rows.insert(a_key("r"), {"mine": True})
    await rows.insert(a_key("r", partition="p2"), {})
    await rows.insert(a_key("r", partition="P"), {})
    await rows.insert(a_key("r", table="Shipments"), {})

    assert await rows.within("Devices", "p") == (mine,)


async def test_a_row_of_a_partition_can_be_replaced_with_its_etag(rows: Rows) -> None:
    await rows.insert(a_key("r"), {"life": 1})
    (row,) = await rows.within("Devices", "p")

    await rows.replace(row, {"life": 2})

    assert [row.document for row in await rows.within("Devices", "p")] == [{"life": 2}]


async def test_a_row_of_a_page_can_be_replaced_with_its_etag(rows: Rows) -> None:
    await rows.insert(a_key("r"), {"life": 1})
    (row,) = (await rows.page("Devices", None, 10)).rows

    await rows.replace(row, {"life": 2})

    assert [row.document for row in await rows.within("Devices", "p")] == [{"life": 2}]


async def test_a_page_of_a_table_nobody_wrote_to_is_empty_and_the_last(rows: Rows) -> None:
    page = await rows.page("Devices", None, 10)

    assert page.rows == ()
    assert page.continuation is None


@pytest.mark.parametrize("count", [1, 9, 10, 11, 20, 25])
async def test_pages_hold_every_row_once_and_none_is_over_its_limit(rows: Rows, count: int) -> None:
    keys = await fill(rows, count, partitions=3)

    found = await pages(rows, 10)

    flat = [key for page in found for key in page]
    assert len(flat) == count
    assert set(flat) == keys
    assert all(len(page) <= 10 for page in found)


async def test_a_thousand_rows_at_a_time_reach_the_end_of_2500(rows: Rows) -> None:
    keys = await fill(rows, 2500, partitions=50)

    found = await pages(rows, 5000)

    assert {key for page in found for key in page} == keys
    assert sum(len(page) for page in found) == 2500


async def test_pages_come_in_the_same_order_each_time(rows: Rows) -> None:
    await fill(rows, 40, partitions=4)

    assert await pages(rows, 7) == await pages(rows, 7)


async def test_a_row_that_is_deleted_between_two_pages_does_not_lose_the_others(rows: Rows) -> None:
    keys = await fill(rows, 12, partitions=1)
    first = await rows.page("Devices", None, 5)

    await rows.delete(a_key("0005", partition="p/0"))
    second = await rows.page("Devices", first.continuation, 10)

    assert {row.key for row in (*first.rows, *second.rows)} == keys - {
        a_key("0005", partition="p/0")
    }


@pytest.mark.parametrize("text", ["", "later", "{}", '["p"]', "[1, 2]"])
async def test_a_continuation_that_is_none_of_ours_is_rejected(rows: Rows, text: str) -> None:
    with pytest.raises(Rejected) as refusal:
        await rows.page("Devices", text, 10)

    assert refusal.value.reason.code == "continuation-unreadable"

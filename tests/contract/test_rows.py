"""What every store of rows must do, one row at a time."""

import asyncio
from typing import Any

import pytest

from shared.domain.errors import Conflict, Rejected
from shared.domain.rows import Row, RowKey
from shared.ports import Rows

LONG = "x" * 299


def a_key(row: str = "5CG1234XYZ", *, partition: str = "HP", table: str = "Devices") -> RowKey:
    return RowKey(table=table, partition=partition, row=row)


async def test_a_row_that_was_never_written_is_none(rows: Rows) -> None:
    assert await rows.get(a_key()) is None


async def test_an_inserted_row_is_read_back_with_its_key_and_etag(rows: Rows) -> None:
    inserted = await rows.insert(a_key(), {"stage": "announced"})

    assert inserted.etag
    assert inserted == Row(key=a_key(), document={"stage": "announced"}, etag=inserted.etag)
    assert await rows.get(a_key()) == inserted


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"text": "", "quote": 'it\'s "so" \\ %25', "line": "a\r\n\tb\x00c"},
        {"names": "Müller 山田 🛬 \u202e", "lone": "\ud800"},
        {"none": None, "yes": True, "int": 9_007_199_254_740_993, "float": 0.1, "minus": -1e300},
        {"nested": {"list": [1, [2, {"three": [None, False]}], []], "PartitionKey": "x"}},
        {"odata.etag": "x", "Timestamp": "2026-01-01", "a@odata.type": "Edm.Int64"},
    ],
)
async def test_a_document_comes_back_as_it_was(rows: Rows, document: dict[str, Any]) -> None:
    await rows.insert(a_key(), document)

    found = await rows.get(a_key())

    assert found is not None
    assert found.document == document


@pytest.mark.parametrize("size", [31_900, 32_100, 100_000, 720_000])
async def test_a_large_document_comes_back_as_it_was(rows: Rows, size: int) -> None:
    document = {"hash": "é" + "A" * size}

    inserted = await rows.insert(a_key(), document)
    await rows.replace(inserted, document | {"again": True})

    found = await rows.get(a_key())
    assert found is not None
    assert found.document == document | {"again": True}


async def test_a_large_document_can_become_small_again(rows: Rows) -> None:
    large = await rows.insert(a_key(), {"hash": "A" * 200_000})

    await rows.replace(large, {"hash": None})

    found = await rows.get(a_key())
    assert found is not None
    assert found.document == {"hash": None}


async def test_a_document_of_900_kilobytes_is_rejected(rows: Rows) -> None:
    with pytest.raises(Rejected) as refusal:
        await rows.insert(a_key(), {"hash": "A" * 900_000})

    assert refusal.value.reason.code == "document-too-large"
    assert refusal.value.reason.evidence == {"characters": "900011", "limit": "720896"}


async def test_changing_a_document_afterwards_changes_no_row(rows: Rows) -> None:
    document: dict[str, Any] = {"notes": ["first"]}
    await rows.insert(a_key(), document)

    document["notes"].append("second")

    found = await rows.get(a_key())
    assert found is not None
    assert found.document == {"notes": ["first"]}


async def test_inserting_a_row_twice_is_a_conflict(rows: Rows) -> None:
    first = await rows.insert(a_key(), {"by": "first"})

    with pytest.raises(Conflict):
        await rows.insert(a_key(), {"by": "second"})

    assert await rows.get(a_key()) == first


async def test_a_replaced_row_has_a_new_document_and_a_new_etag(rows: Rows) -> None:
    before = await rows.insert(a_key(), {"stage": "announced", "hash": "long"})

    after = await rows.replace(before, {"stage": "registered"})

    assert after.etag != before.etag
    assert after.document == {"stage": "registered"}
    assert await rows.get(a_key()) == after


async def test_replacing_with_the_same_document_makes_the_older_reading_stale(rows: Rows) -> None:
    before = await rows.insert(a_key(), {"same": 1})
    await rows.replace(before, {"same": 1})

    with pytest.raises(Conflict):
        await rows.replace(before, {"same": 1})


async def test_a_row_can_be_replaced_again_with_the_etag_of_its_replacement(rows: Rows) -> None:
    row = await rows.insert(a_key(), {"count": 0})

    for count in range(1, 4):
        row = await rows.replace(row, {"count": count})

    assert await rows.get(a_key()) == row
    assert row.document == {"count": 3}


async def test_replacing_a_row_that_has_gone_is_a_conflict(rows: Rows) -> None:
    row = await rows.insert(a_key(), {})
    await rows.delete(a_key())

    with pytest.raises(Conflict):
        await rows.replace(row, {"back": True})

    assert await rows.get(a_key()) is None


async def test_replacing_a_row_that_was_deleted_and_inserted_again_is_a_conflict(
    rows: Rows,
) -> None:
    old = await rows.insert(a_key(), {"life": 1})
    await rows.delete(a_key())
    await rows.insert(a_key(), {"life": 1})

    with pytest.raises(Conflict):
        await rows.replace(old, {"life": 2})


async def test_replacing_a_row_in_a_table_nobody_wrote_to_is_a_conflict(rows: Rows) -> None:
    with pytest.raises(Conflict):
        await rows.replace(Row(key=a_key(), document={}, etag='W/"1"'), {})


async def test_an_upsert_writes_a_row_that_is_not_there(rows: Rows) -> None:
    await rows.upsert(a_key(), {"seen": 1})

    found = await rows.get(a_key())
    assert found is not None
    assert found.document == {"seen": 1}


async def test_an_upsert_writes_over_a_row_and_makes_older_readings_stale(rows: Rows) -> None:
    before = await rows.insert(a_key(), {"seen": 1, "more": True})

    await rows.upsert(a_key(), {"seen": 2})

    found = await rows.get(a_key())
    assert found is not None
    assert found.document == {"seen": 2}
    with pytest.raises(Conflict):
        await rows.replace(before, {"seen": 3})


async def test_a_deleted_row_is_gone_and_can_be_inserted_again(rows: Rows) -> None:
    await rows.insert(a_key(), {"life": 1})

    await rows.delete(a_key())

    assert await rows.get(a_key()) is None
    await rows.insert(a_key(), {"life": 2})


async def test_deleting_a_row_that_is_not_there_is_no_error(rows: Rows) -> None:
    await rows.delete(a_key())
    await rows.insert(a_key("another"), {})
    await rows.delete(a_key())

    assert await rows.get(a_key("another")) is not None


async def test_of_twenty_replacements_of_one_reading_exactly_one_wins(rows: Rows) -> None:
    row = await rows.insert(a_key(), {"winner": None})

    outcomes = await asyncio.gather(
        *(rows.replace(row, {"winner": number}) for number in range(20)), return_exceptions=True
    )

    won = [outcome for outcome in outcomes if isinstance(outcome, Row)]
    lost = [outcome for outcome in outcomes if isinstance(outcome, Conflict)]
    assert (len(won), len(lost)) == (1, 19)
    assert await rows.get(a_key()) == won[0]


async def test_of_twenty_insertions_of_one_key_exactly_one_wins(rows: Rows) -> None:
    outcomes = await asyncio.gather(
        *(rows.insert(a_key(), {"winner": number}) for number in range(20)), return_exceptions=True
    )

    won = [outcome for outcome in outcomes if isinstance(outcome, Row)]
    assert len(won) == 1
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 19
    assert await rows.get(a_key()) == won[0]

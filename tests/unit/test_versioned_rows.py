"""Rows of other versions: earlier ones are upgraded, newer ones are left alone."""

from collections.abc import Awaitable, Callable

import pytest

from shared.domain.errors import TooNew
from shared.domain.rows import Document, RowKey
from shared.runtime.row_shapes import Shape
from shared.runtime.versioned_rows import VersionedRows
from simulator.store import MemoryRows
from tests.journeys import a_line, a_world, ship

KEY = RowKey(table="things", partition="T-1", row="")
NOTE = RowKey(table="notes", partition="N-1", row="")


def renamed(document: Document) -> Document:
    return {"title": document["name"]}


def doubled(document: Document) -> Document:
    return {"title": 2 * document["title"]}


SHAPES = {"things": Shape(version=3, upgrades={1: renamed, 2: doubled}, precious=True)}


class Shelf:
    """A store, and what a release with other shapes has put there."""

    def __init__(self) -> None:
        self.rows = MemoryRows()
        self.versioned = VersionedRows(self.rows, SHAPES)

    async def holds(self, document: Document, key: RowKey = KEY) -> None:
        await self.rows.upsert(key, document)

    async def raw(self, key: RowKey = KEY) -> Document:
        row = await self.rows.get(key)
        assert row is not None
        return row.document


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ({"name": "a"}, {"title": "aa"}),
        ({"version": 2, "title": "a"}, {"title": "aa"}),
        ({"version": 3, "title": "a"}, {"title": "a"}),
    ],
)
async def test_an_earlier_row_is_read_as_one_of_today(stored: Document, read: Document) -> None:
    shelf = Shelf()
    await shelf.holds(stored)

    row = await shelf.versioned.get(KEY)
    (within,) = await shelf.versioned.within("things", "T-1")
    (listed,) = (await shelf.versioned.page("things", None, 10)).rows

    assert row is not None
    assert row.document == within.document == listed.document == read


async def test_a_row_that_is_written_over_tells_today_s_version() -> None:
    shelf = Shelf()
    await shelf.holds({"name": "a"})
    row = await shelf.versioned.get(KEY)
    assert row is not None

    await shelf.versioned.replace(row, {"title": "b"})

    assert await shelf.raw() == {"version": 3, "title": "b"}


async def test_a_row_without_a_shape_of_its_own_is_of_the_first_version() -> None:
    shelf = Shelf()

    await shelf.versioned.upsert(NOTE, {"key": "x"})

    assert await shelf.raw(NOTE) == {"version": 1, "key": "x"}


async def test_what_is_written_comes_back_without_its_version() -> None:
    shelf = Shelf()

    inserted = await shelf.versioned.insert(KEY, {"title": "a"})
    replaced = await shelf.versioned.replace(inserted, {"title": "b"})

    assert (inserted.document, replaced.document) == ({"title": "a"}, {"title": "b"})


type Use = Callable[[VersionedRows], Awaitable[object]]

USES: dict[str, Use] = {
    "get": lambda rows: rows.get(KEY),
    "within": lambda rows: rows.within("things", "T-1"),
    "page": lambda rows: rows.page("things", None, 10),
    "upsert": lambda rows: rows.upsert(KEY, {"title": "b"}),
}


@pytest.mark.parametrize("use", USES)
async def test_a_newer_row_is_neither_read_nor_written_over(use: str) -> None:
    shelf = Shelf()
    newer = {"version": 4, "headline": "a"}
    await shelf.holds(newer)

    with pytest.raises(TooNew):
        await USES[use](shelf.versioned)

    assert await shelf.raw() == newer


async def test_a_precious_row_is_written_where_there_was_none_and_over_an_earlier_one() -> None:
    shelf = Shelf()

    await shelf.versioned.upsert(KEY, {"title": "a"})
    await shelf.versioned.upsert(KEY, {"title": "b"})

    assert await shelf.raw() == {"version": 3, "title": "b"}


async def test_a_step_that_meets_a_newer_device_waits_for_a_newer_instance() -> None:
    world = a_world(sweeps=False)
    await ship(world, a_line("SN-1"))
    await world.settle()
    key = RowKey(table="devices", partition="SN-1", row="")
    row = await world.rows.get(key)
    assert row is not None
    newer = {**row.document, "version": 99}
    await world.rows.upsert(key, newer)
    await ship(world, a_line("SN-1", seed=1))

    await world.settle()

    after = await world.rows.get(key)
    parked = await world.parked()
    assert after is not None
    assert after.document == newer
    assert {each.reason.code for each in parked} == {"message-too-new"}

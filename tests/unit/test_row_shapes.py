"""No aggregate changes its shape unnoticed: another shape has another version."""

import json

import pytest

from shared.runtime.row_shapes import FIRST, SHAPES
from tests.row_shapes import KINDS, WRITTEN, shape_of

HOW = (
    "The documents of the table {table} look different. Has a release written version {version}? "
    "Then raise it in shared/runtime/row_shapes.py and say there how version {version} is read. "
    "After that, or if no release has: python -m tests.row_shapes"
)


@pytest.mark.parametrize("table", KINDS)
def test_an_aggregate_looks_as_it_was_written_down_for_its_version(table: str) -> None:
    written = json.loads(WRITTEN.read_text(encoding="utf-8"))[table]

    same = json.loads(json.dumps(shape_of(table))) == written

    assert same, HOW.format(table=table, version=written["version"])


@pytest.mark.parametrize("table", SHAPES)
def test_every_earlier_version_has_a_way_to_the_next(table: str) -> None:
    shape = SHAPES[table]

    assert set(shape.upgrades) == set(range(FIRST, shape.version))


def test_every_aggregate_is_precious() -> None:
    assert all(SHAPES[table].precious for table in KINDS)

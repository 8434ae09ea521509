"""Whoever looks through the whole store looks through every table that anybody writes."""

import re

from shared.runtime.stored import TABLES
from tests.documents import ROOT, text_of

_NAMED = re.compile(
    r'^TABLE = "(\w+)"|(?:__init__|Records(?:\[\w+\])?)\(rows, "(\w+)"', re.MULTILINE
)


def tables_written() -> set[str]:
    files = [path for folder in ("shared", "handlers") for path in (ROOT / folder).rglob("*.py")]
    texts = (path.read_text(encoding="utf-8") for path in files)
    return {one or other for text in texts for one, other in _NAMED.findall(text)}


def test_an_erasure_goes_through_every_table() -> None:
    assert sorted(TABLES) == sorted(tables_written())


def test_how_long_each_table_is_kept_is_told() -> None:
    text = text_of("privacy.md")

    assert [table for table in TABLES if f"| `{table}` |" not in text] == []

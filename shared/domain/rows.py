"""A stored row: a document under a key, with the tag that guards it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

type Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowKey:
    """Where a row stands.  Any text may be used; adapters escape what their store forbids."""

    table: str
    partition: str
    row: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row as it was read.  Replacing it succeeds only while *etag* still holds."""

    key: RowKey
    document: Document
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPage:
    """Some rows of a table, and where the next ones begin (``None``: no more)."""

    rows: tuple[Row, ...]
    continuation: str | None

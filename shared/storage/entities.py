"""How a row lies in Azure Tables: an entity with its keys and its document.

A document that fits stands as readable JSON in the property ``Document``; a
longer one is cut into the binary properties ``Document00``, ``Document01`` and
so on.  The sizes are Azure's, from "Understanding the Table service data model":
a string holds 64 KiB of UTF-16, "about 32 K characters or less", a binary
property 64 KiB, an entity 1 MiB.  It must not talk to the store.
"""

from collections.abc import Mapping
from itertools import batched
from typing import Any

from shared.domain.documents import from_json, to_json
from shared.domain.rows import Document, Row, RowKey
from shared.storage.keys import stored_key

_STRING_LIMIT = 32_000
_BINARY_LIMIT = 64 * 1024

type Entity = dict[str, str | bytes]


def to_entity(key: RowKey, document: Document) -> Entity:
    """Lay a row out as an entity.  The keys stand in it twice: as stored and as they were."""
    entity: Entity = {
        "PartitionKey": stored_key(key.partition),
        "RowKey": stored_key(key.row),
        "Partition": key.partition,
        "Row": key.row,
    }
    text = to_json(document)
    if len(text) <= _STRING_LIMIT:
        return entity | {"Document": text}
    parts = batched(text.encode(), _BINARY_LIMIT, strict=False)
    return entity | {f"Document{place:02}": bytes(part) for place, part in enumerate(parts)}


def from_entity(table: str, entity: Mapping[str, Any], etag: str) -> Row:
    """Read a row of *table* from the entity that ``to_entity`` laid out."""
    text = entity.get("Document")
    if text is None:
        parts = sorted(name for name in entity if name.startswith("Document"))
        text = b"".join(entity[name] for name in parts)
    return Row(
        key=RowKey(table=table, partition=entity["Partition"], row=entity["Row"]),
        document=from_json(text),
        etag=etag,
    )

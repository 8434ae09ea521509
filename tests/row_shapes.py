"""What the documents of each table look like, as a JSON schema without its prose.

``python -m tests.row_shapes`` writes today's shapes down.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from shared.domain.acts import Act
from shared.domain.device import Device
from shared.domain.drift import Drift, Night
from shared.domain.hire import Hire
from shared.domain.parked import Parked
from shared.domain.request import Request
from shared.runtime.row_shapes import NOTE, SHAPES

WRITTEN = Path(__file__).parent / "data" / "rows" / "shapes.json"
KINDS: Mapping[str, type] = {
    "devices": Device,
    "hires": Hire,
    "requests": Request,
    "parked": Parked,
    "acts": Act,
    "drift": Drift,
    "driftnights": Night,
}
_PROSE = {"title", "description"}


def shape_of(table: str) -> dict[str, Any]:
    """Tell the version of a table's documents, and what they look like."""
    schema = TypeAdapter(KINDS[table]).json_schema(mode="serialization")
    return {"version": SHAPES.get(table, NOTE).version, "schema": _without_prose(schema)}


def shapes() -> dict[str, Any]:
    """Tell the shapes of all tables."""
    return {table: shape_of(table) for table in KINDS}


def _without_prose(schema: Any) -> Any:  # noqa: ANN401  JSON has no better type
    """Leave out what only people read; properties may be called like that."""
    match schema:
        case dict():
            return {
                name: (
                    {each: _without_prose(part) for each, part in value.items()}
                    if name in {"properties", "$defs"}
                    else _without_prose(value)
                )
                for name, value in schema.items()
                if name not in _PROSE
            }
        case list():
            return [_without_prose(each) for each in schema]
        case _:
            return schema


if __name__ == "__main__":
    WRITTEN.write_text(json.dumps(shapes(), indent=1, sort_keys=True) + "\n", encoding="utf-8")

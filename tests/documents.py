"""What the documents tell, and what there is to tell of the flight plan."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def text_of(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def headings(name: str) -> set[str]:
    return set(re.findall(r"^#+ `([^`]+)`$", text_of(name), re.MULTILINE))


def fields_of(kind: Any, path: str = "") -> Iterator[str]:  # noqa: ANN401  a type, however written
    """Walk a model the way that the flight plan writes it."""
    for model in _models(kind):
        for name, field in model.model_fields.items():
            spelled = f"{path}{name}"
            yield spelled
            named = f"{spelled}.NAME." if "dict[" in str(field.annotation) else f"{spelled}."
            yield from fields_of(field.annotation, named)


def _models(kind: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401  a type, however written
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    for part in getattr(kind, "__args__", ()):
        yield from _models(part)

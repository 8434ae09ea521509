"""Form posts as documents: ``data[id][0]=7`` says what ``{"data": {"id": ["7"]}}`` says."""

import re
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from shared.runtime.http import Problem

FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 50_000
# Deeper than any HR system nests; what is deeper is a name like any other.
_DEEPEST = 8
_NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])+)")


def form_of(body: bytes) -> Any:  # noqa: ANN401  a document like one of JSON
    """Read a form (``Problem`` when it is none)."""
    document: dict[str, Any] = {}
    for name, value in _fields(body):
        _put(document, _path(name), value)
    return _with_lists(document)


def _fields(body: bytes) -> list[tuple[str, str]]:
    if body.count(b"&") >= MOST_FIELDS:
        raise Problem(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            "form-too-many-fields",
            f"The form has more than {MOST_FIELDS:,} fields. Send it in parts.",
        )
    try:
        return parse_qsl(body.decode("utf-8-sig"), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as error:
        raise Problem(
            HTTPStatus.BAD_REQUEST, "text-undecodable", "The form cannot be read as UTF-8."
        ) from error


def _path(name: str) -> list[str]:
    nested = _NAME.fullmatch(name)
    if nested is None:
        return [name]
    parts = [nested[1], *nested[2][1:-1].split("][")]
    return parts if len(parts) <= _DEEPEST else [name]


def _put(document: dict[str, Any], path: list[str], value: str) -> None:
    """Put a value in its place; ``name[]`` is the next of a list.  Of two, the later counts."""
    inner = document
    *outer, last = path
    for part in outer:
        found = inner.setdefault(part, {})
        if not isinstance(found, dict):
            found = inner[part] = {}
        inner = found
    inner[last or str(len(inner))] = value


def _with_lists(node: Any) -> Any:  # noqa: ANN401  a document like one of JSON
    """Turn what is numbered from 0 into a list."""
    if not isinstance(node, dict):
        return node
    read = {name: _with_lists(value) for name, value in node.items()}
    numbered = all(name == str(index) for index, name in enumerate(read))
    return list(read.values()) if numbered else read

"""On which line of the file something stands."""

from collections.abc import Mapping
from typing import Any

import yaml

type Location = tuple[int | str, ...]


def line_of(node: yaml.Node | None, location: Location) -> int:
    """Find the line of the deepest part of a path that the file has."""
    return _deepest(node, location)[1]


def depth_of(node: yaml.Node | None, location: Location) -> int:
    """Count how many parts of a path the file has."""
    return _deepest(node, location)[0]


def _deepest(node: yaml.Node | None, location: Location) -> tuple[int, int]:
    depth, line = 0, 1
    for part in location:
        children = _children(node)
        if part not in children:
            break
        line, node = children[part]
        depth += 1
    return depth, line


def _children(node: yaml.Node | None) -> Mapping[int | str, tuple[int, yaml.Node]]:
    pairs: Any = ()
    if isinstance(node, yaml.MappingNode):
        pairs = ((key.value, key, value) for key, value in node.value)
    elif isinstance(node, yaml.SequenceNode):
        pairs = ((index, value, value) for index, value in enumerate(node.value))
    return {name: (mark.start_mark.line + 1, child) for name, mark, child in pairs}

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


def said_twice(node: yaml.Node | None) -> tuple[Location, int] | None:
    """Find a key that stands twice in one mapping, and the line where it stands again.

    YAML forbids it; PyYAML takes the last one without a word.
    """
    waiting: list[tuple[Location, yaml.Node | None]] = [((), node)]
    met: set[int] = set()
    while waiting:
        path, inner = waiting.pop(0)
        # What an alias stands for was looked at where it has its anchor.
        if id(inner) in met:
            continue
        met.add(id(inner))
        keys = set[tuple[str, str]]()
        for key, _ in inner.value if isinstance(inner, yaml.MappingNode) else ():
            if (key.tag, key.value) in keys:
                return (*path, key.value), key.start_mark.line + 1
            keys.add((key.tag, key.value))
        waiting += [((*path, name), child) for name, (_, child) in _children(inner).items()]
    return None


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

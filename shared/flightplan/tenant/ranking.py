"""Priorities among objects of one kind."""

from collections import Counter
from typing import Protocol


class _Ranked(Protocol):
    @property
    def priority(self) -> int | None: ...


def ranked_apart[R: _Ranked](objects: dict[str, R]) -> dict[str, R]:
    """Refuse a priority that two objects have."""
    bearers = Counter(each.priority for each in objects.values())
    ties = [key for key, each in objects.items() if each.priority and bearers[each.priority] > 1]
    if ties:
        raise ValueError(f"{', '.join(ties)} have the same priority; give each its own")
    return objects

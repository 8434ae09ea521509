"""What is not as it shall be, field by field."""

from collections.abc import Iterator, Mapping
from typing import Any

from shared.domain.setup import Difference, Fields


def differences(wanted: Fields, present: Fields) -> tuple[Difference, ...]:
    """Compare what is wanted with what is there.

    Fields of which nothing is wanted are left alone; the order in a list of
    mappings or names does not count.
    """
    return tuple(_compared("", wanted, present))


def _compared(where: str, wanted: Fields, present: Fields) -> Iterator[Difference]:
    for name, after in wanted.items():
        field = f"{where}.{name}" if where else name
        before = present.get(name)
        if isinstance(after, Mapping) and isinstance(before, Mapping):
            yield from _compared(field, after, before)
        elif not alike(after, before):
            yield Difference(field=field, before=before, after=after)


def alike(one: Any, other: Any) -> bool:  # noqa: ANN401  any JSON
    """Say whether two values mean the same."""
    match one, other:
        case (list() | tuple(), list() | tuple()):
            return sorted(map(_key, one)) == sorted(map(_key, other))
        case _:
            return bool(one == other)


def _key(value: Any) -> str:  # noqa: ANN401  any JSON
    if isinstance(value, Mapping):
        return repr(sorted((name, _key(each)) for name, each in value.items()))
    return repr(value)

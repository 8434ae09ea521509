"""Which names an object's document mentions, and of what."""

from collections.abc import Iterator, Mapping
from typing import Any

from shared.domain.setup import Fields, Ref

# Fields that hold a name or a list of names; some stand inside others.
_FIELDS: dict[str, Ref] = {
    "group": Ref.GROUP,
    "exclude": Ref.GROUP,
    "groups": Ref.GROUP,
    "device_group": Ref.GROUP,
    "required_for": Ref.GROUP,
    "assigned_to": Ref.GROUP,
    "filter": Ref.FILTER,
    "users": Ref.USER,
    "owners": Ref.USER,
    "apps": Ref.APP,
    "selected_mobile_apps": Ref.APP,
    "scripts": Ref.SCRIPT,
}


def references(fields: Fields) -> frozenset[tuple[Ref, str]]:
    """List what a document refers to by name."""
    return frozenset(_found(fields))


def _found(value: Any) -> Iterator[tuple[Ref, str]]:  # noqa: ANN401  any JSON
    if isinstance(value, Mapping):
        for name, each in value.items():
            yield from _named(_FIELDS.get(name), each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _found(each)


def _named(ref: Ref | None, value: Any) -> Iterator[tuple[Ref, str]]:  # noqa: ANN401  any JSON
    names = value if isinstance(value, list | tuple) else (value,)
    for each in names:
        if ref is not None and isinstance(each, str) and each:
            yield ref, each
        else:
            yield from _found(each)

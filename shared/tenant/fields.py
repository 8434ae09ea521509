"""Tables of fields: the same property in the flight plan's words and in Graph's JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shared.domain.object_requests import Json
from shared.domain.setup import Fields, Present
from shared.tenant.planning.comparing import alike


@dataclass(frozen=True, slots=True)
class Field:
    """A field by its path in a document; Graph's path is the same in camelCase unless told.

    *missing* is what Graph means by leaving it out or by null.
    """

    name: str
    missing: Any = None
    graph: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        """Say where it stands in Graph's JSON."""
        return tuple((self.graph or camel(self.name)).split("."))

    @property
    def steps(self) -> tuple[str, ...]:
        """Say where it stands in a document."""
        return tuple(self.name.split("."))


def camel(name: str) -> str:
    """Write a path in snake_case as Graph does."""
    head, *rest = name.split("_")
    return head + "".join(each[:1].upper() + each[1:] for each in rest)


def document(table: Sequence[Field], body: Json) -> dict[str, Any]:
    """Read a document out of Graph's JSON."""
    read: dict[str, Any] = {}
    for each in table:
        value = value_at(body, each.path)
        put_at(read, each.steps, each.missing if value is None else value)
    return read


def body_of(table: Sequence[Field], fields: Fields) -> Json:
    """Write a document's fields as Graph's JSON; fields that it does not have are left out."""
    written: Json = {}
    for each in table:
        if _has(fields, each.steps):
            put_at(written, each.path, value_at(fields, each.steps))
    return written


def differing(table: Sequence[Field], wanted: Fields, present: Fields) -> list[Field]:
    """List the fields that are not as they shall be; what is not wanted does not count."""
    return [
        each
        for each in table
        if _has(wanted, each.steps)
        and not alike(value_at(wanted, each.steps), value_at(present, each.steps))
    ]


def changed(table: Sequence[Field], wanted: Fields, present: Present) -> Json:
    """Write the properties that are not as they shall be, for a PATCH.

    A property that has parts is written whole, those that no table knows included.
    """
    apart = differing(table, wanted, present.fields)
    written = body_of(apart, wanted)
    for each in apart:
        top, *parts = each.path
        if parts:
            written[top] = {**(present.body.get(top) or {}), **written[top]}
    return written


def value_at(body: Mapping[str, Any], path: tuple[str, ...]) -> Any:  # noqa: ANN401  any JSON
    """Read what stands at a path; ``None`` when nothing does."""
    value: Any = body
    for part in path:
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _has(body: Mapping[str, Any], path: tuple[str, ...]) -> bool:
    value: Any = body
    for part in path:
        if not isinstance(value, Mapping) or part not in value:
            return False
        value = value[part]
    return True


def put_at(body: dict[str, Any], path: tuple[str, ...], value: Any) -> None:  # noqa: ANN401  any JSON
    """Write a value at a path, and what it stands in where that is not there yet."""
    for part in path[:-1]:
        body = body.setdefault(part, {})
    body[path[-1]] = value

"""How a field's value, and the difference of two, is written on a screen."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.text import Text

from shared.tenant.planning.comparing import alike

NOTHING = "(none)"
_GONE, _NEW = "red", "green"


def flat(fields: Mapping[str, Any], where: str = "") -> Iterator[tuple[str, Any]]:
    """Write nested fields as paths: ``local_admins.enable_global_admins``."""
    for name, value in fields.items():
        path = f"{where}.{name}" if where else name
        if _is_nested(value):
            yield from flat(value, path)
        else:
            yield path, value


def difference(before: Any, after: Any, arrow: str) -> Iterator[Text]:  # noqa: ANN401  any JSON
    """Write how a value changes: in one line, or line by line where it is a list."""
    if _is_list(before) or _is_list(after):
        yield from _items(_listed(before), _listed(after))
        return
    line = Text()
    line.append(written(before), _GONE)
    line.append(f" {arrow} ")
    line.append(written(after), _NEW)
    yield line


def created(value: Any) -> Iterator[Text]:  # noqa: ANN401  any JSON
    """Write a value that there was none of before."""
    if _is_list(value) and value:
        yield from (Text(f"+ {written(each)}", _NEW) for each in value)
    else:
        yield Text(written(value), _NEW)


def written(value: Any) -> str:  # noqa: ANN401  any JSON
    """Write one value as the flight plan would."""
    match value:
        case None | "" | [] | ():
            return NOTHING
        case bool():
            return "true" if value else "false"
        case Mapping():
            said = {name: each for name, each in value.items() if each not in (None, "", [], ())}
            return ", ".join(f"{name}: {written(each)}" for name, each in said.items()) or NOTHING
        case list() | tuple():
            return ", ".join(map(written, value))
        case _:
            return str(value)


def _items(before: Sequence[Any], after: Sequence[Any]) -> Iterator[Text]:
    for each in before:
        if not any(alike(each, other) for other in after):
            yield Text(f"- {written(each)}", _GONE)
    for each in after:
        if not any(alike(each, other) for other in before):
            yield Text(f"+ {written(each)}", _NEW)


def _listed(value: Any) -> Sequence[Any]:  # noqa: ANN401  any JSON
    if _is_list(value):
        return list(value)
    return [] if value in (None, "") else [value]


def _is_list(value: Any) -> bool:  # noqa: ANN401  any JSON
    return isinstance(value, list | tuple)


def _is_nested(value: Any) -> bool:  # noqa: ANN401  any JSON
    # What people and groups are named in is one value: "users: [...], groups: [...]".
    return isinstance(value, Mapping) and not {"users", "groups"} & value.keys()

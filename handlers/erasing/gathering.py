"""Learn how a person was called: by what rows say beside their employee id."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from shared.domain.erasure import Progress
from shared.domain.rows import Row
from shared.domain.traces import Person

_ID = "employee_id"
# Fields that name whom a row is about, where the id beside them says who that is.
_NAMES = ("person", "user_principal_name")


def gather(row: Row, progress: Progress, person: Person) -> Progress:
    """Learn what one row says."""
    if row.key.table == "hires":
        return _of_hire(row, progress, person)
    return progress.knows(*_names_in(row.document, person.employee_id))


def _of_hire(row: Row, progress: Progress, person: Person) -> Progress:
    """Leave alone what somebody else is called by now."""
    if row.document.get(_ID) == person.employee_id:
        return progress
    others = {str(name).casefold() for name in row.document.get("names", ())}
    others.add(str(row.document.get("user_principal_name", "")).casefold())
    kept = tuple(name for name in progress.names if name.casefold() not in others)
    lost = {name.casefold() for name in progress.names} - {name.casefold() for name in kept}
    return replace(progress, names=kept, shared=progress.shared + len(lost))


def _names_in(value: Any, employee_id: str) -> Iterator[str]:  # noqa: ANN401  any JSON
    match value:
        case dict():
            if _same(value.get(_ID), employee_id):
                yield from (str(value[name]).strip() for name in _NAMES if value.get(name))
            for each in value.values():
                yield from _names_in(each, employee_id)
        case list() | tuple():
            for each in value:
                yield from _names_in(each, employee_id)
        case _:
            return


def _same(said: object, employee_id: str) -> bool:
    return isinstance(said, str) and said.strip().casefold() == employee_id.strip().casefold()

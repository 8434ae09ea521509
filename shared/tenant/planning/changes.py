"""What is to be done with one object, told from what is wanted of it and what was found."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from shared.domain.setup import (
    Change,
    Difference,
    Fields,
    Kind,
    Present,
    TenantPlan,
    Unseen,
    Verb,
    Wanted,
)
from shared.tenant.planning.comparing import differences
from shared.tenant.planning.pruning import OWN_PAGE
from shared.tenant.planning.reasons import WHY

# Of the others a name is only what they are looked for by.
_RENAMED = frozenset(
    {Kind.GROUP, Kind.ENROLLMENT_STATUS_PAGE, Kind.DEPLOYMENT_PROFILE, Kind.PREPARATION_POLICY}
)


# Nothing here creates these; where they are missing they are waited for.
_FOUND = frozenset({Kind.APP, Kind.SCRIPT})
# What is not worth telling of an object that is yet to be created.
_NOTHING: tuple[Any, ...] = (None, "", [])


def in_order(plan: TenantPlan) -> tuple[Wanted, ...]:
    """List what is wanted, each after what it names, as the flight plan has it otherwise."""
    return tuple(each for kind in Kind for each in plan.of(kind))


def hidden(wanted: Wanted, unseen: Sequence[Unseen]) -> Unseen | None:
    """Say why an object cannot be seen, if it cannot."""
    return next(
        (each for each in unseen if each.kind is wanted.kind and each.key in {"", wanted.key}), None
    )


def change_of(wanted: Wanted, present: Present | None) -> Change | None:
    """Say what is to be done with an object, if anything."""
    found: tuple[Difference, ...]
    if present is None:
        found = tuple(_flat("", wanted.fields))
    else:
        found = (*_renaming(wanted, present), *differences(wanted.fields, present.fields))
        if not found:
            return None
    created = present is None and wanted.kind not in _FOUND
    return Change(
        verb=Verb.CREATE if created else Verb.CHANGE,
        kind=wanted.kind,
        key=wanted.key,
        name=wanted.name,
        differences=found,
        why=WHY[wanted.kind],
    )


def _renaming(wanted: Wanted, present: Present) -> Iterator[Difference]:
    own = present.id.endswith(OWN_PAGE)
    if wanted.kind in _RENAMED and wanted.name != present.name and not own:
        yield Difference(field="name", before=present.name, after=wanted.name)


def _flat(where: str, fields: Fields) -> Iterator[Difference]:
    for name, after in fields.items():
        field = f"{where}.{name}" if where else name
        if isinstance(after, Mapping):
            yield from _flat(field, after)
        elif after not in _NOTHING:
            yield Difference(field=field, before=None, after=after)

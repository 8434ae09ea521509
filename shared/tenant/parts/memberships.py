"""Who a device registration policy is for: everyone, nobody, or people and groups by name."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from shared.domain.errors import Reason
from shared.domain.object_requests import Json
from shared.domain.setup import Ref
from shared.ports import TenantObjects
from shared.tenant.naming.asking import learn_ids, learn_names, spelled
from shared.tenant.naming.names import Names

# What a document says: a word, or the names of ``users`` and ``groups``.
type Who = str | Mapping[str, Sequence[str]]

_TYPE = "@odata.type"
_SELECTED = "#microsoft.graph.enumeratedDeviceRegistrationMembership"
_WORDS = {
    "everyone": "#microsoft.graph.allDeviceRegistrationMembership",
    "nobody": "#microsoft.graph.noDeviceRegistrationMembership",
}
_TYPES = {name.casefold(): word for word, name in _WORDS.items()}
REFS = {"users": Ref.USER, "groups": Ref.GROUP}


async def learn_ids_of(objects: TenantObjects, names: Names, wanted: Iterable[Who]) -> list[Reason]:
    """Learn the ids of whoever is named; answers why that could not be told of some."""
    selected = [each for each in wanted if not isinstance(each, str)]
    trouble: list[Reason] = []
    for field, ref in REFS.items():
        said = {name for each in selected for name in each.get(field, ())}
        trouble += (await learn_ids(objects, names, ref, said)).values()
    return trouble


async def learn_members(objects: TenantObjects, names: Names, memberships: Sequence[Json]) -> None:
    """Learn the names of whoever is in memberships as Graph has them."""
    for field, ref in REFS.items():
        ids = {object_id for each in memberships for object_id in each.get(field) or ()}
        await learn_names(objects, names, ref, ids)


def read(membership: Json, names: Names, wanted: Sequence[Who]) -> Any:  # noqa: ANN401  JSON
    """Read a membership as a document has it, names spelled as they are *wanted*."""
    # Graph writes a type with and without its hash.
    written = f"#{str(membership.get(_TYPE) or '').lstrip('#')}".casefold()
    if written in _TYPES:
        return _TYPES[written]
    said = {
        field: [name for each in wanted if not isinstance(each, str) for name in each[field]]
        for field in REFS
    }
    return {
        field: spelled(names, ref, membership.get(field) or (), said[field])
        for field, ref in REFS.items()
    }


def write(who: Who, names: Names) -> Json:
    """Write a membership as Graph has it; ``Unresolved`` when nobody knows a name."""
    if isinstance(who, str):
        return {_TYPE: _WORDS[who]}
    ids = {
        field: [names.id_of(ref, each) for each in who.get(field, ())]
        for field, ref in REFS.items()
    }
    return {_TYPE: _SELECTED, **ids}

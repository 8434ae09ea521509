"""Groups and people whose ids or names are not known yet, asked for fifteen at a time.

The directory's own filters find them, for ``getByIds`` wants to read the whole directory.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import batched
from urllib.parse import quote

from shared.domain.directory import is_object_id
from shared.domain.errors import Reason
from shared.domain.object_requests import Json, ObjectRequest
from shared.domain.operations import Operation
from shared.domain.setup import Ref
from shared.ports import TenantObjects
from shared.tenant.naming.names import Names
from shared.tenant.refusals import ambiguous, reason_for

# Microsoft Graph, "Use the $filter query parameter": what one ``in`` may hold.
MOST_VALUES = 15
# The longest page that the directory gives.
_PAGE = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """A list of the directory's, the property that names things in it, and what is read."""

    operation: Operation
    path: str
    name: str
    select: str


GROUPS = Directory(
    operation=Operation.GROUPS,
    path="/v1.0/groups",
    name="displayName",
    select="id,displayName,description,groupTypes,membershipRule,membershipRuleProcessingState,"
    "mailEnabled,securityEnabled,createdDateTime",
)
PEOPLE = Directory(
    operation=Operation.PEOPLE,
    path="/v1.0/users",
    name="userPrincipalName",
    select="id,userPrincipalName",
)
_DIRECTORIES = {Ref.GROUP: GROUPS, Ref.USER: PEOPLE}


@dataclass(frozen=True, slots=True)
class Found:
    """The *entities* that were found, and the *trouble* with values that could not be asked for."""

    entities: list[Json] = field(default_factory=list[Json])
    trouble: dict[str, Reason] = field(default_factory=dict[str, Reason])


async def find(
    objects: TenantObjects, directory: Directory, by: Mapping[str, Collection[str]]
) -> Found:
    """Find what has one of the values of a property, all of it in exchanges of twenty requests."""
    chunks = {
        f"{name} {number}": (name, values)
        for name, every in by.items()
        for number, values in enumerate(batched(every, MOST_VALUES, strict=False))
    }
    asking = {key: _request(directory, *chunk) for key, chunk in chunks.items()}
    entities: dict[str, Json] = {}
    trouble: dict[str, Reason] = {}
    for key, got in (await objects.each(asking)).items():
        if isinstance(got, dict):
            entities |= {each["id"]: each for each in got.get("value") or ()}
        else:
            reason = reason_for(directory.operation, got)
            trouble |= dict.fromkeys(chunks[key][1], reason)
    return Found(list(entities.values()), trouble)


def _request(directory: Directory, name: str, values: Sequence[str]) -> ObjectRequest:
    written = ",".join(quoted(each) for each in values)
    return ObjectRequest(
        operation=directory.operation,
        path=f"{directory.path}?$filter={quote(f'{name} in ({written})', safe="(),'")}"
        f"&$select={directory.select}&$top={_PAGE}",
    )


def quoted(text: str) -> str:
    """Write a text as a filter has it."""
    return f"'{text.replace("'", "''")}'"


async def learn_ids(
    objects: TenantObjects, names: Names, ref: Ref, wanted: Iterable[str]
) -> Mapping[str, Reason]:
    """Learn what *wanted* groups or people are called, those that nobody knows yet.

    Answers for which it could not be told, and why; whoever is simply not there
    is not among them.
    """
    directory = _DIRECTORIES[ref]
    unknown = sorted({each for each in wanted if not names.knows(ref, each)})
    ids = [each for each in unknown if is_object_id(each)]
    called = [each for each in unknown if not is_object_id(each)]
    found = await find(objects, directory, {"id": ids, directory.name: called})
    trouble = dict(found.trouble)
    by_name = _by_name(directory, found.entities)
    for name in called:
        match by_name.get(name.casefold(), []):
            case [alone]:
                names.learn(ref, name, alone)
            case [_, *_] as several:
                remedy = f"Write the object id of the right one instead of the {ref}'s name."
                trouble[name] = ambiguous(f"{ref}s", name, several, remedy)
    _learn(names, ref, directory, found.entities, ids)
    return trouble


async def learn_names(objects: TenantObjects, names: Names, ref: Ref, ids: Iterable[str]) -> None:
    """Learn what the groups or people of these ids are called; nobody's id stays its name."""
    directory = _DIRECTORIES[ref]
    unknown = sorted({each for each in ids if not names.knows(ref, each)})
    found = await find(objects, directory, {"id": unknown})
    _learn(names, ref, directory, found.entities, unknown)


def spelled(names: Names, ref: Ref, ids: Iterable[str], wanted: Iterable[str]) -> list[str]:
    """Name what is there as *wanted* spells it where both mean the same, else as it is known."""
    known = [each for each in wanted if names.knows(ref, each)]
    words = {names.id_of(ref, each).casefold(): each for each in known}
    return [words.get(each.casefold(), names.name_of(ref, each)) for each in ids]


def _by_name(directory: Directory, entities: Iterable[Json]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in entities:
        found.setdefault(str(each[directory.name]).casefold(), []).append(each["id"])
    return found


def _learn(
    names: Names, ref: Ref, directory: Directory, entities: Iterable[Json], ids: Collection[str]
) -> None:
    asked = {each.casefold() for each in ids}
    for each in entities:
        if each["id"].casefold() in asked:
            # A name that already means another one would mislead.
            taken = names.knows(ref, each[directory.name])
            names.learn(ref, each["id"] if taken else each[directory.name], each["id"])

"""What objects of Intune's mention: ids to be named, and names whose ids are wanted."""

from collections.abc import Collection, Iterable, Mapping

from shared.domain.errors import Reason
from shared.domain.object_requests import Json, ObjectRequest
from shared.domain.operations import Operation
from shared.domain.setup import Ref
from shared.tenant.naming.asking import learn_ids, learn_names
from shared.tenant.naming.names import Names
from shared.tenant.part import Look
from shared.tenant.parts.windows_apps import type_of
from shared.tenant.planning.references import references
from shared.tenant.refusals import ambiguous, reason_for

# What is read to know names by.
_LISTS = {
    Ref.APP: ObjectRequest(
        operation=Operation.APPS,
        path="/beta/deviceAppManagement/mobileApps?$select=id,displayName",
    ),
    Ref.SCRIPT: ObjectRequest(
        operation=Operation.SCRIPTS,
        path="/beta/deviceManagement/deviceManagementScripts?$select=id,displayName",
    ),
    Ref.FILTER: ObjectRequest(
        operation=Operation.FILTERS,
        path="/beta/deviceManagement/assignmentFilters?$select=id,displayName",
    ),
}

type Trouble = dict[tuple[Ref, str], Reason]


async def learn(look: Look, ids: Mapping[Ref, Collection[str]]) -> dict[str, Reason]:
    """Learn what *ids* are called, and the ids of all that is mentioned in what is wanted.

    Answers by key of what is wanted why something that it mentions could not be
    told.  What is simply not there is no trouble yet.
    """
    mentioned = {each.key: references(each.fields) for each in look.wanted}
    trouble: Trouble = {}
    for ref in Ref:
        names = {name for each in mentioned.values() for of, name in each if of is ref}
        if ref in _LISTS:
            trouble |= await _from_list(look, ref, ids.get(ref, ()), names)
        elif ref is Ref.GROUP:
            await learn_names(look.objects, look.names, ref, ids.get(ref, ()))
            told = await learn_ids(look.objects, look.names, ref, names)
            trouble |= {(ref, name): reason for name, reason in told.items()}
    return {
        key: trouble[each] for key, every in mentioned.items() for each in every if each in trouble
    }


async def _from_list(
    look: Look, ref: Ref, ids: Collection[str], wanted: Collection[str]
) -> Trouble:
    unknown = [each for each in wanted if not look.names.knows(ref, each)]
    if not unknown and all(look.names.knows(ref, each) for each in ids):
        return {}
    request = _LISTS[ref]
    got = await look.objects.every(request)
    if not isinstance(got, list):
        return {(ref, each): reason_for(request.operation, got) for each in unknown}
    several = learn_listed(look.names, ref, got)
    remedy = f"Write the id of the right one instead of the {ref}'s name."
    return {
        (ref, each): ambiguous(f"{ref}s", each, several[each.casefold()], remedy)
        for each in unknown
        if each.casefold() in several
    }


def learn_listed(names: Names, ref: Ref, bodies: Iterable[Json]) -> dict[str, list[str]]:
    """Learn what was listed; of what shares a name with others the id is its name.

    Answers the ids of those, by name.  Of apps, those for Windows alone count.
    """
    named: dict[str, list[Json]] = {}
    for each in bodies:
        if ref is Ref.APP and not type_of(each):
            continue
        named.setdefault(str(each["displayName"]).casefold(), []).append(each)
        names.note_type(str(each["id"]), type_of(each))
    for those in named.values():
        for each in those:
            if not names.knows(ref, str(each["id"])):
                called = each["displayName"] if len(those) == 1 else each["id"]
                names.learn(ref, str(called), str(each["id"]))
    return {name: [str(each["id"]) for each in those] for name, those in named.items() if those[1:]}

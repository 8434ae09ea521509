"""To whom an object is assigned: Graph's targets, and what documents say of them.

Targets are those of the page "deviceAndAppManagementAssignmentTarget resource
type" and of those that inherit from it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from shared.domain.object_requests import Json
from shared.domain.setup import Fields, Ref
from shared.tenant.naming.asking import spelled
from shared.tenant.naming.names import Names

_GRAPH = "#microsoft.graph."
_GROUPS = {"group": "groupAssignmentTarget", "exclude": "exclusionGroupAssignmentTarget"}
_ALL = {"devices": "allDevicesAssignmentTarget", "users": "allLicensedUsersAssignmentTarget"}
_FILTER = "deviceAndAppManagementAssignmentFilterId"
_FILTER_MODE = "deviceAndAppManagementAssignmentFilterType"
# Whom an assignment that is of none of these types is for is kept, and shown, as it is.
_OTHER = "other"

type Assignment = Mapping[str, Any]


def documents(assignments: Iterable[Json], names: Names, wanted: Fields) -> list[Assignment]:
    """Read assignments, in the words of what is *wanted* where they mean the same."""
    words = wanted.get("assignments") or ()
    return [document(each["target"], names, words) for each in assignments]


def document(target: Json, names: Names, words: Iterable[Assignment] = ()) -> Assignment:
    """Read whom one target stands for."""
    read: dict[str, Any] = {}
    for word, odata_type in _GROUPS.items():
        if is_a(target, odata_type):
            spoken = [each[name] for each in words for name in _GROUPS if name in each]
            (read[word],) = spelled(names, Ref.GROUP, [str(target["groupId"])], spoken)
    for word, odata_type in _ALL.items():
        if is_a(target, odata_type):
            read["all"] = word
    if not read:
        return {_OTHER: dict(target)}
    if _is_filtered(target):
        spoken = [each["filter"] for each in words if "filter" in each]
        (read["filter"],) = spelled(names, Ref.FILTER, [str(target[_FILTER])], spoken)
        read["filter_mode"] = target[_FILTER_MODE]
    return read


def target_of(assignment: Assignment, names: Names) -> Json:
    """Write the target; ``Unresolved`` when a group or a filter is not known yet."""
    if _OTHER in assignment:
        return dict(assignment[_OTHER])
    target: Json = {}
    for word, odata_type in _GROUPS.items():
        if word in assignment:
            group_id = names.id_of(Ref.GROUP, assignment[word])
            target = {"@odata.type": f"{_GRAPH}{odata_type}", "groupId": group_id}
    if "all" in assignment:
        target = {"@odata.type": f"{_GRAPH}{_ALL[assignment['all']]}"}
    if "filter" in assignment:
        target[_FILTER] = names.id_of(Ref.FILTER, assignment["filter"])
        target[_FILTER_MODE] = assignment.get("filter_mode", "include")
    return target


def group_target(group_id: str) -> Json:
    """Write the target of one group."""
    return {"@odata.type": f"{_GRAPH}{_GROUPS['group']}", "groupId": group_id}


def includes(target: Json, group_id: str) -> bool:
    """Say whether a target is one group."""
    return is_a(target, _GROUPS["group"]) and names_group(target, group_id)


def names_group(target: Json, group_id: str) -> bool:
    """Say whether a target includes or excludes one group."""
    return str(target.get("groupId") or "").casefold() == group_id.casefold()


def is_a(entity: Mapping[str, Any], odata_type: str) -> bool:
    """Say whether an entity is of a type, with or without the number sign that Graph puts."""
    return str(entity.get("@odata.type") or "").removeprefix("#") == f"microsoft.graph.{odata_type}"


def mentioned(bodies: Iterable[Json]) -> dict[Ref, set[str]]:
    """List the groups and the filters that objects are assigned by."""
    targets = [each["target"] for body in bodies for each in assignments_of(body)]
    return {
        Ref.GROUP: {str(each["groupId"]) for each in targets if each.get("groupId")},
        Ref.FILTER: {str(each[_FILTER]) for each in targets if _is_filtered(each)},
    }


def assignments_of(body: Mapping[str, Any]) -> Sequence[Json]:
    """List the assignments that were read along with an object."""
    return body.get("assignments") or ()


def told(assignments: Iterable[Assignment]) -> str:
    """Say to whom something is assigned, for people."""
    return ", ".join(_told(each) for each in assignments) or "nobody"


def _told(assignment: Assignment) -> str:
    if "exclude" in assignment:
        return f"all but {assignment['exclude']}"
    if "all" in assignment:
        return f"all {assignment['all']}"
    return str(assignment.get("group") or assignment)


def _is_filtered(target: Json) -> bool:
    return bool(target.get(_FILTER)) and target.get(_FILTER_MODE) in {"include", "exclude"}

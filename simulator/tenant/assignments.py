"""To whom something of Intune's is assigned: groups in or out, all devices, all people."""

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass

from simulator.tenant.answers import Entity, bad_request
from simulator.tenant.assignment_filters import AssignmentFilters
from simulator.tenant.groups import Groups
from simulator.tenant.replicas import Replicas

_TYPE = "#microsoft.graph.{}AssignmentTarget"
GROUP = _TYPE.format("group")
EXCLUSION = _TYPE.format("exclusionGroup")
ALL_DEVICES = _TYPE.format("allDevices")
ALL_USERS = _TYPE.format("allLicensedUsers")
OF_GROUPS = (GROUP, EXCLUSION)
EVERY_KIND = (*OF_GROUPS, ALL_DEVICES, ALL_USERS)
FILTER_TYPES = ("none", "include", "exclude")

_FILTER_ID = "deviceAndAppManagementAssignmentFilterId"
_FILTER_TYPE = "deviceAndAppManagementAssignmentFilterType"
# What stands in ids of assignments where a group's id would; seen in exports of real tenants.
_VIRTUAL_GROUPS = {
    ALL_DEVICES: "adadadad-808e-44e2-905a-0b7873a8a531",
    ALL_USERS: "acacacac-9df4-4c7d-9d50-4ef0226f57a9",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One target; *group_id* is blank when it is all devices or all people."""

    kind: str
    group_id: str = ""
    filter_id: str | None = None
    filter_type: str = "none"

    @property
    def key(self) -> str:
        """What names the target within the assignments of one object."""
        return _VIRTUAL_GROUPS.get(self.kind, self.group_id)

    def entity(self) -> Entity:
        """Write the target as Graph does."""
        written: Entity = {
            "@odata.type": self.kind,
            _FILTER_ID: self.filter_id,
            _FILTER_TYPE: self.filter_type,
        }
        return written | {"groupId": self.group_id} if self.group_id else written


def group_target(group_id: str) -> Target:
    """Make the target that is one group."""
    return Target(kind=GROUP, group_id=group_id)


def reach(targets: Iterable[Target], holding: Container[str], *everybody: str) -> bool:
    """Say whether what is in the groups *holding* is meant, or *everybody* of these kinds.

    A group that is left out leaves out (Microsoft: exclusion comes before
    inclusion).  Filters are not evaluated: what has one reaches all the same.
    """
    found = list(targets)
    if any(each.kind == EXCLUSION and each.group_id in holding for each in found):
        return False
    return any(
        each.kind in everybody or (each.kind == GROUP and each.group_id in holding)
        for each in found
    )


class Targets:
    """Reads targets that somebody sent."""

    def __init__(self, groups: Groups, replicas: Replicas, filters: AssignmentFilters) -> None:
        self._groups = groups
        self._replicas = replicas
        self._filters = filters

    def read_all(
        self, written: object, parameter: str, kinds: Sequence[str] = EVERY_KIND
    ) -> list[Target]:
        """Read what an ``assign`` action was sent; ``GraphFault`` 400 when that is no list.

        A group that stands in it twice is refused as well (assumed).
        """
        return self.read_entries(written, parameter, lambda entry: self.read(entry, kinds))

    def read_entries[T: Target](
        self, written: object, parameter: str, read: Callable[[Entity], T]
    ) -> list[T]:
        """Read what an ``assign`` action was sent, each of it by *read*."""
        if not isinstance(written, list) or not all(isinstance(each, dict) for each in written):
            message = f"The parameter {parameter} is missing."
            raise bad_request(message)
        found = [read(each) for each in written]
        if len({each.key for each in found}) < len(found):
            message = f"The parameter {parameter} names the same target more than once."
            raise bad_request(message)
        return found

    def read(self, assignment: Entity, kinds: Sequence[str] = EVERY_KIND) -> Target:
        """Read an assignment's target; ``GraphFault`` 400, also for a group that is not there."""
        target = assignment.get("target")
        kind = _kind(target)
        if not isinstance(target, dict) or kind not in kinds:
            message = f"The target '{kind}' cannot be assigned here."
            raise bad_request(message)
        filter_id, filter_type = self._filter(target)
        if kind not in OF_GROUPS:
            return Target(kind=kind, filter_id=filter_id, filter_type=filter_type)
        group_id = str(target.get("groupId") or "")
        if self._groups.find(group_id) is None or self._replicas.lack(group_id):
            message = f"The group '{group_id}' does not exist."
            raise bad_request(message)
        return Target(kind=kind, group_id=group_id, filter_id=filter_id, filter_type=filter_type)

    def _filter(self, target: Entity) -> tuple[str | None, str]:
        filter_id, filter_type = target.get(_FILTER_ID), target.get(_FILTER_TYPE) or "none"
        if filter_type not in FILTER_TYPES:
            message = f"Invalid value '{filter_type}' for {_FILTER_TYPE}."
            raise bad_request(message)
        if filter_type == "none":
            return None, "none"
        if not isinstance(filter_id, str) or not self._filters.hold(filter_id):
            message = f"The assignment filter '{filter_id}' does not exist."
            raise bad_request(message)
        return filter_id, filter_type


def _kind(target: object) -> str:
    written = str(target.get("@odata.type")) if isinstance(target, dict) else ""
    return f"#{written.removeprefix('#')}"


def assignments_of(owner: str, targets: Iterable[Target]) -> list[Entity]:
    """Write the assignments of an object, as v1.0 and beta do."""
    return [{"id": f"{owner}_{each.key}", "target": each.entity()} for each in targets]

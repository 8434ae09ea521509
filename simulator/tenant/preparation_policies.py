"""Device-preparation policies: for whom machines are prepared, how, and into which group."""

from dataclasses import dataclass
from datetime import datetime

from simulator.tenant.answers import Entity, bad_request, no_such_record, stamp
from simulator.tenant.groups import Groups

# The template of user-driven device preparation, as several public tools send it.
TEMPLATE = "80d33118-b7b4-40d8-b15f-81be745e053f_1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Installable:
    """An app or a script that a policy names and that is assigned to the device group."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparationPolicy:
    """One policy; of several that meet a person, the one with the least *priority* applies."""

    id: str
    name: str
    user_group: str
    device_group: str
    apps: tuple[Installable, ...]
    scripts: tuple[Installable, ...]
    priority: int
    created: datetime

    def entity(self) -> Entity:
        """Write the policy as Graph lists it (a ``configurationPolicy`` of beta)."""
        return {
            "id": self.id,
            "name": self.name,
            "description": "",
            "platforms": "windows10",
            "technologies": "enrollment",
            "createdDateTime": stamp(self.created),
            "lastModifiedDateTime": stamp(self.created),
            "roleScopeTagIds": ["0"],
            "isAssigned": True,
            "priorityMetaData": {"priority": self.priority},
            "templateReference": {
                "templateId": TEMPLATE,
                "templateFamily": "enrollmentConfiguration",
                "templateDisplayName": "Device Preparation",
                "templateDisplayVersion": "Version 1",
            },
        }

    def assignment(self) -> Entity:
        """Write the assignment to the user group.  The device group is not told here."""
        return {
            "id": f"{self.id}_{self.user_group}",
            "source": "direct",
            "sourceId": self.id,
            "target": {
                "@odata.type": "#microsoft.graph.groupAssignmentTarget",
                "deviceAndAppManagementAssignmentFilterId": None,
                "deviceAndAppManagementAssignmentFilterType": "none",
                "groupId": self.user_group,
            },
        }


class PreparationPolicies:
    """Every device-preparation policy."""

    def __init__(self, groups: Groups) -> None:
        self._groups = groups
        self._by_id: dict[str, PreparationPolicy] = {}

    def create(self, policy: PreparationPolicy) -> None:
        """Create a policy; ``GraphFault`` when a group is missing or the device group dynamic."""
        self._groups.get(policy.user_group)
        if self._groups.get(policy.device_group).rule:
            message = "notStaticSecurityGroup"
            raise bad_request(message)
        self._by_id[policy.id] = policy

    def named(self, name: str | None) -> list[PreparationPolicy]:
        """List the policies of that name, or all of them."""
        return [each for each in self._by_id.values() if name in (None, each.name)]

    def get(self, policy_id: str) -> PreparationPolicy:
        """Find a policy; ``GraphFault`` 404 when there is none."""
        policy = self._by_id.get(policy_id)
        if policy is None:
            raise no_such_record(policy_id)
        return policy

    def for_person(self, user_id: str) -> PreparationPolicy | None:
        """Find the first policy by priority whose user group is seen to hold a person."""
        holding = set(self._groups.holding(user_id))
        by_priority = sorted(self._by_id.values(), key=lambda each: each.priority)
        return next((each for each in by_priority if each.user_group in holding), None)

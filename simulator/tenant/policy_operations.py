"""Who may join, and whose machines enrol by themselves: the requests on two policies."""

from collections.abc import Mapping
from typing import Any

from simulator.tenant.answers import Entity, no_such_resource
from simulator.tenant.face import Face
from simulator.tenant.mobility_policy import INTUNE, MobilityPolicy
from simulator.tenant.operations import Operation, Request
from simulator.tenant.references import reference_to

_REGISTRATION = "/v1.0/policies/deviceRegistrationPolicy"
_MOBILITY = "/beta/policies/mobileDeviceManagementPolicies"


class PolicyOperations(Face):
    """The device registration policy, and automatic enrolment, which is for people alone."""

    def registration_policy(self) -> Entity:
        """Read who may join devices, how many, and who administers them."""
        request = Request(operation=Operation.REGISTRATION_POLICY, url=_REGISTRATION)
        return self.gate.run(request, self.model.registration_policy.entity)

    def replace_registration_policy(self, wanted: Mapping[str, Any]) -> Entity:
        """Put the whole policy anew; 400 when a part is missing, and nothing changes."""
        request = Request(
            operation=Operation.REPLACE_REGISTRATION_POLICY, url=_REGISTRATION, body=wanted
        )

        def replace() -> Entity:
            user, group = self.model.users.of_id, self.model.groups.find
            self.model.registration_policy.replace(
                wanted, lambda each: user(each) is not None, lambda each: group(each) is not None
            )
            return self.model.registration_policy.entity()

        return self.gate.run(request, replace)

    def mobility_policies(self) -> list[Entity]:
        """List the policies of automatic enrolment: Intune's alone."""
        request = Request(operation=Operation.MOBILITY_POLICIES, url=_MOBILITY)
        return self.gate.run(request, lambda: [self.model.mobility_policy.entity()])

    def mobility_policy(self, policy_id: str = INTUNE, *, groups: bool = False) -> Entity:
        """Read whose machines enrol by themselves, with the included *groups* if asked."""
        query = "?$expand=includedGroups" if groups else ""
        request = Request(
            operation=Operation.MOBILITY_POLICY, url=f"{_MOBILITY}/{policy_id}{query}"
        )

        def read() -> Entity:
            policy = self._policy(policy_id).entity()
            return policy | {"includedGroups": self._included()} if groups else policy

        return self.gate.run(request, read)

    def update_mobility_policy(self, fields: Mapping[str, Any], policy_id: str = INTUNE) -> None:
        """Change the policy; 400 for ``selected``, and for ``appliesTo`` beside another one."""
        request = Request(
            operation=Operation.UPDATE_MOBILITY_POLICY, url=f"{_MOBILITY}/{policy_id}", body=fields
        )
        self.gate.run(request, lambda: self._policy(policy_id).change(fields))

    def included_groups(self, policy_id: str = INTUNE) -> list[Entity]:
        """List the groups of people whose machines enrol."""
        request = Request(
            operation=Operation.INCLUDED_GROUPS, url=f"{_MOBILITY}/{policy_id}/includedGroups"
        )

        def read() -> list[Entity]:
            self._policy(policy_id)
            return self._included()

        return self.gate.run(request, read)

    def include_group(self, group_id: str, policy_id: str = INTUNE) -> None:
        """Let the machines of a group's people enrol; 400 when they do, 404 without the group."""
        request = Request(
            operation=Operation.INCLUDE_GROUP,
            url=f"{_MOBILITY}/{policy_id}/includedGroups/$ref",
            body={"@odata.id": reference_to(group_id)},
        )

        def include() -> None:
            policy = self._policy(policy_id)
            self.model.groups.get(group_id)
            self.model.replicas.reach(group_id)
            policy.include(group_id)

        self.gate.run(request, include)

    def exclude_group(self, group_id: str, policy_id: str = INTUNE) -> None:
        """Let the machines of a group's people enrol no longer; 404 when it is not included."""
        request = Request(
            operation=Operation.EXCLUDE_GROUP,
            url=f"{_MOBILITY}/{policy_id}/includedGroups/{group_id}/$ref",
        )
        self.gate.run(request, lambda: self._policy(policy_id).exclude(group_id))

    def _policy(self, policy_id: str) -> MobilityPolicy:
        if policy_id.lower() != INTUNE:
            raise no_such_resource(policy_id)
        return self.model.mobility_policy

    def _included(self) -> list[Entity]:
        groups = (self.model.groups.find(each) for each in self.model.mobility_policy.included)
        return [group.entity() for group in groups if group is not None]

"""The group of devices that a policy puts machines into: enrolment-time grouping.

Source: "setEnrollmentTimeDeviceMembershipTarget action" (beta): 200 with a verdict,
and 500 for whatever else went wrong.
"""

from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import INTUNE_TROUBLE, Entity, GraphFault, bad_request
from simulator.tenant.configuration_policies import ConfigurationPolicies
from simulator.tenant.configuration_policy import ConfigurationPolicy
from simulator.tenant.directory_objects import DirectoryObjects
from simulator.tenant.group import Group
from simulator.tenant.service_principals import INTUNE_PROVISIONING_CLIENT

_STATIC = "staticSecurityGroup"
_NO_ERROR = "unknown"
_TARGETS = "enrollmentTimeDeviceMembershipTargets"
_ROUTELESS = "Resource not found for the segment 'retrieveEnrollmentTimeDeviceMembershipTarget'."


class DeviceGroups:
    """Links policies to their groups of devices."""

    def __init__(
        self,
        agenda: Agenda,
        policies: ConfigurationPolicies,
        directory: DirectoryObjects,
    ) -> None:
        self._agenda = agenda
        self._policies = policies
        self._directory = directory

    def link(self, policy_id: str, body: Entity, *, by_app: bool) -> Entity:
        """Link a policy to a group; the answer says whether that was done."""
        policy = self._prepares(policy_id)
        if by_app and self._agenda.is_in_mood("link_needs_person"):
            raise _trouble()
        target_id = _target_id(body)
        code = self._verdict(target_id)
        done = code == _NO_ERROR
        if done:
            policy.device_group = target_id
        return {
            "validationSucceeded": done,
            "enrollmentTimeDeviceMembershipTargetValidationStatuses": [
                {
                    "targetId": target_id,
                    "validationSucceeded": done,
                    "targetValidationErrorCode": code,
                }
            ],
        }

    def linked(self, policy_id: str) -> Entity:
        """Tell a policy's group, as others have read it; not every tenant has this address."""
        policy = self._prepares(policy_id)
        if self._agenda.is_in_mood("link_unreadable"):
            raise bad_request(_ROUTELESS)
        group_id = policy.device_group
        return {_TARGETS: [{"targetType": _STATIC, "targetId": group_id}] if group_id else []}

    def clear(self, policy_id: str) -> None:
        """Let a policy have no group."""
        self._prepares(policy_id).device_group = ""

    def _prepares(self, policy_id: str) -> ConfigurationPolicy:
        policy = self._policies.get(policy_id)
        if not policy.prepares:
            raise _trouble()
        return policy

    def _verdict(self, target_id: str) -> str:
        group = self._directory.groups.find(target_id)
        if group is None and self._directory.find(target_id) is not None:
            return "notSecurityGroup"
        if group is None or not self._is_known(group):
            return "securityGroupNotFound"
        if group.rule:
            return "notStaticSecurityGroup"
        principal = self._directory.service_principals.of_app(INTUNE_PROVISIONING_CLIENT)
        owned = principal is not None and principal.id in group.owners
        return _NO_ERROR if owned else "firstPartyAppNotAnOwner"

    def _is_known(self, group: Group) -> bool:
        """Say whether Intune has heard of a group, which takes a while after its creation."""
        span = self._agenda.latencies.group_known
        delay = self._agenda.draws.delay(span, "group_known", group.id)
        return group.created is None or self._agenda.now() >= group.created + delay


def _target_id(body: Entity) -> str:
    targets = body.get(_TARGETS)
    if not isinstance(targets, list) or len(targets) != 1 or not isinstance(targets[0], dict):
        raise bad_request(f"The parameter {_TARGETS} must name one group.")
    if targets[0].get("targetType") != _STATIC:
        raise bad_request(f"The targetType must be {_STATIC}.")
    return str(targets[0].get("targetId"))


def _trouble() -> GraphFault:
    return GraphFault(500, "InternalServerError", INTUNE_TROUBLE)

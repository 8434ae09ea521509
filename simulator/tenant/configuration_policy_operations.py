"""Configuration policies, device preparation's among them: the requests on them (beta)."""

from collections.abc import Callable, Collection
from functools import partial

from simulator.tenant.answers import Entity, Page, Slice, page_of
from simulator.tenant.configuration_policy import ConfigurationPolicy
from simulator.tenant.face import Face
from simulator.tenant.operations import Operation

POLICIES_PAGE = 500  # Intune's own size is not documented

_POLICIES = "/beta/deviceManagement/configurationPolicies"
_MEMBERSHIP = "EnrollmentTimeDeviceMembershipTarget"
_EXPANSIONS: dict[str, Callable[[ConfigurationPolicy], list[Entity]]] = {
    "settings": ConfigurationPolicy.setting_entities,
    "assignments": ConfigurationPolicy.assignment_entities,
}


class ConfigurationPolicyOperations(Face):
    """What is asked of configuration policies, each request through the gate."""

    def configuration_policies_page(
        self, name: str | None = None, part: Slice | None = None, *, expand: Collection[str] = ()
    ) -> Page:
        """List one page of the policies, of all or of those so named; *expand* what is named."""
        piece = part or Slice(top=POLICIES_PAGE)
        query = "" if name is None else f"?$filter=name eq '{name}'"
        find = partial(self.model.intune.configuration_policies.named, name)
        write = partial(_written, expand=expand)
        operation = Operation.CONFIGURATION_POLICIES
        return self.ask(operation, _POLICIES + query, lambda: page_of(find(), piece, write))

    def configuration_policies(self, name: str | None = None) -> list[Entity]:
        """List the policies, page by page."""
        return self.every_page(partial(self.configuration_policies_page, name), POLICIES_PAGE).items

    def configuration_policy(self, policy_id: str, *, expand: Collection[str] = ()) -> Entity:
        """Read a policy; 404 when there is none."""
        get = self._getter(policy_id)
        read = lambda: _written(get(), expand=expand)  # noqa: E731  read below, once
        return self.ask(Operation.CONFIGURATION_POLICY, _url(policy_id), read)

    def policy_settings(self, policy_id: str) -> list[Entity]:
        """List a policy's settings; 404 when there is none."""
        get, url = self._getter(policy_id), _url(policy_id, "settings")
        return self.ask(Operation.POLICY_SETTINGS, url, lambda: get().setting_entities())

    def policy_assignments(self, policy_id: str) -> list[Entity]:
        """List the groups of people that a policy is assigned to; 404 when there is none."""
        get, url = self._getter(policy_id), _url(policy_id, "assignments")
        return self.ask(Operation.POLICY_ASSIGNMENTS, url, lambda: get().assignment_entities())

    def create_configuration_policy(self, body: Entity) -> Entity:
        """Create a policy of device preparation, the last by priority."""
        create = partial(self.model.intune.configuration_policies.create, body)
        return self.ask(
            Operation.CREATE_CONFIGURATION_POLICY, _POLICIES, lambda: create().entity(), body
        )

    def update_configuration_policy(self, policy_id: str, body: Entity) -> Entity:
        """Change a policy's name or description; 400 when settings are among what is sent."""
        update = partial(self.model.intune.configuration_policies.update, policy_id, body)
        operation, url = Operation.UPDATE_CONFIGURATION_POLICY, _url(policy_id)
        return self.ask(operation, url, lambda: update().entity(), body)

    def replace_configuration_policy(self, policy_id: str, body: Entity) -> None:
        """Write a policy anew, with its settings."""
        replace = partial(self.model.intune.configuration_policies.replace, policy_id, body)
        self.ask(Operation.REPLACE_CONFIGURATION_POLICY, _url(policy_id), replace, body)

    def delete_configuration_policy(self, policy_id: str) -> None:
        """Delete a policy."""
        remove = partial(self.model.intune.configuration_policies.remove, policy_id)
        self.ask(Operation.DELETE_CONFIGURATION_POLICY, _url(policy_id), remove)

    def assign_configuration_policy(self, policy_id: str, assignments: object) -> list[Entity]:
        """Replace all assignments of a policy; answers the new ones."""
        assign = partial(self.model.intune.configuration_policies.assign, policy_id, assignments)
        url, body = _url(policy_id, "assign"), {"assignments": assignments}
        operation = Operation.ASSIGN_CONFIGURATION_POLICY
        return self.ask(operation, url, lambda: assign().assignment_entities(), body)

    def reorder_configuration_policy(self, policy_id: str, priority: object) -> None:
        """Give a policy another place among those of device preparation."""
        reorder = partial(self.model.intune.configuration_policies.reorder, policy_id, priority)
        url, body = _url(policy_id, "reorder"), {"priority": priority}
        self.ask(Operation.REORDER_CONFIGURATION_POLICY, url, reorder, body)

    def link_device_group(self, policy_id: str, body: Entity) -> Entity:
        """Link a policy to its group of devices; the answer says whether that was done."""
        by_app = self.gate.caller.is_app
        link = partial(self.model.intune.device_groups.link, policy_id, body, by_app=by_app)
        url = _url(policy_id, f"set{_MEMBERSHIP}")
        return self.ask(Operation.LINK_DEVICE_GROUP, url, link, body)

    def linked_device_group(self, policy_id: str) -> Entity:
        """Read a policy's group of devices, by a POST that changes nothing."""
        read = partial(self.model.intune.device_groups.linked, policy_id)
        url = _url(policy_id, f"retrieve{_MEMBERSHIP}")
        return self.ask(Operation.LINKED_DEVICE_GROUP, url, read)

    def clear_device_group(self, policy_id: str) -> None:
        """Let a policy have no group of devices."""
        clear = partial(self.model.intune.device_groups.clear, policy_id)
        self.ask(Operation.CLEAR_DEVICE_GROUP, _url(policy_id, f"clear{_MEMBERSHIP}"), clear)

    def _getter(self, policy_id: str) -> Callable[[], ConfigurationPolicy]:
        return partial(self.model.intune.configuration_policies.get, policy_id)


def _written(policy: ConfigurationPolicy, *, expand: Collection[str]) -> Entity:
    return policy.entity() | {name: _EXPANSIONS[name](policy) for name in expand}


def _url(policy_id: str, *rest: str) -> str:
    return "/".join((_POLICIES, policy_id, *rest))

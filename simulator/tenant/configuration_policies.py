"""Configuration policies: those of device preparation, and what else people have."""

from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import Entity, bad_request, no_such_record
from simulator.tenant.assignments import ALL_USERS, EXCLUSION, GROUP, Targets
from simulator.tenant.configuration_policy import ConfigurationPolicy
from simulator.tenant.policy_reading import read_settings
from simulator.tenant.policy_templates import FAMILY, USER_DRIVEN
from simulator.tenant.properties import Properties, choice, name_of_it, text, texts

_IGNORED = (
    "id",
    "createdDateTime",
    "lastModifiedDateTime",
    "isAssigned",
    "settingCount",
    "priorityMetaData",
    "creationSource",
)
_WRITABLE = (
    name_of_it("name"),
    text("description", most=1_000),
    texts("roleScopeTagIds", "0"),
)
_PATCHED = Properties(*_WRITABLE, ignored=_IGNORED)
_WHOLE = Properties(
    *_WRITABLE,
    choice("platforms", "windows10"),
    choice("technologies", "enrollment"),
    ignored=(*_IGNORED, "settings", "templateReference"),
)
_TEMPLATE: Entity = {
    "templateId": USER_DRIVEN,
    "templateFamily": FAMILY,
    "templateDisplayName": "Device Preparation",
    "templateDisplayVersion": "Version 1",
}
# Something that people made in the settings catalogue, and that is not device preparation.
_OTHER: Entity = {
    "name": "Lock screen",
    "description": "",
    "roleScopeTagIds": ["0"],
    "platforms": "windows10",
    "technologies": "mdm",
}
_NO_TEMPLATE: Entity = {
    "templateId": "",
    "templateFamily": "none",
    "templateDisplayName": None,
    "templateDisplayVersion": None,
}


class ConfigurationPolicies:
    """Every configuration policy; those of device preparation have priorities."""

    def __init__(self, agenda: Agenda, targets: Targets) -> None:
        self._agenda = agenda
        self._targets = targets
        self._made = 0
        self._by_id: dict[str, ConfigurationPolicy] = {}
        self._add(agenda.draws.guid("another policy"), _OTHER, _NO_TEMPLATE, [])

    def named(self, name: str | None) -> list[ConfigurationPolicy]:
        """List the policies of that name, or all of them."""
        return [each for each in self._by_id.values() if name in (None, each.name)]

    def get(self, policy_id: str) -> ConfigurationPolicy:
        """Find a policy; ``GraphFault`` 404 when there is none."""
        policy = self._by_id.get(policy_id)
        if policy is None:
            raise no_such_record(policy_id)
        return policy

    def by_priority(self) -> list[ConfigurationPolicy]:
        """List the policies of device preparation, the first by priority first."""
        found = (each for each in self._by_id.values() if each.prepares)
        return sorted(found, key=lambda each: each.priority)

    def create(self, body: Entity) -> ConfigurationPolicy:
        """Create a policy of device preparation, the last by priority; assigned to nobody."""
        fields = _WHOLE.created(body)
        settings = _templated(body)
        self._made += 1
        policy_id = self._agenda.draws.guid("configuration policy", str(self._made))
        return self.add(policy_id, fields, settings)

    def add(self, policy_id: str, fields: Entity, settings: list[Entity]) -> ConfigurationPolicy:
        """Put a policy of device preparation into the tenant."""
        last = max((each.priority for each in self.by_priority()), default=0)
        policy = self._add(policy_id, _WHOLE.at_first() | fields, _TEMPLATE, settings)
        policy.priority = last + 1
        return policy

    def update(self, policy_id: str, body: Entity) -> ConfigurationPolicy:
        """Change name, description or tags of a policy; settings are refused (observed)."""
        policy = self.get(policy_id)
        if "settings" in body:
            raise bad_request("Cannot PATCH navigation property 'settings'")
        policy.fields = _PATCHED.taken(body, policy.fields)
        policy.modified = self._agenda.now()
        return policy

    def replace(self, policy_id: str, body: Entity) -> None:
        """Write a policy anew with its settings; assignments, group and priority stay."""
        policy = self._prepares(policy_id)
        fields = _WHOLE.created(body)
        policy.settings = _templated(body)
        policy.fields = fields
        policy.modified = self._agenda.now()

    def remove(self, policy_id: str) -> None:
        """Delete a policy; those after it move up."""
        policy = self.get(policy_id)
        del self._by_id[policy_id]
        if policy.prepares:
            self._number(self.by_priority())

    def assign(self, policy_id: str, written: object) -> ConfigurationPolicy:
        """Replace the targets of a policy: groups of people, or all of them."""
        policy = self.get(policy_id)
        kinds = (GROUP, EXCLUSION, ALL_USERS)
        policy.targets = self._targets.read_all(written, "assignments", kinds)
        return policy

    def reorder(self, policy_id: str, priority: object) -> None:
        """Move a policy to a place counted from 1; the others make room."""
        policy = self._prepares(policy_id)
        if not isinstance(priority, int) or isinstance(priority, bool) or priority < 1:
            raise bad_request("The parameter priority must be a positive number.")
        order = [each for each in self.by_priority() if each is not policy]
        order.insert(priority - 1, policy)
        self._number(order)

    def _prepares(self, policy_id: str) -> ConfigurationPolicy:
        policy = self.get(policy_id)
        if not policy.prepares:
            raise bad_request("Only device preparation is simulated.")
        return policy

    def _number(self, order: list[ConfigurationPolicy]) -> None:
        for priority, policy in enumerate(order, 1):
            policy.priority = priority

    def _add(
        self, policy_id: str, fields: Entity, template: Entity, settings: list[Entity]
    ) -> ConfigurationPolicy:
        now = self._agenda.now()
        policy = ConfigurationPolicy(
            id=policy_id,
            fields=fields,
            template=template,
            settings=settings,
            created=now,
            modified=now,
        )
        self._by_id[policy_id] = policy
        return policy


def _templated(body: Entity) -> list[Entity]:
    reference = body.get("templateReference")
    template_id = reference.get("templateId") if isinstance(reference, dict) else None
    if template_id != USER_DRIVEN:
        raise bad_request(f"There is no template '{template_id}' in the simulated tenant.")
    return read_settings(body.get("settings"))

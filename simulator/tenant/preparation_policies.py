"""Which policy of device preparation a machine takes, and what that installs on it."""

from dataclasses import dataclass

from simulator.tenant.apps import App, AppTarget, Installables, Script
from simulator.tenant.assignments import ALL_USERS, Target, reach
from simulator.tenant.configuration_policies import ConfigurationPolicies
from simulator.tenant.groups import Groups
from simulator.tenant.policy_reading import app_id, values_of
from simulator.tenant.policy_templates import APPS, SCRIPTS


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparationPolicy:
    """What a policy does to a machine: into which group it goes, and what is installed."""

    name: str
    device_group: str
    apps: tuple[App, ...]
    scripts: tuple[Script, ...]


class PreparationPolicies:
    """Finds the policy for a person's machine among the documents."""

    def __init__(
        self,
        groups: Groups,
        documents: ConfigurationPolicies,
        apps: Installables[AppTarget],
        scripts: Installables[Target],
    ) -> None:
        self._groups = groups
        self._documents = documents
        self._apps = apps
        self._scripts = scripts

    def for_person(self, user_id: str) -> PreparationPolicy | None:
        """Find the first policy by priority that is assigned to a person.

        It prepares nothing without a group of devices.  Of the apps and scripts
        that it names, those are installed that are assigned to that group as
        well, apps as required, both in the device's context (Microsoft).
        """
        holding = set(self._groups.holding(user_id))
        order = self._documents.by_priority()
        policy = next((each for each in order if reach(each.targets, holding, ALL_USERS)), None)
        if policy is None or self._groups.find(policy.device_group) is None:
            return None
        group_id = policy.device_group
        apps = map(self._apps.find, map(app_id, values_of(policy.settings, APPS)))
        scripts = map(self._scripts.find, values_of(policy.settings, SCRIPTS))
        return PreparationPolicy(
            name=policy.name,
            device_group=group_id,
            apps=tuple(each for each in apps if each and each.is_for(group_id)),
            scripts=tuple(each for each in scripts if each and each.is_for(group_id)),
        )

"""Device preparation policies, as the flight plan writes them."""

from typing import Literal

from pydantic import Field

from shared.domain.setup import Kind, Ref, Wanted
from shared.flightplan.tenant.assignments import PeopleAssignments
from shared.flightplan.tenant.naming import Name, Named, Names, Spelling
from shared.flightplan.tenant.scope_tags import DEFAULT_TAGS, TAGS_ARE, ScopeTags

# Microsoft, "What's new in Windows Autopilot device preparation": 25 apps since January 2026.
_MOST_APPS, _MOST_SCRIPTS = 25, 10


class PreparationPolicyModel(Named):
    """A device preparation policy, user-driven, that joins devices to Microsoft Entra."""

    description: str = Field(default="", max_length=1000, description="Description.")
    device_group: Name | None = Field(
        default=None,
        description="Device group: the assigned group that devices are put into as they enrol, "
        "by key in this plan, display name or object id. The Intune Provisioning Client owns it. "
        "The default is none.",
    )
    deployment_mode: Literal["standard", "enhanced"] = Field(
        default="standard",
        description="Deployment mode, as the setting has it. The default is standard.",
    )
    deployment_type: Literal["userDriven"] = Field(
        default="userDriven",
        description="Deployment type: Single user, which is User-driven. There is no other yet.",
    )
    join_type: Literal["entraJoined"] = Field(
        default="entraJoined",
        description="Join type: Microsoft Entra joined. There is no other yet.",
    )
    account_type: Literal["standardUser", "administrator"] = Field(
        default="standardUser", description="User account type. The default is standardUser."
    )
    timeout_in_minutes: int = Field(
        default=60,
        ge=15,
        le=720,
        description="Minutes allowed before showing installation error, 15 to 720. "
        "The default is 60.",
    )
    custom_error_message: str = Field(
        default="Contact your organization's support person for help.",
        max_length=1000,
        description="Custom error message. "
        "The default is: Contact your organization's support person for help.",
    )
    allow_skip: bool = Field(
        default=False,
        description="Allow users to skip setup after multiple attempts. The default is false (No).",
    )
    allow_diagnostics: bool = Field(
        default=False, description="Show link to diagnostics. The default is false (No)."
    )
    apps: Names = Field(
        default=(),
        max_length=_MOST_APPS,
        description="Apps, by display name or id. Each is assigned to the device group too, "
        "as Required. The default is none.",
    )
    scripts: Names = Field(
        default=(),
        max_length=_MOST_SCRIPTS,
        description="Scripts, by display name or id. Each is assigned to the device group too. "
        "The default is none.",
    )
    role_scope_tag_ids: ScopeTags = Field(default=DEFAULT_TAGS, description=TAGS_ARE)
    assignments: PeopleAssignments = Field(
        default=(),
        description="Assignments, to groups of people: the whole list, whatever is assigned "
        "besides is taken away. The default is none.",
    )
    priority: int | None = Field(
        default=None,
        ge=1,
        description="Priority; 1 comes first. The default leaves it as it is.",
    )

    def value(self, key: str, spelling: Spelling) -> Wanted:
        """Make the policy of this key."""
        group = None if self.device_group is None else spelling.of(Ref.GROUP, self.device_group)
        fields = self.plain("assignments", "priority") | {
            "device_group": group,
            "apps": spelling.each(Ref.APP, self.apps),
            "scripts": spelling.each(Ref.SCRIPT, self.scripts),
            "assignments": [each.value(spelling) for each in self.assignments],
        }
        if self.priority is not None:
            fields["priority"] = self.priority
        return self.wanted(Kind.PREPARATION_POLICY, key, fields)

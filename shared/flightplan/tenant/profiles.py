"""Windows Autopilot deployment profiles, as the flight plan writes them."""

from typing import Literal

from pydantic import Field

from shared.domain.setup import Kind, Wanted
from shared.flightplan.strict import Strict
from shared.flightplan.tenant.assignments import DeviceAssignments
from shared.flightplan.tenant.naming import Named, Spelling
from shared.flightplan.tenant.scope_tags import DEFAULT_TAGS, TAGS_ARE, ScopeTags

# Microsoft, "windowsAutopilotDeploymentProfile resource type".
_LONGEST_NAME = 200


class OutOfBoxExperienceModel(Strict):
    """What somebody meets on the way to the desktop."""

    device_usage_type: Literal["singleUser", "shared"] = Field(
        default="singleUser",
        description="Deployment mode: singleUser (User-Driven) or shared (Self-Deploying). "
        "The default is singleUser.",
    )
    eula_hidden: bool = Field(
        default=True,
        description="Microsoft Software License Terms: true is Hide, false is Show. "
        "The default is true.",
    )
    privacy_settings_hidden: bool = Field(
        default=True,
        description="Privacy settings: true is Hide, false is Show. The default is true.",
    )
    escape_link_hidden: bool = Field(
        default=True,
        description="Hide change account options: true is Hide, false is Show. "
        "The default is true.",
    )
    user_type: Literal["administrator", "standard"] = Field(
        default="standard", description="User account type. The default is standard."
    )
    keyboard_selection_page_skipped: bool = Field(
        default=True, description="Automatically configure keyboard. The default is true (Yes)."
    )


class DeploymentProfileModel(Named):
    """A deployment profile that joins devices to Microsoft Entra."""

    description: str = Field(default="", max_length=1500, description="Description.")
    hardware_hash_extraction_enabled: bool = Field(
        default=False,
        description="Convert all targeted devices to Autopilot. The default is false (No).",
    )
    device_type: Literal[
        "windowsPc", "holoLens", "surfaceHub2", "surfaceHub2S", "virtualMachine"
    ] = Field(
        default="windowsPc",
        description="Create profile: for Windows PC or HoloLens. The default is windowsPc.",
    )
    out_of_box_experience_setting: OutOfBoxExperienceModel = Field(
        default=OutOfBoxExperienceModel(), description="Out-of-box experience (OOBE)."
    )
    preprovisioning_allowed: bool = Field(
        default=False, description="Allow pre-provisioned deployment. The default is false (No)."
    )
    locale: str = Field(
        default="os-default",
        max_length=64,
        description="Language (Region): os-default (Operating system default), a locale such as "
        'de-DE, or "" (User select). The default is os-default.',
    )
    device_name_template: str = Field(
        default="",
        max_length=64,
        description="Apply device name template: letters, digits and hyphens with %SERIAL% or "
        "%RAND:x%, at most 15 characters once it is filled in. The default is none (No).",
    )
    role_scope_tag_ids: ScopeTags = Field(default=DEFAULT_TAGS, description=TAGS_ARE)
    assignments: DeviceAssignments = Field(
        default=(),
        description="Assignments: the whole list, whatever is assigned besides is taken away. "
        "The default is none.",
    )

    def value(self, key: str, spelling: Spelling) -> Wanted:
        """Make the profile of this key."""
        fields = self.plain("assignments")
        fields["assignments"] = [each.value(spelling) for each in self.assignments]
        return self.wanted(Kind.DEPLOYMENT_PROFILE, key, fields)


def short_names(profiles: dict[str, DeploymentProfileModel]) -> dict[str, DeploymentProfileModel]:
    """Refuse display names that are too long for a profile, though not for a group."""
    if long := [key for key, each in profiles.items() if len(each.name or key) > _LONGEST_NAME]:
        raise ValueError(f"{long[0]}: a profile's name has at most {_LONGEST_NAME} characters")
    return profiles

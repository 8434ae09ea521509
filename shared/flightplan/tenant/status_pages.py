"""Enrolment status pages, as the flight plan writes them."""

from pydantic import Field, ValidationInfo, field_validator

from shared.domain.setup import DEFAULT_PAGE, Kind, Ref, Wanted
from shared.flightplan.tenant.assignments import Assignments
from shared.flightplan.tenant.naming import Named, Names, Spelling
from shared.flightplan.tenant.scope_tags import DEFAULT_TAGS, TAGS_ARE, ScopeTags

# What the portal takes; Graph names no bounds.
_LONGEST_WAIT = 1440
# Microsoft, "Set up the Enrollment Status Page": up to a hundred apps may block.
_MOST_APPS = 100


class StatusPageModel(Named):
    """An enrolment status page (ESP) with its settings, apps and assignments."""

    description: str = Field(default="", max_length=10_000, description="Description.")
    show_installation_progress: bool = Field(
        default=False,
        description="Show app and profile configuration progress. The default is false (No).",
    )
    install_progress_timeout_in_minutes: int = Field(
        default=60,
        ge=0,
        le=_LONGEST_WAIT,
        description="Show an error when installation takes longer than specified number of "
        "minutes. The default is 60.",
    )
    custom_error_message: str = Field(
        default="",
        max_length=10_000,
        description="Show custom message when time limit or error occurs: the error message. "
        "The default is none (No).",
    )
    allow_log_collection_on_install_failure: bool = Field(
        default=False,
        description="Turn on log collection and diagnostics page for end users. "
        "The default is false (No).",
    )
    track_install_progress_for_autopilot_only: bool = Field(
        default=False,
        description="Only show page to devices provisioned by out-of-box experience (OOBE). "
        "The default is false (No).",
    )
    disable_user_status_tracking_after_first_user: bool = Field(
        default=False,
        description="The account setup is shown to the first person who signs in to a device and "
        "to nobody after; the portal sets it together with the one before. "
        "The default is false.",
    )
    install_quality_updates: bool = Field(
        default=True,
        description="Install Windows quality updates (might restart the device). "
        "The default is true (Yes), as for new pages in the portal.",
    )
    block_device_setup_retry_by_user: bool = Field(
        default=True,
        description="Block device use until all apps and profiles are installed, the other way "
        "round: false is Yes, true is No. The default is true (No).",
    )
    allow_device_reset_on_install_failure: bool = Field(
        default=False,
        description="Allow users to reset device if installation error occurs. "
        "The default is false (No).",
    )
    allow_device_use_on_install_failure: bool = Field(
        default=False,
        description="Allow users to use device if installation error occurs. "
        "The default is false (No).",
    )
    selected_mobile_apps: Names = Field(
        default=(),
        max_length=_MOST_APPS,
        description="Block device use until required apps are installed if they are assigned to "
        "the user/device: the selected apps, by display name or id. The default is none (All).",
    )
    allow_non_blocking_app_installation: bool = Field(
        default=False,
        description="Only fail selected blocking apps in technician phase. "
        "The default is false (No).",
    )
    role_scope_tag_ids: ScopeTags = Field(default=DEFAULT_TAGS, description=TAGS_ARE)
    assignments: Assignments = Field(
        default=(),
        description="Assignments: the whole list, whatever is assigned besides is taken away. "
        "The default is none.",
    )
    priority: int | None = Field(
        default=None,
        ge=1,
        description="Priority; 1 comes first. The default leaves it as it is.",
    )

    @field_validator("selected_mobile_apps")
    @classmethod
    def _can_block(cls, said: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        # Observed by others (an Intune skill of August 2026): 400 without a reason otherwise.
        if said and info.data.get("block_device_setup_retry_by_user", False):
            raise ValueError(
                "block nothing while the page does not block; "
                "say block_device_setup_retry_by_user: false"
            )
        return said

    def value(self, key: str, spelling: Spelling) -> Wanted:
        """Make the page of this key; the one that every tenant has is assigned to everybody."""
        fields = self.plain("assignments", "priority") | {
            "selected_mobile_apps": spelling.each(Ref.APP, self.selected_mobile_apps)
        }
        if not self.is_default(key):
            fields["assignments"] = [each.value(spelling) for each in self.assignments]
        if self.priority is not None:
            fields["priority"] = self.priority
        return self.wanted(Kind.ENROLLMENT_STATUS_PAGE, key, fields)

    def is_default(self, key: str) -> bool:
        """Say whether it is the page that every tenant has."""
        return (self.name or key).casefold() == DEFAULT_PAGE.casefold()


def default_is_for_everybody(pages: dict[str, StatusPageModel]) -> dict[str, StatusPageModel]:
    """Refuse assignments and a priority of the page that every tenant has."""
    for key, page in pages.items():
        if page.is_default(key) and (page.assignments or page.priority is not None):
            raise ValueError(
                f"{key}: this page is for whoever gets no other; "
                "take its assignments and its priority away"
            )
    return pages

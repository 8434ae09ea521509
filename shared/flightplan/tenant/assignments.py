"""To whom an object is assigned, as the flight plan writes it."""

from collections import Counter
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from shared.domain.setup import Ref
from shared.flightplan.strict import Strict
from shared.flightplan.tenant.naming import Name, Spelling

_TARGETS = ("group", "exclude", "all")
_BY_NAME = "by key in this plan, display name or object id"


class AssignmentModel(Strict):
    """One assignment: to a group, to all, or to all but a group."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": [target]} for target in _TARGETS]}
    )

    group: Name | None = Field(default=None, description=f"Included groups: a group, {_BY_NAME}.")
    exclude: Name | None = Field(default=None, description=f"Excluded groups: a group, {_BY_NAME}.")
    all: Literal["devices", "users"] | None = Field(
        default=None, description="Add all devices, or Add all users."
    )
    filter: Name | None = Field(
        default=None, description="Filter, by display name or id. The default is none."
    )
    filter_mode: Literal["include", "exclude"] | None = Field(
        default=None,
        description="Include or Exclude filtered devices in the assignment. "
        "The default is include; it means nothing without a filter.",
    )

    @field_validator("filter_mode")
    @classmethod
    def _has_a_filter(cls, said: str | None, info: ValidationInfo) -> str | None:
        if said and not info.data.get("filter"):
            raise ValueError("means nothing without filter; name one or take it away")
        return said

    @model_validator(mode="after")
    def _has_one_target(self) -> "AssignmentModel":
        said = [name for name in _TARGETS if getattr(self, name) is not None]
        if len(said) != 1:
            raise ValueError("names one of group, exclude and all; write each as its own item")
        return self

    @property
    def target(self) -> str:
        """Say whom it is for, whether it includes or excludes them."""
        return f"all {self.all}" if self.all else (self.group or self.exclude or "")

    def value(self, spelling: Spelling) -> dict[str, str]:
        """Make the document."""
        said = self.model_dump(exclude_none=True)
        for name, ref in (("group", Ref.GROUP), ("exclude", Ref.GROUP), ("filter", Ref.FILTER)):
            if name in said:
                said[name] = spelling.of(ref, said[name])
        return {**said, "filter_mode": self.filter_mode or "include"} if self.filter else said


def _each_target_once(said: tuple[AssignmentModel, ...]) -> tuple[AssignmentModel, ...]:
    bearers = Counter(each.target.casefold() for each in said)
    if twice := [each.target for each in said if bearers[each.target.casefold()] > 1]:
        raise ValueError(f"{twice[0]} is assigned twice; keep one of them")
    return said


def _to_devices(said: tuple[AssignmentModel, ...]) -> tuple[AssignmentModel, ...]:
    if any(each.all == "users" for each in said):
        raise ValueError("a deployment profile is for devices; write all: devices, or a group")
    return said


def _to_people(said: tuple[AssignmentModel, ...]) -> tuple[AssignmentModel, ...]:
    if any(each.all == "devices" for each in said):
        raise ValueError("a device preparation policy is for people; write all: users, or a group")
    return said


type Assignments = Annotated[tuple[AssignmentModel, ...], AfterValidator(_each_target_once)]
type DeviceAssignments = Annotated[Assignments, AfterValidator(_to_devices)]
type PeopleAssignments = Annotated[Assignments, AfterValidator(_to_people)]

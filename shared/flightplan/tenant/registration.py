"""Who may join and enrol devices, and which are the company's, as the flight plan writes it."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from shared.domain.identifiers import CorporateIdentifier
from shared.domain.setup import Kind, Ref, Wanted
from shared.flightplan.strict import Strict
from shared.flightplan.tenant.naming import Names, Spelling, each_once

# Graph's Int32; the portal writes it for "Unlimited".
_UNLIMITED = 2_147_483_647
# Microsoft, "Add corporate identifiers": a file has at most 5,000 rows.
_MOST_IDENTIFIERS = 5_000


class SelectedModel(Strict):
    """Selected people and groups."""

    users: Names = Field(default=(), description="Selected users, by user principal name.")
    groups: Names = Field(
        default=(), description="Selected groups, by key in this plan, display name or object id."
    )

    def value(self, spelling: Spelling) -> dict[str, list[str]]:
        """Make the selection."""
        return {
            "users": spelling.each(Ref.USER, self.users),
            "groups": spelling.each(Ref.GROUP, self.groups),
        }


type Who = Literal["everyone", "nobody"] | SelectedModel


class LocalAdminsModel(Strict):
    """Who becomes a local administrator of a device that is joined."""

    enable_global_admins: bool | None = Field(
        default=None,
        description="Global administrator role is added as local administrator on the device "
        "during Microsoft Entra join. The default leaves it as it is.",
    )
    registering_users: Who | None = Field(
        default=None,
        description="Registering user is added as local administrator on the device during "
        "Microsoft Entra join: everyone (All), nobody (None), or selected users and groups. "
        "The default leaves it as it is.",
    )


class LocalAdminPasswordModel(Strict):
    """Windows LAPS."""

    is_enabled: bool | None = Field(
        default=None,
        description="Enable Microsoft Entra Local Administrator Password Solution (LAPS). "
        "The default leaves it as it is.",
    )


class DeviceRegistrationModel(Strict):
    """Devices > Device settings: only what is said here is changed."""

    user_device_quota: int | None = Field(
        default=None,
        ge=0,
        le=_UNLIMITED,
        description="Maximum number of devices per user; 2147483647 is Unlimited. "
        "The default leaves it as it is (a new tenant has 50).",
    )
    multi_factor_auth_configuration: Literal["notRequired", "required"] | None = Field(
        default=None,
        description="Require multifactor authentication to register or join devices with "
        "Microsoft Entra. The default leaves it as it is.",
    )
    allowed_to_join: Who | None = Field(
        default=None,
        description="Users may join devices to Microsoft Entra: everyone (All), nobody (None), "
        "or selected users and groups. The default leaves it as it is.",
    )
    allowed_to_register: Who | None = Field(
        default=None,
        description="Users may register their devices with Microsoft Entra. Intune keeps it at "
        "everyone and lets nobody change it. The default leaves it as it is.",
    )
    local_admins: LocalAdminsModel = Field(
        default=LocalAdminsModel(), description="Local administrator settings."
    )
    local_admin_password: LocalAdminPasswordModel = Field(
        default=LocalAdminPasswordModel(), description="Local administrator password settings."
    )

    def value(self, spelling: Spelling) -> Wanted:
        """Make the policy of what is said, and of nothing else."""
        said = _said(self, spelling)
        kind = Kind.DEVICE_REGISTRATION
        return Wanted(kind=kind, key=str(kind), name=str(kind), fields=said)


def _said(model: Strict, spelling: Spelling) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, SelectedModel):
            value = value.value(spelling)
        elif isinstance(value, Strict):
            value = _said(value, spelling) or None
        if value is not None:
            fields[name] = value
    return fields


class AutomaticEnrolmentModel(Strict):
    """Mobility (MDM and WIP) > Microsoft Intune."""

    applies_to: Literal["none", "all", "selected"] = Field(
        description="MDM user scope: none (None), all (All) or selected (Some)."
    )
    groups: Names = Field(
        default=(),
        validate_default=True,
        description="The groups of Some, by key in this plan, display name or object id.",
    )

    @field_validator("groups")
    @classmethod
    def _go_with_selected(cls, said: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        scope = info.data.get("applies_to")
        if scope == "selected" and not said:
            raise ValueError("is needed when applies_to is selected; name a group")
        if said and scope in {"none", "all"}:
            raise ValueError(f"means nothing when applies_to is {scope}; say selected")
        return said

    def value(self, spelling: Spelling) -> Wanted:
        """Make the scope."""
        groups = spelling.each(Ref.GROUP, self.groups)
        kind = Kind.AUTOMATIC_ENROLMENT
        fields = {"applies_to": self.applies_to, "groups": groups}
        return Wanted(kind=kind, key=str(kind), name=str(kind), fields=fields)


def _as_intune_keeps_it(text: str) -> str:
    parts = text.split(",")
    if len(parts) != len(("manufacturer", "model", "serial")):
        raise ValueError(f"{text!r} has {len(parts)} parts; write Manufacturer,Model,Serial")
    identifier = CorporateIdentifier(manufacturer=parts[0], model=parts[1], serial=parts[2])
    if lacking := identifier.lacking:
        raise ValueError(f"{text!r} lacks {lacking[0]}; write Manufacturer,Model,Serial")
    return identifier.text


type Identifiers = Annotated[
    tuple[Annotated[str, Field(max_length=400), AfterValidator(_as_intune_keeps_it)], ...],
    Field(max_length=_MOST_IDENTIFIERS),
    AfterValidator(each_once),
]


def identifiers_of(said: tuple[str, ...]) -> Wanted:
    """Make the list of corporate identifiers."""
    kind = Kind.CORPORATE_IDENTIFIERS
    return Wanted(kind=kind, key=str(kind), name=str(kind), fields={"identifiers": list(said)})

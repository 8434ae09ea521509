"""Sections ``tenant`` of a flight plan: a sound one, and objects to change in it."""

from typing import Any

from shared.domain.flightplan import DeviceGroup, FlightPlan, Membership, Persona, UserGroup
from shared.domain.membership_rules import of_group_tag
from shared.domain.setup import PROVISIONING_CLIENT, Kind, TenantPlan, Wanted
from shared.domain.stages import Route

ENGINEERS = "Autopilot Engineers"
OFFICE = "Autopilot Office"
FIELD = "Field Workers"
PREPARED = "Prepared Devices"

ENGINEER = Persona(
    name="engineer",
    group_tag="ENGINEER",
    groups=(DeviceGroup(name=ENGINEERS, membership=Membership.DYNAMIC),),
)
OFFICE_WORKER = Persona(name="office", groups=(DeviceGroup(name=OFFICE),))
FIELD_WORKER = Persona(
    name="field",
    route=Route.DEVICE_PREPARATION,
    user_group=UserGroup(name=FIELD),
    policy="Field Device Preparation",
)


def group(key: str, rule: str | None = None, *owners: str, name: str = "", id: str = "") -> Wanted:  # noqa: A002  as in Wanted
    fields = {"membership_rule": rule, "owners": list(owners)}
    return Wanted(kind=Kind.GROUP, key=key, name=name or key, fields=fields, id=id)


def profile(key: str, *to: dict[str, str], **said: Any) -> Wanted:  # noqa: ANN401  any field
    fields = {"description": "", "device_name_template": "", "assignments": list(to), **said}
    return Wanted(kind=Kind.DEPLOYMENT_PROFILE, key=key, name=key, fields=fields)


def page(key: str, *to: dict[str, str], **said: Any) -> Wanted:  # noqa: ANN401  any field
    fields = {"show_installation_progress": True, "assignments": list(to), **said}
    return Wanted(kind=Kind.ENROLLMENT_STATUS_PAGE, key=key, name=key, fields=fields)


def policy(key: str, *to: dict[str, str], **said: Any) -> Wanted:  # noqa: ANN401  any field
    fields = {
        "device_group": PREPARED,
        "account_type": "standardUser",
        "assignments": list(to),
        **said,
    }
    return Wanted(kind=Kind.PREPARATION_POLICY, key=key, name=key, fields=fields)


def registration(**said: Any) -> Wanted:  # noqa: ANN401  any field
    fields = {
        "allowed_to_join": "everyone",
        "local_admins": {"registering_users": "everyone"},
        **said,
    }
    kind = Kind.DEVICE_REGISTRATION
    return Wanted(kind=kind, key=str(kind), name=str(kind), fields=fields)


def enrolment(applies_to: str = "all", *groups: str) -> Wanted:
    fields = {"applies_to": applies_to, "groups": list(groups)}
    kind = Kind.AUTOMATIC_ENROLMENT
    return Wanted(kind=kind, key=str(kind), name=str(kind), fields=fields)


def to(name: str) -> dict[str, str]:
    return {"group": name}


def but(name: str) -> dict[str, str]:
    return {"exclude": name}


ALL_DEVICES = {"all": "devices"}
TO_BOTH = (to(ENGINEERS), to(OFFICE))

# Every device gets a profile and a page, every person a policy.
SOUND = (
    group(ENGINEERS, of_group_tag("ENGINEER")),
    group(OFFICE),
    group(FIELD),
    group(PREPARED, None, PROVISIONING_CLIENT),
    registration(),
    enrolment(),
    page("Page", *TO_BOTH, selected_mobile_apps=["Company Portal"], priority=1),
    profile("Profile", *TO_BOTH, device_name_template="PC-%SERIAL%"),
    policy("Field Device Preparation", to(FIELD), priority=1),
)


def flight_plan(
    *changed: Wanted,
    without: str = "",
    personas: tuple[Persona, ...] = (ENGINEER, OFFICE_WORKER, FIELD_WORKER),
) -> FlightPlan:
    """Write the sound section with some objects changed or added, and one taken out."""
    objects = {(each.kind, each.key): each for each in (*SOUND, *changed)}
    return FlightPlan(
        personas={each.name: each for each in personas},
        default_persona=personas[0].name,
        tenant=TenantPlan(objects=tuple(each for each in objects.values() if each.key != without)),
    )

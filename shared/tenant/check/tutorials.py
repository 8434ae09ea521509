"""Both tutorials as tables, in the words of Microsoft's pages and in their order.

What follows the seven steps of device preparation has a page, though no number there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from shared.domain.flightplan import FlightPlan, Persona
from shared.domain.setup import Wanted
from shared.domain.stages import Route
from shared.tenant.check import by_groundcrew, objects, seen
from shared.tenant.check.facts import Facts
from shared.tenant.check.steps import Tutorial
from shared.tenant.lint.codes import Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A step of a tutorial, and what it takes to know how far a tenant is with it.

    *objects* are the flight plan's that it is about, which it sets up under *said_at*.
    *codes* are findings that belong to this step wherever they stand, and to no other
    that does not name them.  *adds* says what was seen of a step that is done;
    *each_device* how Groundcrew takes it for every device; *optional* why it does
    not apply while nothing is wanted of it.
    """

    title: str
    objects: Callable[[Facts], list[Wanted]] = objects.nothing
    said_at: str = ""
    codes: frozenset[Code] = frozenset()
    adds: Callable[[Facts], str] = seen.nothing
    each_device: Callable[[FlightPlan, list[Persona]], str] | None = None
    optional: str = ""


_ENROLMENT = Row(
    title="Set up Windows automatic Intune enrollment",
    objects=objects.enrolment,
    said_at="tenant.automatic_enrolment",
    codes=frozenset({Code.ENROLMENT_NOBODY}),
    adds=seen.scope,
)
_JOINING = Row(
    title="Allow users to join devices to Microsoft Entra ID",
    objects=objects.joining,
    said_at="tenant.device_registration.allowed_to_join",
    codes=frozenset({Code.JOIN_NOBODY}),
    adds=seen.who_joins,
)

ROUTES: Mapping[Tutorial, Route] = {
    Tutorial.AUTOPILOT: Route.AUTOPILOT,
    Tutorial.DEVICE_PREPARATION: Route.DEVICE_PREPARATION,
}

TUTORIALS: Mapping[Tutorial, tuple[Row, ...]] = {
    Tutorial.AUTOPILOT: (
        _ENROLMENT,
        _JOINING,
        Row(title="Register devices as Autopilot devices", each_device=by_groundcrew.registering),
        Row(
            title="Create a device group",
            objects=objects.autopilot_groups,
            said_at="tenant.groups",
            codes=frozenset(
                {Code.PERSONA_GROUP_MISSING, Code.PERSONA_GROUP_MEMBERSHIP, Code.PERSONA_GROUP_RULE}
            ),
        ),
        Row(
            title="Configure and assign Autopilot Enrollment Status Page (ESP)",
            objects=objects.status_pages,
            said_at="tenant.enrollment_status_pages",
        ),
        Row(
            title="Create and assign Autopilot profile",
            objects=objects.profiles,
            said_at="tenant.deployment_profiles",
            codes=frozenset({Code.PERSONA_NO_PROFILE, Code.PERSONA_PROFILE_UNCLEAR}),
        ),
        Row(
            title="Assign Autopilot device to a user (optional)",
            each_device=by_groundcrew.assigning,
        ),
        Row(title="Deploy the device", each_device=by_groundcrew.deploying),
    ),
    Tutorial.DEVICE_PREPARATION: (
        replace(_ENROLMENT, codes=_ENROLMENT.codes | {Code.ENROLMENT_WITHOUT_PERSONA}),
        replace(_JOINING, codes=_JOINING.codes | {Code.JOIN_WITHOUT_PERSONA}),
        Row(
            title="Create an assigned device group",
            objects=objects.device_groups,
            said_at="tenant.groups",
            codes=frozenset(
                {
                    Code.POLICY_NO_DEVICE_GROUP,
                    Code.POLICY_DEVICE_GROUP_DYNAMIC,
                    Code.POLICY_DEVICE_GROUP_OWNER,
                }
            ),
        ),
        Row(
            title="Create a user group",
            objects=objects.user_groups,
            said_at="tenant.groups",
            codes=frozenset({Code.PERSONA_GROUP_MISSING, Code.PERSONA_GROUP_MEMBERSHIP}),
            adds=seen.who_fills_user_groups,
        ),
        Row(
            title="Assign applications and PowerShell scripts to device group",
            objects=objects.apps_and_scripts,
            said_at="tenant.preparation_policies.NAME.apps",
            optional="No device-preparation policy of the flight plan names apps or scripts.",
        ),
        Row(
            title="Create Windows Autopilot device preparation policy",
            objects=objects.policies,
            said_at="tenant.preparation_policies",
            codes=frozenset({Code.PERSONA_NO_POLICY}),
        ),
        Row(
            title="Add Windows corporate identifier to device",
            objects=objects.identifiers,
            said_at="tenant.corporate_identifiers",
            each_device=by_groundcrew.identifying,
        ),
        Row(title="Deploy and monitor the device", each_device=by_groundcrew.deploying),
    ),
}

# Findings that the tables place; any other belongs to the step of the object that it stands at.
PLACED = frozenset(code for rows in TUTORIALS.values() for row in rows for code in row.codes)

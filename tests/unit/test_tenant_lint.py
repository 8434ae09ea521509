"""Each finding: one flight plan that has it, beside the sound one that has none."""

from dataclasses import replace

import pytest

from shared.domain.flightplan import FlightPlan
from shared.domain.membership_rules import of_group_tag, of_purchase_order
from shared.domain.setup import PROVISIONING_CLIENT, Kind
from shared.tenant.lint import Code, Where, lint
from tests.sections import (
    ALL_DEVICES,
    ENGINEER,
    ENGINEERS,
    FIELD,
    FIELD_WORKER,
    OFFICE,
    OFFICE_WORKER,
    PREPARED,
    TO_BOTH,
    but,
    enrolment,
    flight_plan,
    group,
    page,
    policy,
    profile,
    registration,
    to,
)

OF_USERS = 'user.department -eq "Sales"'
TAG_RULE = of_group_tag("ENGINEER")


def named(template: str) -> FlightPlan:
    return flight_plan(profile("Profile", *TO_BOTH, device_name_template=template))


def tagged(tag: str) -> FlightPlan:
    return flight_plan(personas=(replace(ENGINEER, group_tag=tag), OFFICE_WORKER, FIELD_WORKER))


FIELD_POLICY = "Field Device Preparation"
PROFILE = (Kind.DEPLOYMENT_PROFILE, "Profile")
PAGE = (Kind.ENROLLMENT_STATUS_PAGE, "Page")
POLICY = (Kind.PREPARATION_POLICY, FIELD_POLICY)

CASES: list[tuple[Code, tuple[str, str, str], FlightPlan]] = [
    (
        Code.RULE_REFUSED,
        (Kind.GROUP, ENGINEERS, "membership_rule"),
        flight_plan(group(ENGINEERS, 'device.devicePhysicalIds -any (_ -eq "x"')),
    ),
    (
        Code.RULE_KIND,
        (*PROFILE, "assignments.2.group"),
        flight_plan(group("Sales", OF_USERS), profile("Profile", *TO_BOTH, to("Sales"))),
    ),
    (Code.RULE_KIND, ("persona", "engineer", "groups.0"), flight_plan(group(ENGINEERS, OF_USERS))),
    (
        Code.RULE_TAG_UNKNOWN,
        (Kind.GROUP, "Typo", "membership_rule"),
        flight_plan(group("Typo", of_group_tag("ENGINER"))),
    ),
    (Code.NAME_AMBIGUOUS, (Kind.GROUP, "other", "name"), flight_plan(group("other", name=OFFICE))),
    (
        Code.TEXT_TOO_LONG,
        (*PROFILE, "description"),
        flight_plan(profile("Profile", *TO_BOTH, description="x" * 1501)),
    ),
    (
        Code.TEXT_TOO_LONG,
        (*PAGE, "custom_error_message"),
        flight_plan(page("Page", *TO_BOTH, custom_error_message="x" * 10_001)),
    ),
    (
        Code.NUMBER_OUT_OF_RANGE,
        (*POLICY, "timeout_in_minutes"),
        flight_plan(policy(FIELD_POLICY, to(FIELD), timeout_in_minutes=721)),
    ),
    (
        Code.TOO_MANY,
        (*POLICY, "apps"),
        flight_plan(policy(FIELD_POLICY, to(FIELD), apps=[f"App {each}" for each in range(26)])),
    ),
    (
        Code.TOO_MANY,
        (*POLICY, "scripts"),
        flight_plan(policy(FIELD_POLICY, to(FIELD), scripts=[f"S {each}" for each in range(11)])),
    ),
    (
        Code.PROFILE_NAME_CHARACTERS,
        (Kind.DEPLOYMENT_PROFILE, "User-driven", "name"),
        flight_plan(profile("User-driven", to("Nobody's"))),
    ),
    (Code.TEMPLATE_TOO_LONG, (*PROFILE, "device_name_template"), named("LAPTOPS-%RAND:8%")),
    (Code.TEMPLATE_TOO_LONG, (*PROFILE, "device_name_template"), named("FIFTEENLETTERSX%SERIAL%")),
    (Code.TEMPLATE_CHARACTERS, (*PROFILE, "device_name_template"), named("PC_%SERIAL%")),
    (Code.TEMPLATE_CHARACTERS, (*PROFILE, "device_name_template"), named("PC %SERIAL%")),
    (Code.TEMPLATE_MACRO, (*PROFILE, "device_name_template"), named("PC-%serial%")),
    (Code.TEMPLATE_MACRO, (*PROFILE, "device_name_template"), named("PC-%USERNAME%")),
    (Code.TEMPLATE_MACRO, (*PROFILE, "device_name_template"), named("PC-%RAND:0%")),
    (Code.TEMPLATE_MACRO, (*PROFILE, "device_name_template"), named("100%-%SERIAL%")),
    (Code.TEMPLATE_DIGITS, (*PROFILE, "device_name_template"), named("49%RAND:6%")),
    (Code.TEMPLATE_SERIAL_CUT, (*PROFILE, "device_name_template"), named("ENGINEER-%SERIAL%")),
    (Code.TEMPLATE_SAME_NAME, (*PROFILE, "device_name_template"), named("LAPTOP")),
    (Code.ASSIGNED_TO_NOBODY, (*PAGE, "assignments"), flight_plan(page("Page", but(OFFICE)))),
    (
        Code.ALL_DEVICES_BUT,
        (*PROFILE, "assignments"),
        flight_plan(profile("Profile", ALL_DEVICES, but("Kiosks"))),
    ),
    (
        Code.PAGE_BLOCKS_USERS,
        (*PAGE, "assignments.0"),
        flight_plan(page("Page", {"all": "users"}, selected_mobile_apps=["Company Portal"])),
    ),
    (
        Code.PAGE_BLOCKS_USERS,
        (*PAGE, "assignments.2"),
        flight_plan(page("Page", *TO_BOTH, to(FIELD), block_device_setup_retry_by_user=False)),
    ),
    (Code.PRIORITY_TWICE, (*PAGE, "priority"), flight_plan(page("Other", *TO_BOTH, priority=1))),
    (Code.PRIORITY_BEYOND, (*PAGE, "priority"), flight_plan(page("Page", *TO_BOTH, priority=10))),
    (Code.PERSONA_GROUP_MISSING, ("persona", "office", "groups.0"), flight_plan(without=OFFICE)),
    (
        Code.PERSONA_GROUP_MEMBERSHIP,
        ("persona", "engineer", "groups.0"),
        flight_plan(group(ENGINEERS)),
    ),
    (
        Code.PERSONA_GROUP_MEMBERSHIP,
        ("persona", "field", "user_group"),
        flight_plan(group(FIELD, OF_USERS)),
    ),
    (
        Code.PERSONA_GROUP_RULE,
        ("persona", "engineer", "groups.0"),
        flight_plan(group(ENGINEERS, of_group_tag("OFFICE"))),
    ),
    (Code.PERSONA_TAG_UNUSED, ("persona", "engineer", "group_tag"), tagged("E")),
    (
        Code.PERSONA_NO_PROFILE,
        ("persona", "engineer", ""),
        flight_plan(profile("Profile", to(OFFICE))),
    ),
    (
        Code.PERSONA_NO_PROFILE,
        ("persona", "engineer", ""),
        flight_plan(profile("Profile", *TO_BOTH, but(ENGINEERS))),
    ),
    (
        Code.PERSONA_PROFILE_UNCLEAR,
        ("persona", "engineer", ""),
        flight_plan(
            group("Ordered", of_purchase_order("4711")),
            profile("Profile", to(OFFICE), to("Ordered")),
        ),
    ),
    (
        Code.PERSONA_SEVERAL_PROFILES,
        ("persona", "engineer", ""),
        flight_plan(profile("Second", to(ENGINEERS))),
    ),
    (Code.PERSONA_NO_PAGE, ("persona", "office", ""), flight_plan(page("Page", to(ENGINEERS)))),
    (
        Code.PERSONA_NO_POLICY,
        ("persona", "field", "policy"),
        flight_plan(policy(FIELD_POLICY, to("Others"))),
    ),
    (
        Code.PERSONA_SEVERAL_POLICIES,
        ("persona", "field", "policy"),
        flight_plan(
            policy("Other", {"all": "users"}, priority=1),
            policy(FIELD_POLICY, to(FIELD), priority=2),
        ),
    ),
    (
        Code.POLICY_NO_DEVICE_GROUP,
        (*POLICY, "device_group"),
        flight_plan(policy(FIELD_POLICY, to(FIELD), device_group=None)),
    ),
    (
        Code.POLICY_DEVICE_GROUP_DYNAMIC,
        (*POLICY, "device_group"),
        flight_plan(group(PREPARED, TAG_RULE, PROVISIONING_CLIENT)),
    ),
    (Code.POLICY_DEVICE_GROUP_OWNER, (*POLICY, "device_group"), flight_plan(group(PREPARED))),
    (
        Code.POLICY_ACCOUNT_TYPE,
        (*POLICY, "account_type"),
        flight_plan(registration(local_admins={"registering_users": "nobody"})),
    ),
    (
        Code.POLICY_ACCOUNT_TYPE,
        (*POLICY, "account_type"),
        flight_plan(registration(local_admins={"registering_users": {"users": [], "groups": []}})),
    ),
    (
        Code.PREPARATION_REGISTERED,
        (*POLICY, "device_group"),
        flight_plan(profile("All", ALL_DEVICES, hardware_hash_extraction_enabled=True)),
    ),
    (
        Code.JOIN_NOBODY,
        (Kind.DEVICE_REGISTRATION, "device-registration", "allowed_to_join"),
        flight_plan(registration(allowed_to_join="nobody")),
    ),
    (
        Code.JOIN_WITHOUT_PERSONA,
        (Kind.DEVICE_REGISTRATION, "device-registration", "allowed_to_join"),
        flight_plan(registration(allowed_to_join={"users": ["a@b.c"], "groups": []})),
    ),
    (
        Code.ENROLMENT_NOBODY,
        (Kind.AUTOMATIC_ENROLMENT, "automatic-enrolment", "applies_to"),
        flight_plan(enrolment("none")),
    ),
    (
        Code.ENROLMENT_WITHOUT_PERSONA,
        (Kind.AUTOMATIC_ENROLMENT, "automatic-enrolment", "applies_to"),
        flight_plan(enrolment("selected", "Others")),
    ),
]


def test_a_sound_section_has_no_findings() -> None:
    assert lint(flight_plan()) == ()


@pytest.mark.parametrize(("code", "place", "plan"), CASES)
def test_each_fault_is_found_at_its_place(
    code: Code, place: tuple[str, str, str], plan: FlightPlan
) -> None:
    kind, key, field = place

    assert Where(kind=kind, key=key, field=field) in [
        each.where for each in lint(plan) if each.code is code
    ]

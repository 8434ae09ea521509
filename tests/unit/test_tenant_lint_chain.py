"""From a persona to its profile, page and policy: what counts as reaching it, and what wins."""

from dataclasses import replace
from typing import Any

import pytest

from shared.domain.flightplan import FlightPlan
from shared.domain.membership_rules import ALL_AUTOPILOT_DEVICES
from shared.domain.setup import Kind, Wanted
from shared.tenant.lint import Code, Level, lint
from tests.sections import (
    ALL_DEVICES,
    ENGINEER,
    ENGINEERS,
    FIELD,
    FIELD_WORKER,
    OFFICE,
    OFFICE_WORKER,
    TO_BOTH,
    but,
    flight_plan,
    group,
    page,
    policy,
    profile,
    registration,
    to,
)

EVERYBODY = group("All Autopilot devices", ALL_AUTOPILOT_DEVICES)


def codes(plan: FlightPlan) -> set[Code]:
    return {each.code for each in lint(plan)}


@pytest.mark.parametrize(
    "changed",
    [
        (profile("Everywhere", ALL_DEVICES),),
        (EVERYBODY, profile("Second", to("All Autopilot devices"), but(ENGINEERS), but(OFFICE))),
        (profile("Second", to("Kiosks")), group("Kiosks")),
        (profile("Second", to(FIELD)),),
        (page("Second", *TO_BOTH, priority=2),),
        (page("Second", {"all": "users"}, show_installation_progress=False),),
        (policy("Second", {"all": "users"}, priority=2),),
        (policy("Second", {"all": "users"}),),
        (profile("Profile", *TO_BOTH, to("Somebody else's")),),
        (page("Page", {"all": "users"}),),
        (page("Page", to("Sales")), group("Sales", 'user.department -eq "Sales"')),
    ],
)
def test_what_reaches_others_or_gives_way_is_no_fault(changed: tuple[Wanted, ...]) -> None:
    assert codes(flight_plan(*changed)) == set()


@pytest.mark.parametrize(
    "assigned",
    [
        (ALL_DEVICES,),
        (to("All Autopilot devices"),),
        (to("all autopilot DEVICES"), but("Kiosks")),
    ],
)
def test_a_profile_for_every_device_reaches_every_persona(assigned: tuple[Any, ...]) -> None:
    plan = flight_plan(EVERYBODY, group("Kiosks"), profile("Profile", *assigned))

    assert Code.PERSONA_NO_PROFILE not in codes(plan)
    assert Code.PERSONA_PROFILE_UNCLEAR not in codes(plan)


@pytest.mark.parametrize(
    "assigned",
    [
        ({"group": ENGINEERS, "filter": "Corporate"}, to(OFFICE)),
        (*TO_BOTH, but("Somebody else's")),
        (to("Somebody else's"), to(OFFICE)),
    ],
)
def test_what_hangs_on_the_unknown_is_called_unclear(assigned: tuple[Any, ...]) -> None:
    plan = flight_plan(profile("Profile", *assigned))

    assert Code.PERSONA_PROFILE_UNCLEAR in codes(plan)


def test_a_persona_whose_group_is_set_up_elsewhere_still_gets_what_is_assigned_to_it() -> None:
    assert codes(flight_plan(without=OFFICE)) == {Code.PERSONA_GROUP_MISSING}


def test_the_default_page_is_nobodys_own() -> None:
    default = page("All users and all devices", {"all": "devices"})

    assert Code.PERSONA_NO_PAGE in codes(flight_plan(default, page("Page", to(ENGINEERS))))


@pytest.mark.parametrize(
    ("account", "registering", "sound"),
    [
        ("administrator", "nobody", True),
        ("administrator", {"users": [], "groups": ["Admins"]}, True),
        ("standardUser", "everyone", True),
        ("administrator", "everyone", True),
        ("standardUser", "nobody", False),
        ("standardUser", {"users": [], "groups": ["Admins"]}, False),
    ],
)
# Microsoft, "Windows Autopilot device preparation: known issues": five settings are valid, two of
# them alike but for who is selected.
def test_account_type_and_local_administrators_agree_in_microsofts_five_settings(
    account: str, registering: str | dict[str, list[str]], *, sound: bool
) -> None:
    plan = flight_plan(
        policy("Field Device Preparation", to(FIELD), account_type=account),
        registration(local_admins={"registering_users": registering}),
    )

    assert (Code.POLICY_ACCOUNT_TYPE not in codes(plan)) is sound


def test_errors_come_first_and_hints_last() -> None:
    plan = flight_plan(
        page("Page", but(OFFICE)),
        profile("User-driven", to("Kiosks")),
        registration(allowed_to_join="nobody"),
    )

    levels = [each.level for each in lint(plan)]

    assert levels == sorted(levels, key=list(Level).index)
    assert set(levels) == set(Level)


@pytest.mark.parametrize(
    "left_out",
    ["Profile", "Page", "Field Device Preparation", "device-registration", "automatic-enrolment"],
)
def test_what_a_section_says_nothing_of_is_left_to_the_tenant(left_out: str) -> None:
    assert codes(flight_plan(without=left_out)) == set()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ((profile("All", ALL_DEVICES), profile("B", to(OFFICE))), "2 profiles reach"),
        ((profile("Profile", ALL_DEVICES), profile("B", ALL_DEVICES)), "2 profiles reach"),
    ],
)
def test_of_several_profiles_for_the_same_devices_the_first_created_wins(
    more: tuple[Wanted, ...], told: str
) -> None:
    several = [
        each.sentence
        for each in lint(flight_plan(*more))
        if (each.code, each.where.key) == (Code.PERSONA_SEVERAL_PROFILES, "office")
    ]

    assert [told in each and "The one that is created first wins." in each for each in several] == [
        True
    ]


def test_a_tag_is_for_people_to_read_where_groundcrew_writes_the_members() -> None:
    office = replace(OFFICE_WORKER, group_tag="OFFICE")

    assert lint(flight_plan(personas=(ENGINEER, office, FIELD_WORKER))) == ()


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("Field Device Preparation", "would not get the policy Field Device Preparation: none"),
        ("", "would not get a policy: none such is assigned to Field Workers."),
    ],
)
def test_a_persona_without_policy_is_told_which_and_to_whom(named: str, told: str) -> None:
    field = replace(FIELD_WORKER, policy=named)
    plan = flight_plan(policy("Field Device Preparation", to("Others")), personas=(field,))

    sentences = [each.sentence for each in lint(plan) if each.code is Code.PERSONA_NO_POLICY]

    assert [told in each for each in sentences] == [True]


def test_people_are_found_by_name_in_any_case_though_their_group_is_set_up_elsewhere() -> None:
    plan = flight_plan(policy("Field Device Preparation", to("field WORKERS")), without=FIELD)

    assert codes(plan) == {Code.PERSONA_GROUP_MISSING}


def test_people_are_found_by_the_key_of_their_group_too() -> None:
    by_key = policy("Field Device Preparation", to("people"))

    assert codes(flight_plan(group("people", name=FIELD), by_key, without=FIELD)) == set()


def test_a_flight_plan_without_the_section_has_no_findings() -> None:
    assert lint(FlightPlan(personas={}, default_persona="office")) == ()


def test_every_finding_says_what_to_do() -> None:
    plan = flight_plan(page("Page", but(OFFICE)), without=ENGINEERS)

    assert [each for each in lint(plan) if not each.sentence or not each.remedy] == []
    assert {each.where.kind for each in lint(plan)} >= {Kind.ENROLLMENT_STATUS_PAGE, "persona"}

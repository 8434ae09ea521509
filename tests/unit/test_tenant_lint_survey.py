"""With what was seen of the tenant, the lint knows more."""

from dataclasses import replace
from typing import Any

import pytest

from shared.domain.errors import Reason
from shared.domain.flightplan import FlightPlan
from shared.domain.membership_rules import of_group_tag
from shared.domain.setup import Kind, Present, Ref, Survey, Unseen, Wanted
from shared.tenant.lint import Code, Finding, lint
from shared.tenant.naming.names import Names
from tests.sections import (
    ENGINEERS,
    FIELD,
    OFFICE,
    TO_BOTH,
    flight_plan,
    group,
    page,
    policy,
    profile,
    registration,
    to,
)


def present(kind: Kind, name: str, created: str = "", **fields: Any) -> Present:  # noqa: ANN401  any field
    return Present(kind=kind, id=f"id of {name}", name=name, fields=fields, created=created)


def names() -> Names:
    known = Names()
    known.learn(Ref.APP, "Company Portal", "a1")
    known.learn(Ref.GROUP, "Kiosks", "g1")
    return known


def seen(plan: FlightPlan, survey: Survey | None = None) -> tuple[Finding, ...]:
    return lint(plan, survey or Survey(), names())


def sentences(code: Code, findings: tuple[Finding, ...]) -> list[str]:
    return [each.sentence for each in findings if each.code is code]


def test_a_sound_section_stays_sound_in_a_tenant_that_has_what_it_names() -> None:
    assert seen(flight_plan()) == ()


@pytest.mark.parametrize(
    "changed",
    [
        page("Page", *TO_BOTH, selected_mobile_apps=["Missing"]),
        page("Page", *TO_BOTH, {"group": "Kiosks", "filter": "Missing"}),
        profile("Profile", *TO_BOTH, to("Missing")),
        policy("Field Device Preparation", to(FIELD), apps=["Missing"]),
        policy("Field Device Preparation", to(FIELD), scripts=["Missing"]),
        registration(allowed_to_join={"users": ["Missing"], "groups": [FIELD]}),
        registration(allowed_to_join={"users": [], "groups": [FIELD, "Missing"]}),
    ],
)
def test_what_the_tenant_has_not_is_found_wherever_it_is_named(changed: Wanted) -> None:
    found = sentences(Code.REFERENCE_UNKNOWN, seen(flight_plan(changed)))

    assert len(found) == 1
    assert "Missing" in found[0]


def test_what_the_tenant_has_is_found_by_name_in_any_case() -> None:
    plan = flight_plan(
        profile("Profile", *TO_BOTH, to("KIOSKS")),
        page("Page", *TO_BOTH, selected_mobile_apps=["company portal"]),
    )

    assert sentences(Code.REFERENCE_UNKNOWN, seen(plan)) == []


def test_a_name_that_several_groups_of_the_tenant_have_is_ambiguous() -> None:
    twins = [replace(present(Kind.GROUP, "Kiosks"), id=each) for each in ("g1", "g2")]
    plan = flight_plan(profile("Profile", *TO_BOTH, to("Kiosks")))

    found = sentences(Code.NAME_AMBIGUOUS, seen(plan, Survey(others=twins)))

    assert found == ["Profile names the group Kiosks; the tenant has 2 of them."]


def test_an_id_tells_which_of_several_groups_of_a_name_is_meant() -> None:
    twin = present(Kind.GROUP, OFFICE)
    chosen = group(OFFICE, id="the other")

    assert seen(flight_plan(chosen), Survey(others=[twin])) == ()


def test_a_group_that_is_seen_twice_is_one_group() -> None:
    there = present(Kind.GROUP, OFFICE)
    survey = Survey(present={(Kind.GROUP, OFFICE): there}, others=[there])

    assert (
        seen(flight_plan(profile("Profile", to(ENGINEERS), to("id of Autopilot Office"))), survey)
        == ()
    )


def test_a_personas_group_that_the_tenant_has_is_not_missing() -> None:
    known = names()
    known.learn(Ref.GROUP, OFFICE, "g2")

    assert lint(flight_plan(without=OFFICE), Survey(), known) == ()


def test_the_oldest_of_several_profiles_is_named() -> None:
    others = [
        present(Kind.DEPLOYMENT_PROFILE, "Old", "2024-01-01T00:00:00Z", assignments=[to(OFFICE)]),
        present(Kind.DEPLOYMENT_PROFILE, "New", "2025-01-01T00:00:00Z", assignments=[to(OFFICE)]),
    ]

    found = sentences(Code.PERSONA_SEVERAL_PROFILES, seen(flight_plan(), Survey(others=others)))

    assert found == [
        "3 profiles reach devices of persona office: Profile, Old, New. Old is the oldest and wins."
    ]


def test_a_profile_that_only_the_tenant_has_reaches_a_persona_too() -> None:
    other = present(Kind.DEPLOYMENT_PROFILE, "Old", assignments=list(TO_BOTH))
    plan = flight_plan(profile("Profile", to(FIELD)))

    assert len(sentences(Code.PERSONA_NO_PROFILE, seen(plan))) == 2
    assert sentences(Code.PERSONA_NO_PROFILE, seen(plan, Survey(others=[other]))) == []


def test_what_the_section_says_nothing_of_is_not_looked_at_and_not_missing() -> None:
    assert seen(flight_plan(without="Profile")) == ()


def unread(kind: Kind, key: str = "") -> Survey:
    reason = Reason(code="forbidden", sentence="No.", remedy="Grant it.")
    return Survey(unseen=[Unseen(kind=kind, reason=reason, key=key)])


@pytest.mark.parametrize(
    ("survey", "missing"),
    [
        (unread(Kind.DEPLOYMENT_PROFILE), 0),
        (unread(Kind.DEPLOYMENT_PROFILE, "Another"), 2),
        (unread(Kind.PREPARATION_POLICY), 2),
    ],
)
def test_what_could_not_be_read_is_not_called_missing(survey: Survey, missing: int) -> None:
    plan = flight_plan(profile("Profile", to(FIELD)))

    assert len(sentences(Code.PERSONA_NO_PROFILE, seen(plan, survey))) == missing


@pytest.mark.parametrize(
    ("survey", "unknown"),
    [
        (unread(Kind.APP), 0),
        (unread(Kind.ENROLLMENT_STATUS_PAGE, "Page"), 0),
        (unread(Kind.ENROLLMENT_STATUS_PAGE, "Another"), 1),
        (unread(Kind.SCRIPT), 1),
    ],
)
def test_a_name_that_could_not_be_looked_up_is_not_called_unknown(
    survey: Survey, unknown: int
) -> None:
    plan = flight_plan(page("Page", *TO_BOTH, selected_mobile_apps=["Missing"]))

    assert len(sentences(Code.REFERENCE_UNKNOWN, seen(plan, survey))) == unknown


def test_the_rule_of_a_group_that_only_the_tenant_has_counts() -> None:
    rule = of_group_tag("ENGINEER")
    dynamic = present(Kind.GROUP, ENGINEERS, membership_rule=rule)

    assert seen(flight_plan(without=ENGINEERS), Survey(others=[dynamic])) == ()


def test_what_the_section_leaves_as_it_is_counts_as_it_is() -> None:
    kind = Kind.DEVICE_REGISTRATION
    there = present(kind, "", local_admins={"registering_users": "nobody"})
    silent = replace(registration(), fields={"allowed_to_join": "everyone"})

    found = seen(flight_plan(silent), Survey(present={(kind, str(kind)): there}))

    assert len(sentences(Code.POLICY_ACCOUNT_TYPE, found)) == 1


def test_a_setting_that_the_section_does_not_name_is_judged_as_it_is() -> None:
    there = present(Kind.AUTOMATIC_ENROLMENT, "Microsoft Intune", applies_to="none")
    plan = flight_plan(without=str(Kind.AUTOMATIC_ENROLMENT))

    assert len(sentences(Code.ENROLMENT_NOBODY, seen(plan, Survey(others=[there])))) == 1


def test_what_the_tenant_has_taken_already_is_not_doubted() -> None:
    odd = 'device.somethingNew -eq "x"'
    plan = flight_plan(group("Odd", odd), profile("User-driven", *TO_BOTH), without="Profile")
    survey = Survey(
        present={
            (Kind.GROUP, "Odd"): present(Kind.GROUP, "Odd", membership_rule=odd),
            (Kind.DEPLOYMENT_PROFILE, "User-driven"): present(
                Kind.DEPLOYMENT_PROFILE, "User-driven"
            ),
        }
    )

    assert {each.code for each in seen(plan)} == {Code.RULE_REFUSED, Code.PROFILE_NAME_CHARACTERS}
    assert seen(plan, survey) == ()

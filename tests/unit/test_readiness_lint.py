"""What the lint finds keeps a step from being done, at the step that it is about."""

import pytest

from shared.domain.setup import PROVISIONING_CLIENT, Wanted
from shared.tenant.check import State
from shared.tenant.lint import Code
from tests.readiness import AUTOPILOT, PREPARATION, facts, step, surveyed
from tests.sections import (
    ENGINEER,
    ENGINEERS,
    FIELD,
    OFFICE,
    OFFICE_WORKER,
    PREPARED,
    enrolment,
    flight_plan,
    group,
    policy,
    profile,
    registration,
    to,
)


def test_a_scope_of_nobody_is_to_do_though_the_flight_plan_says_so() -> None:
    told = step(facts(flight_plan(enrolment("none"))), AUTOPILOT, 1)

    assert told.state is State.TO_DO
    assert told.fix == "Set the scope to all, or to selected groups."


def test_nobody_who_may_join_is_to_do_though_the_flight_plan_says_so() -> None:
    told = step(facts(flight_plan(registration(allowed_to_join="nobody"))), PREPARATION, 2)

    assert told.state is State.TO_DO


def test_people_of_device_preparation_who_are_not_in_the_scope_concern_its_tutorial_alone() -> None:
    given = facts(flight_plan(enrolment("selected", OFFICE)))

    assert step(given, PREPARATION, 1).state is State.CANNOT_SEE
    assert step(given, AUTOPILOT, 1).state is State.DONE


def test_a_persona_without_a_profile_is_to_do_where_profiles_are_made() -> None:
    given = facts(flight_plan(profile("Profile", to(OFFICE))))

    told = step(given, AUTOPILOT, 6)

    assert told.state is State.TO_DO
    assert ENGINEER.name in told.sentence


@pytest.mark.parametrize(
    ("changed", "number"),
    [
        (group(PREPARED), 3),
        (group(PREPARED, '(device.deviceOSType -eq "Windows")', PROVISIONING_CLIENT), 3),
        (policy("Field Device Preparation", priority=1), 6),
    ],
)
def test_what_breaks_device_preparation_is_to_do_at_one_step(changed: Wanted, number: int) -> None:
    given = facts(flight_plan(changed))

    to_do = [each for each in range(1, 9) if step(given, PREPARATION, each).state is State.TO_DO]

    assert to_do == [number]


def test_a_persona_of_another_route_breaks_no_step_of_this_one() -> None:
    given = facts(flight_plan(policy("Field Device Preparation", priority=1)))

    assert step(given, AUTOPILOT, 6).state is State.DONE


def test_a_group_that_only_the_tenant_has_was_not_seen() -> None:
    plan = flight_plan(without=OFFICE, personas=(OFFICE_WORKER,))

    told = step(facts(plan), AUTOPILOT, 4)

    assert told.state is State.CANNOT_SEE
    assert OFFICE in told.sentence


def test_a_group_of_people_that_only_the_tenant_has_concerns_device_preparation_alone() -> None:
    given = facts(flight_plan(without=FIELD))

    assert step(given, PREPARATION, 4).state is State.CANNOT_SEE
    assert step(given, AUTOPILOT, 4).state is State.DONE


def test_a_rule_that_entra_would_refuse_is_to_do_at_its_group() -> None:
    plan = flight_plan(group(ENGINEERS, "device."))
    given = facts(plan, surveyed(plan, missing=[ENGINEERS]))
    (refused,) = [each for each in given.findings if each.code is Code.RULE_REFUSED]

    assert refused.sentence in step(given, AUTOPILOT, 4).sentence


def test_a_group_of_people_is_no_device_group() -> None:
    assert FIELD not in {each.key for each in step(facts(), AUTOPILOT, 4).objects}

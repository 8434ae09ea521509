"""The readiness list: both tutorials in their order, each step as far as it was seen to be."""

import json

import pytest

from shared.domain.errors import Reason
from shared.domain.setup import Kind, Ref
from shared.tenant.check import State, Tutorial, check, check_json
from shared.tenant.planning.plan import Impossible, ManualStep, Waiting
from tests.readiness import AUTOPILOT, PORTAL, PREPARATION, an_unseen, facts, step, surveyed
from tests.sections import (
    ENGINEERS,
    FIELD,
    OFFICE,
    OFFICE_WORKER,
    PREPARED,
    TO_BOTH,
    flight_plan,
    group,
    profile,
    to,
)

ENROLMENT, REGISTRATION = Kind.AUTOMATIC_ENROLMENT, Kind.DEVICE_REGISTRATION


def test_the_steps_are_those_of_microsofts_tutorials_in_their_order() -> None:
    titles = {
        tutorial: [each.title for each in check(facts()) if each.tutorial is tutorial]
        for tutorial in Tutorial
    }

    assert titles[AUTOPILOT] == [
        "Set up Windows automatic Intune enrollment",
        "Allow users to join devices to Microsoft Entra ID",
        "Register devices as Autopilot devices",
        "Create a device group",
        "Configure and assign Autopilot Enrollment Status Page (ESP)",
        "Create and assign Autopilot profile",
        "Assign Autopilot device to a user (optional)",
        "Deploy the device",
    ]
    assert titles[PREPARATION][:7] == [
        "Set up Windows automatic Intune enrollment",
        "Allow users to join devices to Microsoft Entra ID",
        "Create an assigned device group",
        "Create a user group",
        "Assign applications and PowerShell scripts to device group",
        "Create Windows Autopilot device preparation policy",
        "Add Windows corporate identifier to device",
    ]


def test_a_tenant_that_is_as_the_flight_plan_has_it_is_ready() -> None:
    states = [each.state for each in check(facts())]

    assert states[:8] == [
        State.DONE,
        State.DONE,
        State.BY_GROUNDCREW,
        State.DONE,
        State.DONE,
        State.DONE,
        State.BY_GROUNDCREW,
        State.BY_GROUNDCREW,
    ]
    assert check_json(check(facts()))["ready"] is True


@pytest.mark.parametrize("tutorial", Tutorial)
def test_nothing_is_done_that_was_not_seen(tutorial: Tutorial) -> None:
    plan = flight_plan()
    unseen = [an_unseen(kind) for kind in Kind]

    steps = check(facts(plan, surveyed(plan, unseen=unseen)))

    assert State.DONE not in {each.state for each in steps if each.tutorial is tutorial}
    assert not check_json(steps)["ready"]


def test_what_is_missing_is_to_be_created_by_an_apply() -> None:
    plan = flight_plan()

    told = step(facts(plan, surveyed(plan, missing=[OFFICE, ENGINEERS])), AUTOPILOT, 4)

    assert (told.state, told.sentence, told.fix) == (
        State.TO_DO,
        f"To be created: {ENGINEERS}, {OFFICE}.",
        "groundcrew tenant apply",
    )
    assert [each.key for each in told.objects] == [ENGINEERS, OFFICE]


def test_what_has_drifted_is_told_with_its_fields() -> None:
    plan = flight_plan()
    drifted = surveyed(plan, drifted={"Profile": {"description": "By hand"}})

    told = step(facts(plan, drifted), AUTOPILOT, 6)

    assert (told.state, told.sentence) == (State.TO_DO, "To be changed: Profile (description).")


def test_what_is_missing_and_what_has_drifted_are_told_apart() -> None:
    plan = flight_plan()
    drifted = {ENGINEERS: {"owners": ["robin@contoso.com"]}}

    told = step(facts(plan, surveyed(plan, missing=[OFFICE], drifted=drifted)), AUTOPILOT, 4)

    assert told.sentence == f"To be changed: {ENGINEERS} (owners). To be created: {OFFICE}."


def test_a_group_that_only_a_profile_names_counts_as_a_device_group() -> None:
    plan = flight_plan(group("Lab"), profile("Profile", *TO_BOTH, to("Lab")))

    assert "Lab" in {each.key for each in step(facts(plan), AUTOPILOT, 4).objects}


def test_what_cannot_be_seen_says_why_and_where_to_look() -> None:
    plan = flight_plan()
    survey = surveyed(plan, unseen=[an_unseen(ENROLMENT, by_hand=PORTAL)])

    told = step(facts(plan, survey), AUTOPILOT, 1)

    assert (told.state, told.sentence) == (State.CANNOT_SEE, "The tenant refuses it.")
    assert told.fix == "Grant Policy.Read.All. Or look at Portal > Mobility (https://portal)"


def test_what_a_person_has_to_do_names_the_page() -> None:
    plan = flight_plan()
    drifted = surveyed(plan, drifted={ENROLMENT: {"applies_to": "none"}})
    manual = ManualStep(kind=ENROLMENT, key=ENROLMENT, by_hand=PORTAL, sure=True)

    told = step(facts(plan, drifted, by_hand=[manual]), PREPARATION, 1)

    assert (told.state, told.sentence, told.fix) == (
        State.BY_HAND,
        "Set MDM user scope to All.",
        "Portal > Mobility (https://portal)",
    )


def test_a_step_that_perhaps_needs_a_person_is_tried_first() -> None:
    plan = flight_plan()
    drifted = surveyed(plan, drifted={ENROLMENT: {"applies_to": "none"}})
    manual = ManualStep(kind=ENROLMENT, key=ENROLMENT, by_hand=PORTAL, sure=False)

    assert step(facts(plan, drifted, by_hand=[manual]), AUTOPILOT, 1).state is State.TO_DO


def test_what_waits_for_a_name_that_nobody_has_says_so() -> None:
    plan = flight_plan()
    waiting = Waiting(
        kind=Kind.ENROLLMENT_STATUS_PAGE, key="Page", ref=Ref.APP, name="Company Portal"
    )

    told = step(facts(plan, surveyed(plan, missing=["Page"]), waiting=[waiting]), AUTOPILOT, 5)

    assert told.sentence == "Page waits for the app 'Company Portal', which nobody has seen."
    assert told.fix == "Correct the name in the flight plan, or add the app to the tenant."


def test_what_graph_cannot_do_is_told_with_its_remedy() -> None:
    plan = flight_plan()
    reason = Reason(code="membership-type", sentence="It is assigned.", remedy="Rename it.")
    impossible = Impossible(kind=Kind.GROUP, key=OFFICE, reason=reason)
    drifted = surveyed(plan, drifted={OFFICE: {"membership_rule": "x"}})

    told = step(facts(plan, drifted, impossible=[impossible]), AUTOPILOT, 4)

    assert (told.state, told.sentence, told.fix) == (State.TO_DO, "It is assigned.", "Rename it.")


def test_the_worst_of_several_objects_decides_and_alone_is_told() -> None:
    plan = flight_plan()
    survey = surveyed(plan, missing=[OFFICE], unseen=[an_unseen(Kind.GROUP, ENGINEERS)])

    told = step(facts(plan, survey), AUTOPILOT, 4)

    assert (told.state, told.sentence) == (State.TO_DO, f"To be created: {OFFICE}.")


def test_a_flight_plan_that_says_nothing_of_a_step_leaves_it_unseen() -> None:
    plan = flight_plan(without=str(REGISTRATION))

    told = step(facts(plan), AUTOPILOT, 2)

    assert told.state is State.CANNOT_SEE
    assert told.fix.startswith("Say it under tenant.device_registration.allowed_to_join;")


def test_a_tutorial_of_a_route_that_nobody_takes_does_not_apply() -> None:
    plan = flight_plan(personas=(OFFICE_WORKER,))

    states = {each.state for each in check(facts(plan)) if each.tutorial is PREPARATION}

    assert states == {State.DOES_NOT_APPLY}


def test_apps_and_scripts_that_nobody_names_need_no_assignment() -> None:
    assert step(facts(), PREPARATION, 5).state is State.DOES_NOT_APPLY


def test_the_device_group_is_that_of_the_policy_and_the_user_group_that_of_its_people() -> None:
    device, people = step(facts(), PREPARATION, 3), step(facts(), PREPARATION, 4)

    assert [each.key for each in device.objects] == [PREPARED]
    assert [each.key for each in people.objects] == [FIELD]
    assert people.sentence == (
        f"As the flight plan has it: {FIELD}. Groundcrew puts each person into {FIELD}."
    )


def test_the_list_can_be_written_as_json() -> None:
    written = json.loads(json.dumps(check_json(check(facts()))))

    assert written["steps"][3] == {
        "tutorial": "Windows Autopilot user-driven Microsoft Entra join",
        "number": 4,
        "title": "Create a device group",
        "state": "done",
        "sentence": f"As the flight plan has it: {ENGINEERS}, {OFFICE}.",
        "fix": "",
        "objects": [
            {"kind": "group", "key": ENGINEERS, "name": ENGINEERS},
            {"kind": "group", "key": OFFICE, "name": OFFICE},
        ],
    }

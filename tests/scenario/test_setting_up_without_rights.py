"""What the tenant refuses, and what becomes of everything else."""

from datetime import timedelta

import pytest

from shared.domain.errors import Refused, Unavailable
from shared.domain.setup import Kind
from shared.domain.setup_permissions import READ_ORGANIZATION, WRITE_GROUPS
from shared.tenant.applying.outcomes import Applied, Ended, Outcome
from simulator.tenant import LostAnswer, Operation, Rule
from simulator.tenant import Refusal as Refuses
from simulator.tenant.caller import Caller
from tests.setting_up import EVERYTHING, SIGNED_IN
from tests.setting_up import READING as MAY_READ
from tests.tenant_setups import a_new_tenant

AN_APP = Caller(app="app", roles=EVERYTHING)


def of(applied: Applied, kind: Kind, key: str = "") -> Outcome:
    return next(each for each in applied.outcomes if each.kind is kind and key in {"", each.key})


async def test_what_an_app_may_not_do_is_left_to_a_person_with_the_page_to_do_it_on() -> None:
    world = a_new_tenant()

    with world.tenant.gate.calling(AN_APP):
        applied = await world.applied()

    scope = of(applied, Kind.AUTOMATIC_ENROLMENT)
    assert scope.ended is Ended.BY_HAND
    assert "Mobility (MDM and WIP)" in scope.by_hand[0].page


async def test_what_a_person_has_done_by_hand_is_seen() -> None:
    world = a_new_tenant()
    with world.tenant.gate.calling(AN_APP):
        await world.applied()
    with world.tenant.gate.calling(SIGNED_IN):
        await world.applied()

        assert not (await world.planned()).pending


async def test_a_missing_permission_is_named_and_stops_nothing_else() -> None:
    world = a_new_tenant()

    with world.tenant.gate.calling(Caller(app="app", roles=EVERYTHING - {WRITE_GROUPS})):
        applied = await world.applied()

    group = of(applied, Kind.GROUP)
    assert group.ended is Ended.BY_HAND
    assert group.reason is not None
    assert WRITE_GROUPS in group.reason.remedy
    assert of(applied, Kind.DEVICE_REGISTRATION).ended is Ended.CHANGED


async def test_who_may_only_read_gets_a_whole_plan() -> None:
    world = a_new_tenant()

    with world.tenant.gate.calling(Caller(app="app", roles=MAY_READ)):
        plan = await world.planned()

    assert {each.kind for each in plan.changes} >= {Kind.GROUP, Kind.DEVICE_REGISTRATION}
    assert {each.kind for each in plan.unseen} == {Kind.AUTOMATIC_ENROLMENT}


async def test_a_tenant_that_cannot_be_told_is_planned_for_and_not_written_to() -> None:
    world = a_new_tenant()

    with world.tenant.gate.calling(Caller(app="app", roles=EVERYTHING - {READ_ORGANIZATION})):
        plan = await world.planned()
        with pytest.raises(Refused) as refused:
            await world.applied()

    assert plan.pending
    assert plan.tenant.unread is not None
    assert READ_ORGANIZATION in refused.value.reason.remedy
    assert world.writes == 0


async def test_a_server_error_that_stays_is_told_with_what_graph_says() -> None:
    world = a_new_tenant()
    trouble = Refuses(status=500, code="InternalServerError", message="Something went wrong.")
    rule = Rule(fault=trouble, operation=Operation.REPLACE_REGISTRATION_POLICY, times=None)
    world.tenant.script.add(rule)

    applied = await world.applied()

    policy = of(applied, Kind.DEVICE_REGISTRATION)
    assert policy.ended is Ended.FAILED
    assert policy.reason is not None
    assert "Something went wrong." in policy.reason.sentence
    assert of(applied, Kind.AUTOMATIC_ENROLMENT).ended is Ended.CHANGED


async def test_a_creation_that_is_never_answered_is_tried_twice_at_most() -> None:
    world = a_new_tenant()
    trouble = Refuses(status=504, code="UnknownError", message="No answer in time.")
    rule = Rule(fault=trouble, operation=Operation.CREATE_GROUP, times=None)
    world.tenant.script.add(rule)
    world.plan = type(world.plan)(objects=(world.wanted(Kind.GROUP, "Field Workers"),))
    began = world.clock.now()

    (outcome,) = (await world.applied()).outcomes

    assert outcome.ended is Ended.FAILED
    assert world.tenant.counts.by_operation[Operation.CREATE_GROUP] == 2
    assert world.clock.now() - began < timedelta(minutes=10)


async def test_what_names_something_that_could_not_be_set_up_waits_for_it() -> None:
    world = a_new_tenant()

    with world.tenant.gate.calling(Caller(app="app", roles=EVERYTHING - {WRITE_GROUPS})):
        applied = await world.applied()

    profile = of(applied, Kind.DEPLOYMENT_PROFILE, "Autopilot Office")
    assert profile.ended is Ended.SKIPPED
    assert profile.reason is not None
    assert profile.reason.sentence == (
        "It waits for the group 'Autopilot Office', which could not be set up."
    )


async def test_a_device_group_that_an_app_may_not_link_is_left_to_a_person() -> None:
    world = a_new_tenant()
    world.tenant.script.add(
        Rule(
            fault=Refuses(status=500, code="InternalServerError", message="An error has occurred"),
            operation=Operation.LINK_DEVICE_GROUP,
            times=None,
        )
    )

    applied = await world.applied()

    policy = of(applied, Kind.PREPARATION_POLICY)
    assert policy.ended is Ended.BY_HAND
    assert "assign it to Field Workers" in policy.done
    assert "device preparation" in policy.by_hand[0].page.lower()


async def test_a_token_that_nobody_takes_is_told_once_and_at_once() -> None:
    world = a_new_tenant()
    refusal = Refuses(status=401, code="InvalidAuthenticationToken", message="Expired.")
    world.tenant.script.add(Rule(fault=refusal, times=None))

    with pytest.raises(Refused) as caught:
        await world.planned()

    assert (caught.value.reason.code, world.tenant.counts.requests) == ("token-refused", 1)
    assert "Sign in again" in caught.value.reason.remedy


async def test_a_graph_that_cannot_be_reached_ends_a_plan_within_a_minute() -> None:
    world = a_new_tenant()
    world.tenant.script.add(Rule(fault=LostAnswer(hangs_up=True), times=None))
    began = world.clock.now()

    with pytest.raises(Unavailable, match="cannot be reached"):
        await world.planned()

    assert world.clock.now() - began < timedelta(minutes=1)

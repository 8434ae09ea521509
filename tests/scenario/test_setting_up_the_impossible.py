"""Changes that Graph has no way to make: told before, and no harm to anything else."""

from dataclasses import replace
from datetime import timedelta

from shared.domain.setup import Kind, TenantPlan
from shared.tenant.applying.outcomes import Ended
from tests.tenant_setups import SettingUp, a_new_tenant

RULE = '(device.devicePhysicalIDs -any (_ -startsWith "[ZTDid]"))'
KEY = "Autopilot Office"


async def a_tenant_whose_group_shall_become_dynamic() -> SettingUp:
    world = a_new_tenant()
    await world.applied()
    group = world.wanted(Kind.GROUP, KEY)
    rule = {"membership_rule": RULE, "membership_rule_processing_state": "On"}
    changed = replace(group, fields={**group.fields, **rule})
    others = [each for each in world.plan.objects if each != group]
    world.plan = TenantPlan(objects=(*others, changed))
    return world


async def test_a_plan_says_what_cannot_be_done() -> None:
    world = await a_tenant_whose_group_shall_become_dynamic()

    plan = await world.planned()

    assert [(each.key, each.reason.code) for each in plan.impossible] == [(KEY, "membership-type")]
    assert plan.pending


async def test_an_apply_says_why_it_failed_and_goes_on_with_the_rest() -> None:
    world = await a_tenant_whose_group_shall_become_dynamic()

    applied = await world.applied()

    (failed,) = applied.ended(Ended.FAILED)
    assert (failed.key, failed.reason and failed.reason.code) == (KEY, "membership-type")
    assert len(applied.ended(Ended.UNCHANGED)) == len(world.plan.objects) - 1


async def test_a_name_that_intune_answers_with_a_bare_error_is_told_at_once() -> None:
    world = a_new_tenant()
    world.renames(Kind.DEPLOYMENT_PROFILE, KEY, "Auto-pilot Office")
    began = world.clock.now()

    applied = await world.applied()

    (failed,) = applied.ended(Ended.FAILED)
    assert failed.reason is not None
    assert "'-'" in failed.reason.remedy
    assert world.clock.now() - began < timedelta(seconds=10)


async def test_once_the_name_is_right_the_profile_is_made_once() -> None:
    world = a_new_tenant()
    world.renames(Kind.DEPLOYMENT_PROFILE, KEY, "Auto-pilot Office")
    await world.applied()
    world.renames(Kind.DEPLOYMENT_PROFILE, KEY, "Office")

    assert (await world.applied()).complete

    profiles = [each["displayName"] for each in world.tenant.deployment_profiles_page().items]
    assert sorted(profiles) == ["Autopilot Engineers", "Office"]

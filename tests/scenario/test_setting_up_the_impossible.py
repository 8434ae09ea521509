"""Changes that Graph has no way to make: told before, and no harm to anything else."""

from dataclasses import replace

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

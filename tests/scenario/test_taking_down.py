"""What was set up is deleted again, once the flight plan wants it no more and it is named."""

from collections import Counter
from dataclasses import replace

import pytest

from shared.domain.setup import DEFAULT_PAGE, Kind, TenantPlan, Verb
from shared.tenant.applying.outcomes import Ended
from shared.tenant.planning.pruning import DELETABLE, Prune
from shared.tenant.stored_ids.ids import IdsInMemory
from tests.tenant_setups import SettingUp, a_new_tenant, the_sample

EVERYTHING = tuple(
    Prune(kind=each.kind, name=each.name)
    for each in the_sample().objects
    if each.kind in DELETABLE and each.name != DEFAULT_PAGE
)


async def a_tenant_that_is_wanted_no_more() -> SettingUp:
    world = a_new_tenant()
    assert (await world.applied()).complete
    return replace(world, plan=TenantPlan(), ids=IdsInMemory())


@pytest.mark.parametrize("prune", EVERYTHING, ids=str)
async def test_whatever_is_named_is_shown_before_it_is_deleted(prune: Prune) -> None:
    world = await a_tenant_that_is_wanted_no_more()
    writes = world.writes

    plan = await world.planned(prune)

    assert [(each.verb, each.kind, each.name) for each in plan.changes] == [
        (Verb.DELETE, prune.kind, prune.name)
    ]
    assert world.writes == writes


async def test_everything_is_deleted_in_one_go_and_once() -> None:
    world = await a_tenant_that_is_wanted_no_more()

    applied = await world.applied(*EVERYTHING)
    again = await world.applied(*EVERYTHING)

    assert Counter(each.ended for each in applied.outcomes) == {Ended.DELETED: len(EVERYTHING)}
    assert {each.ended for each in again.outcomes} == {Ended.UNCHANGED}
    kinds = {kind for kind, _, _ in await world.picture()}
    assert Kind.DEPLOYMENT_PROFILE not in kinds
    assert Kind.GROUP not in kinds

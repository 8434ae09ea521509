"""The device group of a device-preparation policy where Graph does not tell it, or not to apps."""

from collections.abc import AsyncIterator

import pytest

from shared.domain.setup import PROVISIONING_CLIENT, Kind, TenantPlan
from shared.tenant.applying.apply import apply
from shared.tenant.applying.outcomes import Ended
from shared.tenant.naming.names import Names
from shared.tenant.parts.groups import Groups
from shared.tenant.parts.preparation_policies import PreparationPolicies
from shared.tenant.stored_ids.ids import IdsInMemory
from shared.tenant.tenancy import Tenancy
from simulator.tenant import Moods, Operation, Refusal
from simulator.tenant.caller import Caller
from tests.contract.tenants import FACES, World, a_world
from tests.intune_setups import a_policy, groups
from tests.setting_up import EVERYTHING, SIGNED_IN, a_group, made, seen, set_up, the_client

PART = PreparationPolicies()
POLICY = a_policy(device_group="laptops")
AN_APP = Caller(roles=EVERYTHING)
WANTED = TenantPlan(
    objects=(the_client(), a_group("laptops", owners=[PROVISIONING_CLIENT]), POLICY)
)


@pytest.fixture(params=FACES)
async def mute(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async with a_world(
        request.param, moods=Moods(link_unreadable=1), caller=SIGNED_IN
    ) as made_world:
        yield made_world


@pytest.fixture(params=FACES)
async def strict(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    moods = Moods(link_needs_person=1)
    async with a_world(request.param, moods=moods, caller=AN_APP) as made_world:
        yield made_world


async def test_a_tenant_that_does_not_tell_links_remembers_ours_by_its_setting(
    mute: World,
) -> None:
    names = await groups(mute, "laptops")

    said = await set_up(PART, mute.objects, POLICY, names=names)

    assert said == ["create it", "link the device group laptops", "show it in the admin center"]
    assert await set_up(PART, mute.objects, POLICY, names=names) == []


async def test_a_link_that_was_not_noted_any_more_is_made_again(mute: World) -> None:
    names = await groups(mute, "laptops")
    await made(mute.objects, PART.moves(POLICY, None, names)[0])
    found = (await seen(PART, mute.objects, POLICY, names=names)).present[POLICY.key]
    await made(mute.objects, PART.moves(POLICY, found, names)[0])

    said = await set_up(PART, mute.objects, POLICY, names=names)

    assert said == ["link the device group laptops", "show it in the admin center"]


async def test_an_app_leaves_the_link_to_a_person_and_notes_nothing(strict: World) -> None:
    tenancy = Tenancy(objects=strict.objects, ids=IdsInMemory(), clock=strict.clock)

    applied = await apply(tenancy, WANTED)

    (outcome,) = [each for each in applied.outcomes if each.kind is Kind.PREPARATION_POLICY]
    assert (outcome.ended, outcome.done) == (Ended.BY_HAND, ("create it",))
    assert "select 'laptops' as its device group" in outcome.by_hand[0].does
    names = Names()
    await seen(Groups(), strict.objects, a_group("laptops"), names=names)
    found = (await seen(PART, strict.objects, POLICY, names=names)).present[POLICY.key]
    assert found.fields["device_group"] is None


async def test_a_link_that_is_forbidden_is_left_to_a_person_and_not_noted() -> None:
    async with a_world("twin", caller=AN_APP) as world:
        forbidden = Refusal(status=403, code="Forbidden", message="Not you.")
        world.goes_wrong(forbidden, Operation.LINK_DEVICE_GROUP)
        tenancy = Tenancy(objects=world.objects, ids=IdsInMemory(), clock=world.clock)

        outcome = (await apply(tenancy, WANTED)).outcomes[-1]

    assert (outcome.ended, outcome.done) == (Ended.BY_HAND, ("create it",))


async def test_an_app_may_link_where_the_tenant_lets_it() -> None:
    async with a_world("twin", caller=AN_APP) as world:
        tenancy = Tenancy(objects=world.objects, ids=IdsInMemory(), clock=world.clock)

        applied = await apply(tenancy, WANTED)
        before = world.requests
        again = await apply(tenancy, WANTED)

    assert applied.complete
    assert [each.ended for each in again.outcomes] == [Ended.UNCHANGED] * 3
    assert world.requests - before == 7

"""Who owns a group of the set-up: people and the Intune Provisioning Client, added one by one."""

from collections.abc import AsyncIterator

import pytest

from shared.domain.setup import PROVISIONING_CLIENT, PROVISIONING_CLIENT_APP_ID
from shared.tenant.naming.names import Names, Unresolved
from shared.tenant.part import Look
from shared.tenant.parts.groups import Groups
from shared.tenant.parts.service_principals import ServicePrincipals
from simulator.tenant import Operation
from simulator.tenant.caller import Caller
from tests.contract.tenants import FACES, World, a_world
from tests.setting_up import SIGNED_IN, a_group, seen, set_up, the_client

GROUPS, APPS = Groups(), ServicePrincipals()
ROBIN, KIM = "robin@contoso.com", "kim.o'hara#ext#@contoso.com"


@pytest.fixture(params=FACES)
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async with a_world(request.param, caller=SIGNED_IN) as made:
        yield made


def owners(world: World, group: str) -> list[str]:
    return sorted(each["displayName"] for each in world.tenant.owners(group))


async def test_people_and_the_client_are_made_owners_and_then_nothing_is_left(
    world: World,
) -> None:
    for upn in (ROBIN, KIM):
        world.tenant.user_appears(upn)
    group = world.tenant.group_exists("Office")
    names = Names()
    await set_up(APPS, world.objects, the_client(), names=names)

    said = await set_up(
        GROUPS,
        world.objects,
        a_group("Office", owners=[ROBIN, KIM, PROVISIONING_CLIENT]),
        names=names,
    )

    assert said == [f"let {each} own it" for each in (ROBIN, KIM, PROVISIONING_CLIENT)]
    assert owners(world, group) == [PROVISIONING_CLIENT, "Robin Sample", "Robin Sample"]


async def test_other_owners_are_left_alone_and_not_shown(world: World) -> None:
    group = world.tenant.group_exists("Office")
    world.tenant.add_owner(group, world.tenant.user_appears(KIM))
    world.tenant.user_appears(ROBIN)
    wanted = a_group("Office", owners=[ROBIN])

    await set_up(GROUPS, world.objects, wanted)
    found = await seen(GROUPS, world.objects, wanted)

    assert found.present["Office"].fields["owners"] == [ROBIN]
    assert len(owners(world, group)) == 2


async def test_an_owner_is_recognised_in_whatever_case_the_flight_plan_writes_it(
    world: World,
) -> None:
    group = world.tenant.group_exists("Office")
    world.tenant.add_owner(group, world.tenant.user_appears(ROBIN))

    assert await set_up(GROUPS, world.objects, a_group("Office", owners=[ROBIN.upper()])) == []


async def test_nobody_becomes_an_owner_who_is_not_in_the_tenant(world: World) -> None:
    world.tenant.group_exists("Office")
    wanted = a_group("Office", owners=[ROBIN])
    found = await seen(GROUPS, world.objects, wanted)

    with pytest.raises(Unresolved, match=ROBIN):
        list(GROUPS.moves(wanted, found.present["Office"], Names()))


async def test_owners_are_not_read_where_none_is_wanted(world: World) -> None:
    world.tenant.group_exists("Office")

    await seen(GROUPS, world.objects, a_group("Office"))

    assert world.tenant.counts.by_operation[Operation.OWNERS] == 0


async def test_owners_that_are_there_need_no_look_at_people(world: World) -> None:
    group = world.tenant.group_exists("Office")
    world.tenant.add_owner(group, world.tenant.user_appears(ROBIN))
    before = world.requests

    await seen(GROUPS, world.objects, a_group("Office", owners=[ROBIN]))

    assert world.requests - before == 2


async def test_a_look_at_everything_shows_every_owner(world: World) -> None:
    group = world.tenant.group_exists("Office")
    client = world.tenant.service_principal(PROVISIONING_CLIENT_APP_ID)["id"]
    for owner in (world.tenant.user_appears(ROBIN), client):
        world.tenant.add_owner(group, owner)

    found = await GROUPS.look(Look(objects=world.objects, names=Names(), whole=True))

    assert found.others[0].fields["owners"] == [ROBIN, PROVISIONING_CLIENT]


async def test_the_client_is_created_in_a_tenant_that_lacks_it(world: World) -> None:
    world.tenant.app_leaves(PROVISIONING_CLIENT_APP_ID)

    said = await set_up(APPS, world.objects, the_client())

    assert said == ["create the service principal"]
    assert world.tenant.service_principal(PROVISIONING_CLIENT_APP_ID)["id"]


async def test_the_client_is_recognised_under_any_display_name(world: World) -> None:
    world.tenant.app_leaves(PROVISIONING_CLIENT_APP_ID)
    world.tenant.application_exists(
        PROVISIONING_CLIENT_APP_ID, "Intune Autopilot ConfidentialClient"
    )
    world.tenant.service_principal_exists(PROVISIONING_CLIENT_APP_ID)

    found = await seen(APPS, world.objects, the_client())

    assert found.present[PROVISIONING_CLIENT].name == PROVISIONING_CLIENT


async def test_nobody_takes_the_client_away(world: World) -> None:
    found = await seen(APPS, world.objects, the_client())

    assert APPS.removal(found.present[PROVISIONING_CLIENT]) == []


@pytest.mark.parametrize("face", FACES)
async def test_whoever_may_not_read_apps_does_not_see_the_client(face: str) -> None:
    async with a_world(face, caller=Caller(roles=frozenset({"Group.Read.All"}))) as world:
        found = await seen(APPS, world.objects, the_client())

        assert "Grant Application.Read.All" in found.unseen[0].reason.remedy


@pytest.mark.parametrize("face", FACES)
async def test_a_group_whose_owners_cannot_be_found_is_not_half_seen(face: str) -> None:
    async with a_world(face, caller=Caller(roles=frozenset({"Group.Read.All"}))) as world:
        world.tenant.group_exists("Office")

        found = await seen(GROUPS, world.objects, a_group("Office", owners=[ROBIN]))

        assert found.present == {}
        assert "Grant User.Read.All" in found.unseen[0].reason.remedy

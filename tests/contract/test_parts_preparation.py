"""Device-preparation policies of a tenant's set-up, on both faces of the tenant."""

from collections.abc import AsyncIterator

import pytest

from shared.domain.object_requests import Method
from shared.domain.setup import Ref
from shared.tenant.naming.names import Names
from shared.tenant.parts.preparation_policies import PreparationPolicies
from tests.contract.tenants import FACES, World, a_world
from tests.intune_setups import a_policy, assigned, everything, groups
from tests.setting_up import SIGNED_IN, made, seen, set_up

PART = PreparationPolicies()
LINKED = ["link the device group laptops", "show it in the admin center"]


@pytest.fixture(params=FACES)
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async with a_world(request.param, caller=SIGNED_IN) as made_world:
        yield made_world


async def test_a_policy_is_made_assigned_and_linked(world: World) -> None:
    world.tenant.app_exists("Company Portal", kind="winGetApp")
    world.tenant.script_exists("Set wallpaper")
    names = await groups(world, "laptops", "people")
    policy = a_policy(
        apps=["Company Portal"],
        scripts=["Set wallpaper"],
        device_group="laptops",
        assignments=assigned("people"),
        priority=1,
    )

    said = await set_up(PART, world.objects, policy, names=names)

    assert said == ["create it", "assign it to people", *LINKED]
    found = (await seen(PART, world.objects, policy, names=names)).present[policy.key]
    assert found.fields == policy.fields


async def test_what_is_there_already_takes_three_requests_to_see(world: World) -> None:
    await set_up(PART, world.objects, a_policy())
    before = world.requests

    assert await set_up(PART, world.objects, a_policy()) == []
    assert world.requests - before == 3


async def test_a_policy_is_named_with_the_type_of_its_apps(world: World) -> None:
    app_id = world.tenant.app_exists("Company Portal", kind="winGetApp")
    policy = a_policy(apps=["Company Portal"])
    await set_up(PART, world.objects, policy)

    found = (await seen(PART, world.objects, policy)).present[policy.key]

    (held,) = [
        each["settingInstance"]["simpleSettingCollectionValue"]
        for each in found.body["settings"]
        if "simpleSettingCollectionValue" in each["settingInstance"]
    ]
    assert [each["value"] for each in held] == [
        f'{{"id":"{app_id}","type":"#microsoft.graph.winGetApp"}}'
    ]


async def test_a_setting_is_changed_by_a_put_of_all_of_them(world: World) -> None:
    await set_up(PART, world.objects, a_policy())
    found = (await seen(PART, world.objects, a_policy())).present["Office policy"]
    wanted = a_policy(timeout_in_minutes=120, description="For the office")

    (move,) = PART.moves(wanted, found, Names())

    assert (move.request.method, move.says) == (
        Method.PUT,
        "change its description, timeout in minutes",
    )
    assert move.request.body is not None
    assert len(move.request.body["settings"]) == len(found.body["settings"])
    assert await set_up(PART, world.objects, wanted) == [move.says]
    assert await set_up(PART, world.objects, wanted) == []


async def test_the_admin_center_shows_no_device_group_before_it_is_linked(world: World) -> None:
    names = await groups(world, "laptops")
    policy = a_policy(device_group="laptops")
    await made(world.objects, PART.moves(policy, None, names)[0])
    found = (await seen(PART, world.objects, policy, names=names)).present[policy.key]

    link, show = PART.moves(policy, found, names)
    await made(world.objects, link)
    again = (await seen(PART, world.objects, policy, names=names)).present[policy.key]

    assert (link.server_errors, show.follows) == (True, True)
    assert again.fields["device_group"] is None
    assert [each.says for each in PART.moves(policy, again, names)] == [show.says]


async def test_another_group_takes_the_place_of_the_one_that_is_linked(world: World) -> None:
    names = await groups(world, "desktops", "laptops")
    await set_up(PART, world.objects, a_policy(device_group="desktops"), names=names)

    said = await set_up(PART, world.objects, a_policy(device_group="laptops"), names=names)

    assert said == LINKED


async def test_no_group_at_all_is_linked_if_none_is_wanted(world: World) -> None:
    names = await groups(world, "laptops")
    await set_up(PART, world.objects, a_policy(device_group="laptops"), names=names)

    said = await set_up(PART, world.objects, a_policy(), names=names)

    assert said == ["take its device group away", "show it in the admin center"]
    assert await set_up(PART, world.objects, a_policy(), names=names) == []


async def test_the_other_policies_of_the_settings_catalogue_are_nobodys(world: World) -> None:
    names = await groups(world, "laptops")
    policy = a_policy(device_group="laptops")
    await set_up(PART, world.objects, policy, names=names)

    (found,) = (await everything(PART, world)).others

    assert found.fields == {**policy.fields, "priority": 1}


async def test_the_first_policy_is_the_one_that_is_wanted_first(world: World) -> None:
    await set_up(PART, world.objects, a_policy("first"))
    second = a_policy("second", priority=1)

    assert await set_up(PART, world.objects, second) == ["create it", "give it priority 1"]


async def test_a_policy_that_is_no_longer_wanted_is_deleted(world: World) -> None:
    await set_up(PART, world.objects, a_policy())
    found = (await seen(PART, world.objects, a_policy())).present["Office policy"]

    (move,) = PART.removal(found)
    await made(world.objects, move)

    assert (await everything(PART, world)).others == []


async def test_a_group_with_a_rule_is_refused_for_good(world: World) -> None:
    rule = '(device.devicePhysicalIds -any (_ -eq "[OrderID]:Office"))'
    names = Names()
    names.learn(Ref.GROUP, "laptops", world.tenant.group_exists("laptops", rule=rule))
    policy = a_policy(device_group="laptops")
    await made(world.objects, PART.moves(policy, None, names)[0])
    found = (await seen(PART, world.objects, policy, names=names)).present[policy.key]

    (link, _) = PART.moves(policy, found, names)
    refusal = link.judge(await made(world.objects, link))

    assert refusal is not None
    assert (refusal.passes, "dynamic" in refusal.sentence) == (False, True)

"""The device registration policy: written whole, as it was read, but for what is wanted."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from shared.domain.errors import Rejected
from shared.domain.setup import Kind, Wanted
from shared.tenant.naming.names import Names
from shared.tenant.part import Look
from shared.tenant.parts.device_registration import DeviceRegistration
from simulator.tenant.caller import Caller
from tests.contract.tenants import FACES, World, a_world
from tests.setting_up import SIGNED_IN, seen, set_up, the_only

PART = DeviceRegistration()
KIND = Kind.DEVICE_REGISTRATION


@pytest.fixture(params=FACES)
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async with a_world(request.param, caller=SIGNED_IN) as made:
        yield made


def wanting(**fields: Any) -> Wanted:  # noqa: ANN401  JSON of any type
    return the_only(KIND, **fields)


def of_groups(*names: str) -> dict[str, list[str]]:
    return {"users": [], "groups": list(names)}


async def test_a_new_tenant_is_read_whole(world: World) -> None:
    found = await seen(PART, world.objects, wanting())

    assert found.present[KIND].fields == {
        "user_device_quota": 50,
        "multi_factor_auth_configuration": "notRequired",
        "allowed_to_join": "everyone",
        "allowed_to_register": "everyone",
        "local_admins": {"enable_global_admins": True, "registering_users": "everyone"},
        "local_admin_password": {"is_enabled": False},
    }


async def test_what_is_wanted_is_written_and_then_nothing_is_left_to_do(world: World) -> None:
    world.tenant.group_exists("Office")
    world.tenant.user_appears("robin@contoso.com")
    wanted = wanting(
        user_device_quota=5,
        multi_factor_auth_configuration="required",
        allowed_to_join={"users": ["robin@contoso.com"], "groups": ["Office"]},
        local_admins={"enable_global_admins": False, "registering_users": "nobody"},
        local_admin_password={"is_enabled": True},
    )

    said = await set_up(PART, world.objects, wanted)

    assert said == [
        (
            "write user_device_quota, multi_factor_auth_configuration, allowed_to_join, "
            "local_admins.enable_global_admins, local_admins.registering_users, "
            "local_admin_password.is_enabled"
        )
    ]


async def test_whatever_is_not_wanted_stays_as_it_was_read(world: World) -> None:
    before = world.tenant.registration_policy()

    await set_up(PART, world.objects, wanting(user_device_quota=5))

    assert world.tenant.registration_policy() == before | {"userDeviceQuota": 5}


async def test_one_of_several_selected_groups_is_added_to_the_list(world: World) -> None:
    office, field = world.tenant.group_exists("Office"), world.tenant.group_exists("Field")
    await set_up(PART, world.objects, wanting(allowed_to_join=of_groups("Office")))

    await set_up(PART, world.objects, wanting(allowed_to_join=of_groups("Field", "Office")))

    joining = world.tenant.registration_policy()["azureADJoin"]["allowedToJoin"]
    assert sorted(joining["groups"]) == sorted([office, field])


async def test_who_is_selected_is_named_without_being_wanted(world: World) -> None:
    world.tenant.group_exists("Office")
    await set_up(PART, world.objects, wanting(allowed_to_join=of_groups("Office")))

    look = Look(objects=world.objects, names=Names(), whole=True)
    (found,) = (await PART.look(look)).others

    assert found.fields["allowed_to_join"] == of_groups("Office")


async def test_who_may_register_cannot_be_changed_and_that_is_said(world: World) -> None:
    wanted = wanting(allowed_to_register="nobody")
    found = await seen(PART, world.objects, wanted)

    with pytest.raises(Rejected) as refused:
        PART.moves(wanted, found.present[KIND], Names())

    assert refused.value.reason.code == "not-configurable"


async def test_what_can_be_changed_is_changed_beside_what_cannot(world: World) -> None:
    wanted = wanting(allowed_to_register="nobody", user_device_quota=5)

    with pytest.raises(Rejected):
        await set_up(PART, world.objects, wanted)

    assert world.tenant.registration_policy()["userDeviceQuota"] == 5


async def test_a_group_of_an_ambiguous_name_keeps_the_policy_from_being_written(
    world: World,
) -> None:
    for _ in range(2):
        world.tenant.group_exists("Office")

    found = await seen(PART, world.objects, wanting(allowed_to_join=of_groups("Office")))

    assert (found.present, found.unseen[0].reason.code) == ({}, "ambiguous")


async def test_nothing_but_the_policy_is_asked_for_where_everybody_may_join(world: World) -> None:
    await seen(PART, world.objects, wanting(user_device_quota=5))

    assert world.requests == 1


@pytest.mark.parametrize("face", FACES)
async def test_whoever_may_not_read_it_is_told_where_to_look(face: str) -> None:
    async with a_world(face, caller=Caller(roles=frozenset({"Group.Read.All"}))) as world:
        (unseen,) = (await seen(PART, world.objects, wanting(user_device_quota=5))).unseen

        assert "Grant Policy.Read.DeviceConfiguration" in unseen.reason.remedy
        assert unseen.by_hand is not None
        assert unseen.by_hand.page.endswith("Devices > Overview > Device settings")


async def test_nobody_deletes_it(world: World) -> None:
    found = await seen(PART, world.objects, wanting())

    assert PART.removal(found.present[KIND]) == []

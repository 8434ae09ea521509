"""What every ``Directory`` must do: devices, groups by name, people and their licences."""

from collections.abc import AsyncIterator

import pytest

from shared.domain.directory import User
from shared.domain.errors import Misconfigured, Refused, Unavailable
from simulator.tenant import Person, Refusal
from simulator.tenant.operations import Operation
from simulator.tenant.users import ENTRA_PLAN, INTUNE_PLAN
from tests.contract.tenants import FACES, NOBODY, World, a_world, found, the_error
from tests.tenancy import device_object, registered


@pytest.fixture(params=FACES)
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async with a_world(request.param) as made:
        yield made


async def test_devices_are_found_by_their_device_ids(world: World) -> None:
    ids = [registered(world.tenant, f"SN-{number}") for number in range(2)]
    identities = await world.autopilot.identities_by_id(ids)
    device_ids = [found(identities, each).device_id or "" for each in ids]

    told = await world.directory.devices([*device_ids, NOBODY])

    objects = [device_object(world.tenant, each) for each in ids]
    assert told == dict(zip(device_ids, objects, strict=True))


async def test_a_group_is_found_by_its_name_once_and_for_all(world: World) -> None:
    expected = world.tenant.group_exists("Bob's laptops & more")

    names = [await world.directory.group("Bob's laptops & more") for _ in range(3)]

    assert names == [expected] * 3
    assert world.requests == 1


async def test_an_object_id_is_taken_for_the_group_without_asking(world: World) -> None:
    assert await world.directory.group(NOBODY) == NOBODY
    assert world.requests == 0


async def test_a_group_that_is_missing_says_what_to_do(world: World) -> None:
    with pytest.raises(Misconfigured) as raised:
        await world.directory.group("Laptops")

    assert raised.value.reason.code == "group-missing"
    assert raised.value.reason.sentence == (
        "No group is named 'Laptops' in the tenant, as the flight plan has it."
    )


async def test_a_missing_group_is_asked_for_again(world: World) -> None:
    with pytest.raises(Misconfigured):
        await world.directory.group("Laptops")
    expected = world.tenant.group_exists("Laptops")

    assert await world.directory.group("Laptops") == expected


async def test_a_name_that_several_groups_bear_is_no_name(world: World) -> None:
    for _ in range(3):
        world.tenant.group_exists("Laptops")

    with pytest.raises(Misconfigured) as raised:
        await world.directory.group("Laptops")

    assert raised.value.reason.code == "group-ambiguous"
    assert raised.value.reason.sentence == (
        "Several groups are named 'Laptops' in the tenant, as the flight plan has it."
    )


async def test_a_group_that_may_not_be_read_is_refused(world: World) -> None:
    refusal = Refusal(status=403, code="Authorization_RequestDenied", message="No.")
    world.goes_wrong(refusal, Operation.GROUPS_NAMED)

    with pytest.raises(Refused):
        await world.directory.group("Laptops")


@pytest.mark.parametrize("upn", ["robin@contoso.example", "a+b_fabrikam.com#EXT#@contoso.example"])
async def test_people_are_found_by_user_principal_name(world: World, upn: str) -> None:
    user_id = world.tenant.user_appears(upn, person=Person(name="Robin Sample"))

    told = await world.directory.users([upn, "nobody@contoso.example"])

    assert told == {
        upn: User(
            id=user_id,
            user_principal_name=upn,
            display_name="Robin Sample",
            enabled=True,
            member=True,
        )
    }


async def test_a_guest_and_a_disabled_account_are_told_apart(world: World) -> None:
    world.tenant.user_appears("guest@contoso.example", person=Person(user_type="Guest"))
    world.tenant.user_appears("gone@contoso.example", person=Person(enabled=False))

    told = await world.directory.users(["guest@contoso.example", "gone@contoso.example"])

    guest, gone = found(told, "guest@contoso.example"), found(told, "gone@contoso.example")
    assert (guest.member, guest.enabled) == (False, True)
    assert (gone.member, gone.enabled) == (True, False)


@pytest.mark.parametrize(
    ("licence", "plans", "licensed"),
    [
        ("Success", [INTUNE_PLAN], True),
        ("Success", [INTUNE_PLAN.upper(), NOBODY], True),
        ("PendingActivation", [INTUNE_PLAN], False),
        ("PendingActivation", [INTUNE_PLAN, ENTRA_PLAN], True),
        ("Success", [NOBODY], False),
        ("Success", [], False),
        (None, [INTUNE_PLAN], False),
    ],
)
async def test_a_licence_counts_by_the_plan_that_is_provisioned(
    world: World, licence: str | None, plans: list[str], *, licensed: bool
) -> None:
    user_id = world.tenant.user_appears("robin@contoso.example", person=Person(licence=licence))

    assert await world.directory.licensed([user_id], plans) == {user_id: licensed}
    assert world.requests == 1


async def test_of_several_people_each_is_licensed_or_not(world: World) -> None:
    licensed = world.tenant.user_appears("robin@contoso.example")
    without = world.tenant.user_appears("kim@contoso.example", person=Person(licence=None))

    told = await world.directory.licensed([licensed, without, NOBODY], [INTUNE_PLAN])

    assert isinstance(the_error(told, NOBODY), Unavailable)
    assert (told[licensed], told[without]) == (True, False)


BOSS = "pradeep@contoso.example"


async def test_a_manager_is_found_by_the_name_of_whom_they_manage(world: World) -> None:
    boss_id = world.tenant.user_appears(BOSS, person=Person(name="Pradeep Gupta"))
    world.tenant.user_appears("robin@contoso.example", person=Person(manager=BOSS))

    told = await world.directory.managers(["robin@contoso.example"])

    manager = found(told, "robin@contoso.example")
    assert (manager.id, manager.user_principal_name) == (boss_id, BOSS)
    assert (manager.display_name, manager.enabled, manager.member) == ("Pradeep Gupta", True, True)


async def test_whoever_has_no_manager_and_whoever_is_not_there_is_left_out(world: World) -> None:
    world.tenant.user_appears(BOSS)

    assert await world.directory.managers([BOSS, "nobody@contoso.example"]) == {}


async def test_a_manager_who_may_not_be_read_is_an_error_of_that_person_alone(world: World) -> None:
    world.tenant.user_appears(BOSS)
    for upn in ("robin@contoso.example", "kim@contoso.example"):
        world.tenant.user_appears(upn, person=Person(manager=BOSS))
    refusal = Refusal(status=403, code="Authorization_RequestDenied", message="No.")
    world.goes_wrong(refusal, Operation.MANAGER, about="kim@contoso.example")

    told = await world.directory.managers(["robin@contoso.example", "kim@contoso.example"])

    assert isinstance(the_error(told, "kim@contoso.example"), Refused)
    assert found(told, "robin@contoso.example").user_principal_name == BOSS

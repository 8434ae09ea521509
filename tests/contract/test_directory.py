"""What every ``Directory`` must do."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from shared.domain.directory import User
from shared.domain.errors import Misconfigured, Refused, Unavailable
from simulator.tenant import Latencies, Person, Refusal, seconds
from simulator.tenant.operations import Operation
from simulator.tenant.users import ENTRA_PLAN, INTUNE_PLAN
from tests.contract.tenants import FACES, World, a_world
from tests.tenancy import device_object, registered

NOBODY = "00000000-0000-4000-8000-00000000dead"


@pytest.fixture(params=FACES)
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async with a_world(request.param) as found:
        yield found


async def test_a_device_is_found_by_its_device_id(world: World) -> None:
    identity_id = registered(world.tenant, "5CG1234XYZ")
    identity = await world.autopilot.identity_by_id(identity_id)
    assert identity is not None
    assert identity.device_id is not None
    expected = device_object(world.tenant, identity_id)
    before = world.requests

    assert await world.directory.device(identity.device_id) == expected
    assert world.requests - before == 1


async def test_a_device_that_is_not_there_is_none(world: World) -> None:
    assert await world.directory.device(NOBODY) is None


async def test_a_group_is_found_by_its_name_once_and_for_all(world: World) -> None:
    expected = world.tenant.group_exists("Bob's laptops & more")

    found = [await world.directory.group("Bob's laptops & more") for _ in range(3)]

    assert found == [expected] * 3
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


async def test_a_device_becomes_a_member_and_stays_one(world: World) -> None:
    group = world.tenant.group_exists("Laptops")
    device = device_object(world.tenant, registered(world.tenant, "5CG1234XYZ"))
    other = device_object(world.tenant, registered(world.tenant, "5CG9999XYZ"))
    await world.directory.add_member(group, other)
    before = world.requests
    seen = [await world.directory.is_member(group, device)]

    for _ in range(2):
        await world.directory.add_member(group, device)
        seen.append(await world.directory.is_member(group, device))

    assert seen == [False, True, True]
    assert world.requests - before == 5


async def test_a_group_that_is_gone_has_no_members_to_check(world: World) -> None:
    with pytest.raises(Refused) as raised:
        await world.directory.is_member(NOBODY, NOBODY)

    assert raised.value.reason.code == "not-found"


@pytest.mark.parametrize("missing", ["group", "device"])
async def test_what_is_not_everywhere_yet_can_be_added_later(world: World, missing: str) -> None:
    group = world.tenant.group_exists("Laptops")
    device = device_object(world.tenant, registered(world.tenant, "5CG1234XYZ"))
    pair = (NOBODY, device) if missing == "group" else (group, NOBODY)

    with pytest.raises(Unavailable):
        await world.directory.add_member(*pair)


async def test_the_other_words_for_not_everywhere_yet_count_too(world: World) -> None:
    group = world.tenant.group_exists("Laptops")
    message = "The source resource object or one of the objects being referenced doesn't exist."
    refusal = Refusal(status=400, code="Request_BadRequest", message=message)
    world.goes_wrong(refusal, Operation.ADD_MEMBER)

    with pytest.raises(Unavailable):
        await world.directory.add_member(group, NOBODY)


async def test_a_dynamic_group_takes_nobody(world: World) -> None:
    group = world.tenant.group_exists("Tagged", rule='(_ -eq "[OrderID]:Office")')
    device = device_object(world.tenant, registered(world.tenant, "5CG1234XYZ"))

    with pytest.raises(Refused):
        await world.directory.add_member(group, device)


@pytest.mark.parametrize("upn", ["robin@contoso.example", "a+b_fabrikam.com#EXT#@contoso.example"])
async def test_a_person_is_found_by_user_principal_name(world: World, upn: str) -> None:
    user_id = world.tenant.user_appears(upn, person=Person(name="Robin Sample"))

    found = await world.directory.user(upn)

    assert found == User(
        id=user_id,
        user_principal_name=upn,
        display_name="Robin Sample",
        enabled=True,
        member=True,
    )
    assert world.requests == 1


async def test_a_guest_and_a_disabled_account_are_told_apart(world: World) -> None:
    world.tenant.user_appears("guest@contoso.example", person=Person(user_type="Guest"))
    world.tenant.user_appears("gone@contoso.example", person=Person(enabled=False))

    guest = await world.directory.user("guest@contoso.example")
    gone = await world.directory.user("gone@contoso.example")

    assert guest is not None
    assert gone is not None
    assert (guest.member, guest.enabled) == (False, True)
    assert (gone.member, gone.enabled) == (True, False)


async def test_somebody_who_is_not_there_is_none(world: World) -> None:
    assert await world.directory.user("nobody@contoso.example") is None


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

    assert await world.directory.is_licensed(user_id, plans) is licensed
    assert world.requests == 1


async def test_membership_shows_after_a_while() -> None:
    latencies = Latencies(
        membership_seen=seconds(8),
        identity_seen=seconds(0),
        device_created=seconds(0),
        device_replicated=seconds(0),
    )
    for face in FACES:
        async with a_world(face, latencies) as world:
            group = world.tenant.group_exists("Laptops")
            device = device_object(world.tenant, registered(world.tenant, "5CG1234XYZ"))
            await world.directory.add_member(group, device)

            before = await world.directory.is_member(group, device)
            world.clock.advance(timedelta(seconds=8))
            after = await world.directory.is_member(group, device)

        assert (before, after) == (False, True)

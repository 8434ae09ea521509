"""Names and ids of groups and people: what they cost, and what they are not confused with."""

from collections.abc import AsyncIterator

import pytest

from shared.domain.setup import Kind, Ref
from shared.tenant.naming.asking import learn_ids, learn_names, spelled
from shared.tenant.naming.names import Names
from shared.tenant.parts import PARTS
from shared.tenant.parts.groups import Groups
from simulator.tenant import Throttle
from tests.contract.tenants import FACES, NOBODY, World, a_world
from tests.setting_up import SIGNED_IN, a_group, seen

DIRECTORY = (
    Kind.SERVICE_PRINCIPAL,
    Kind.GROUP,
    Kind.DEVICE_REGISTRATION,
    Kind.AUTOMATIC_ENROLMENT,
)


@pytest.fixture(params=FACES)
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async with a_world(request.param, caller=SIGNED_IN) as made:
        yield made


async def test_an_empty_plan_reads_nothing_of_the_directory(world: World) -> None:
    for kind in DIRECTORY:
        await seen(PARTS[kind], world.objects)

    assert world.requests == 0


async def test_thirty_groups_twenty_of_them_with_owners_are_read_in_two_round_trips(
    world: World,
) -> None:
    robin = world.tenant.user_appears("robin@contoso.com")
    groups = [world.tenant.group_exists(f"Group {number}") for number in range(30)]
    for group in groups[:20]:
        world.tenant.add_owner(group, robin)
    requests, round_trips = world.requests, world.round_trips

    found = await seen(
        Groups(),
        world.objects,
        *(a_group(f"Group {number}", owners=["robin@contoso.com"]) for number in range(20)),
        *(a_group(f"Group {number}") for number in range(20, 30)),
    )

    assert len(found.present) == 30
    assert world.round_trips - round_trips == 2
    assert world.requests - requests == 2 + 20


async def test_thirty_groups_by_id_and_name_are_one_round_trip(world: World) -> None:
    groups = [world.tenant.group_exists(f"Group {number}") for number in range(30)]
    ids = {f"Group {number}": groups[number] for number in range(15)}
    requests, round_trips = world.requests, world.round_trips

    wanted = [a_group(f"Group {number}") for number in range(30)]
    found = await seen(Groups(), world.objects, *wanted, ids=ids)

    assert len(found.present) == 30
    assert (world.requests - requests, world.round_trips - round_trips) == (2, 1)


@pytest.mark.parametrize(
    "name", ["Büro & Co's", "a+b%20c", "50% #1", "x','y", "日本 ?$filter=", "( , )"]
)
async def test_a_name_is_asked_for_as_it_is_written(world: World, name: str) -> None:
    group, names = world.tenant.group_exists(name), Names()
    world.tenant.group_exists("y")

    assert await learn_ids(world.objects, names, Ref.GROUP, [name]) == {}

    assert names.id_of(Ref.GROUP, name) == group


async def test_people_are_found_by_upn(world: World) -> None:
    upns = [f"o'neil{number}#ext#@contoso.com" for number in range(31)]
    ids = [world.tenant.user_appears(upn) for upn in upns]
    names = Names()

    await learn_ids(world.objects, names, Ref.USER, [upn.upper() for upn in upns])

    assert [names.id_of(Ref.USER, upn) for upn in upns] == ids
    assert (world.requests, world.round_trips) == (3, 1)


async def test_what_is_known_is_not_asked_for_again(world: World) -> None:
    group, names = world.tenant.group_exists("Office"), Names()
    await learn_ids(world.objects, names, Ref.GROUP, ["Office"])
    before = world.requests

    await learn_ids(world.objects, names, Ref.GROUP, ["office", group])
    await learn_names(world.objects, names, Ref.GROUP, [group])

    assert world.requests == before


async def test_of_several_of_a_name_none_is_learnt(world: World) -> None:
    for _ in range(2):
        world.tenant.group_exists("Office")
    names = Names()

    trouble = await learn_ids(world.objects, names, Ref.GROUP, ["Office"])

    assert trouble["Office"].code == "ambiguous"
    assert not names.knows(Ref.GROUP, "Office")


async def test_whoever_is_not_there_is_no_trouble_and_stays_unknown(world: World) -> None:
    names = Names()

    assert await learn_ids(world.objects, names, Ref.USER, ["nobody@contoso.com", NOBODY]) == {}

    assert not names.knows(Ref.USER, "nobody@contoso.com")
    assert not names.knows(Ref.USER, NOBODY)


async def test_what_was_not_answered_is_told_for_each_name(world: World) -> None:
    world.goes_wrong(Throttle(retry_after=60))

    trouble = await learn_ids(world.objects, Names(), Ref.GROUP, ["Office", "Field"])

    assert {name: reason.code for name, reason in trouble.items()} == {
        "Office": "unavailable",
        "Field": "unavailable",
    }


async def test_ids_are_named_and_an_id_that_nobody_has_stays_one(world: World) -> None:
    group, names = world.tenant.group_exists("Office"), Names()

    await learn_names(world.objects, names, Ref.GROUP, [group, NOBODY])

    assert names.name_of(Ref.GROUP, group) == "Office"
    assert names.name_of(Ref.GROUP, NOBODY) == NOBODY


async def test_a_name_that_means_another_group_is_not_given_to_a_second(world: World) -> None:
    first, second = (world.tenant.group_exists("Office") for _ in range(2))
    names = Names()
    names.learn(Ref.GROUP, "office", first)

    await learn_names(world.objects, names, Ref.GROUP, [second])

    assert names.id_of(Ref.GROUP, "Office") == first
    assert names.id_of(Ref.GROUP, names.name_of(Ref.GROUP, second)) == second


async def test_what_is_there_is_spelled_as_it_is_wanted(world: World) -> None:
    office, field = world.tenant.group_exists("Office"), world.tenant.group_exists("Field")
    names = Names()
    await learn_names(world.objects, names, Ref.GROUP, [office, field])

    assert spelled(names, Ref.GROUP, [office, field], ["OFFICE"]) == ["OFFICE", "Field"]
    assert spelled(names, Ref.GROUP, [office], [office]) == [office]

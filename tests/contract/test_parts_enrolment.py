"""The scope of automatic enrolment: for signed-in people alone, its scope and groups apart."""

from collections.abc import AsyncIterator

import pytest

from shared.domain.setup import Kind, Wanted
from shared.tenant.naming.names import Names
from shared.tenant.part import Look
from shared.tenant.parts.automatic_enrolment import AutomaticEnrolment, scope_in
from simulator.tenant.caller import Caller
from tests.contract.tenants import FACES, World, a_world
from tests.setting_up import EVERYTHING, SIGNED_IN, made, seen, set_up, the_only

PART = AutomaticEnrolment()
KIND = Kind.AUTOMATIC_ENROLMENT


@pytest.fixture(params=FACES)
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async with a_world(request.param, caller=SIGNED_IN) as made_world:
        for name in ("Office", "Field", "Lab"):
            made_world.tenant.group_exists(name)
        yield made_world


def wanting(scope: str, *groups: str) -> Wanted:
    return the_only(KIND, applies_to=scope, groups=list(groups))


async def scope_of(world: World) -> tuple[str, list[str]]:
    policy = world.tenant.mobility_policy(groups=True)
    return policy["appliesTo"], [each["displayName"] for each in policy["includedGroups"]]


async def test_every_scope_becomes_every_other_and_then_nothing_is_left(world: World) -> None:
    scopes = [
        wanting("none"),
        wanting("all"),
        wanting("selected", "Office"),
        wanting("none"),
        wanting("selected", "Field", "Lab"),
        wanting("all"),
    ]
    for wanted in scopes:
        await set_up(PART, world.objects, wanted)

        assert await scope_of(world) == (wanted.fields["applies_to"], wanted.fields["groups"])


async def test_groups_are_added_before_others_are_dropped(world: World) -> None:
    await set_up(PART, world.objects, wanting("selected", "Office", "Lab"))

    said = await set_up(PART, world.objects, wanting("selected", "Field", "Lab"))

    assert said == ["let people in Field enrol", "let people in Office enrol no longer"]
    assert await scope_of(world) == ("selected", ["Lab", "Field"])


async def test_the_scope_is_written_alone(world: World) -> None:
    told: list[dict[str, object]] = []
    world.tenant.trace_to(told.append)

    await set_up(PART, world.objects, wanting("none"))

    assert [each["body"] for each in told if each["method"] == "PATCH"] == [{"appliesTo": "none"}]


async def test_groups_that_do_not_count_are_not_shown(world: World) -> None:
    found = await seen(PART, world.objects, wanting("all"))

    assert found.present[KIND].fields == {"applies_to": "all", "groups": []}


async def test_the_scope_and_the_names_of_its_groups_are_one_request(world: World) -> None:
    await set_up(PART, world.objects, wanting("selected", "Office"))
    before = world.requests

    found = await PART.look(Look(objects=world.objects, names=Names(), whole=True))

    assert found.others[0].fields["groups"] == ["Office"]
    assert world.requests - before == 1


async def test_an_ambiguous_group_keeps_the_scope_from_being_written(world: World) -> None:
    world.tenant.group_exists("Office")

    found = await seen(PART, world.objects, wanting("selected", "Office"))

    assert (found.present, found.unseen[0].reason.code) == ({}, "ambiguous")


async def test_nobody_deletes_it(world: World) -> None:
    found = await seen(PART, world.objects, wanting("all"))

    assert PART.removal(found.present[KIND]) == []


@pytest.mark.parametrize("face", FACES)
async def test_an_app_is_told_who_may_read_it_and_what_to_do_by_hand(face: str) -> None:
    async with a_world(face, caller=Caller(roles=EVERYTHING)) as world:
        (unseen,) = (await seen(PART, world.objects, wanting("selected", "Office"))).unseen

        assert unseen.reason.code == "forbidden"
        assert "Sign in as an administrator with Policy.Read.All" in unseen.reason.remedy
        assert unseen.by_hand is not None
        assert unseen.by_hand.page == (
            "Azure portal > Microsoft Entra ID > Mobility (MDM and WIP) > Microsoft Intune"
        )
        assert unseen.by_hand.does == ("Set MDM user scope to Some and select Office, then Save.")
        assert unseen.by_hand.url.startswith("https://portal.azure.com/#view/Microsoft_AAD_IAM/")


async def test_every_move_says_what_a_person_does_instead(world: World) -> None:
    names = Names()
    wanted = wanting("selected", "Field")
    await set_up(PART, world.objects, wanting("selected", "Office"))
    found = await seen(PART, world.objects, wanted, names=names)

    moves = PART.moves(wanted, found.present[KIND], names)

    assert len(moves) == 2
    assert all(each.by_hand for each in moves)
    for each in moves:
        await made(world.objects, each)


def test_groups_that_stay_behind_in_another_scope_do_not_count() -> None:
    body = {
        "id": "1",
        "appliesTo": "all",
        "includedGroups": [{"id": "2", "displayName": "Office"}],
    }

    assert scope_in(body, Names(), []).fields == {"applies_to": "all", "groups": []}

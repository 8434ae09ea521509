"""Groups of a tenant's set-up: found without being taken for each other, made and changed."""

from collections.abc import AsyncIterator

import pytest

from shared.domain.errors import Rejected
from shared.domain.setup import Kind, Ref
from shared.tenant.naming.names import Names
from shared.tenant.part import Look
from shared.tenant.parts.groups import Groups
from simulator.tenant.caller import Caller
from tests.contract.tenants import FACES, World, a_world
from tests.setting_up import SIGNED_IN, a_group, made, seen, set_up

# Microsoft, "Create device groups for Windows Autopilot".
TAGGED = '(device.devicePhysicalIds -any (_ -eq "[OrderID]:179887111881"))'
EVERY = '(device.devicePhysicalIDs -any (_ -startsWith "[ZTDid]"))'
PART = Groups()


@pytest.fixture(params=FACES)
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async with a_world(request.param, caller=SIGNED_IN) as made_world:
        yield made_world


async def test_a_group_is_made_and_then_nothing_is_left_to_do(world: World) -> None:
    office = a_group("office", name="Büro & Co's", description="Laptops", membership_rule=TAGGED)

    assert await set_up(PART, world.objects, office) == ["create the group"]

    (group,) = world.tenant.groups()
    assert group["displayName"] == "Büro & Co's"
    assert (group["membershipRule"], group["membershipRuleProcessingState"]) == (TAGGED, "On")
    assert group["groupTypes"] == ["DynamicMembership"]
    assert (group["securityEnabled"], group["mailEnabled"]) == (True, False)


async def test_an_assigned_group_is_made_without_a_rule(world: World) -> None:
    await set_up(PART, world.objects, a_group("office"))

    (group,) = world.tenant.groups()
    assert (group["groupTypes"], group["membershipRule"], group["description"]) == ([], None, None)


async def test_what_is_found_is_every_field_of_the_group(world: World) -> None:
    await set_up(PART, world.objects, a_group("office", description="Laptops"))

    found = (await seen(PART, world.objects, a_group("office"))).present["office"]

    assert found.fields == a_group("office", description="Laptops").fields
    assert found.created.startswith("2026-03-02T08:00")


async def test_another_spelling_of_the_rule_is_no_drift(world: World) -> None:
    await set_up(PART, world.objects, a_group("office", membership_rule=TAGGED))
    respelt = TAGGED.replace("-any", " -ANY ").replace("-eq", "-EQ")

    assert await set_up(PART, world.objects, a_group("office", membership_rule=respelt)) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"description": "Desktops"}, "change its description"),
        ({"description": ""}, "change its description"),
        ({"membership_rule": EVERY}, "change its membership rule"),
        (
            {"membership_rule_processing_state": "Paused"},
            "change its membership rule processing state",
        ),
    ],
)
async def test_only_what_differs_is_changed(
    world: World, changed: dict[str, str], said: str
) -> None:
    was = {"description": "Laptops", "membership_rule": TAGGED}
    await set_up(PART, world.objects, a_group("office", **was))
    told: list[dict[str, object]] = []
    world.tenant.trace_to(told.append)

    assert await set_up(PART, world.objects, a_group("office", **{**was, **changed})) == [said]

    (body,) = [each["body"] for each in told if each["method"] == "PATCH"]
    assert isinstance(body, dict)
    assert len(body) == 1


async def test_a_group_is_renamed_when_its_id_is_known(world: World) -> None:
    group = world.tenant.group_exists("Office")

    found = await seen(PART, world.objects, a_group("office", name="Bureau"), ids={"office": group})
    for move in PART.moves(a_group("office", name="Bureau"), found.present["office"], Names()):
        await made(world.objects, move)

    assert [each["displayName"] for each in world.tenant.groups()] == ["Bureau"]


async def test_a_stored_id_that_is_gone_gives_way_to_the_name(world: World) -> None:
    gone, group = world.tenant.group_exists("Gone"), world.tenant.group_exists("Office")
    world.tenant.delete_group(gone)

    found = await seen(PART, world.objects, a_group("Office"), ids={"Office": gone})

    assert found.present["Office"].id == group


async def test_of_several_groups_of_a_name_none_is_taken(world: World) -> None:
    ids = sorted(world.tenant.group_exists("Office") for _ in range(2))

    found = await seen(PART, world.objects, a_group("Office"))

    (unseen,) = found.unseen
    assert (found.present, unseen.key, unseen.reason.code) == ({}, "Office", "ambiguous")
    assert unseen.reason.sentence == f"2 groups are called 'Office': {ids[0]}, {ids[1]}."
    assert "Write the object id of the right one as id of 'Office'" in unseen.reason.remedy


async def test_an_id_in_the_flight_plan_chooses_among_several(world: World) -> None:
    _, second = world.tenant.group_exists("Office"), world.tenant.group_exists("Office")

    found = await seen(PART, world.objects, a_group("Office", id=second))

    assert (found.present["Office"].id, found.unseen) == (second, [])


async def test_two_keys_never_take_one_group(world: World) -> None:
    world.tenant.group_exists("Office")
    first = world.tenant.groups()[0]["id"]

    found = await seen(
        PART,
        world.objects,
        a_group("new", name="Office"),
        a_group("old", name="Bureau"),
        ids={"old": first},
    )

    assert set(found.present) == {"old"}


async def test_an_id_in_the_flight_plan_that_nobody_has_is_no_reason_to_make_a_group(
    world: World,
) -> None:
    world.tenant.group_exists("Office")
    unknown = "5f9d1c7e-5a0e-4a63-9f0c-3f1f6a3f1f6a"
    before = world.requests

    found = await seen(PART, world.objects, a_group("Office", id=unknown))

    assert [each.reason.code for each in found.unseen] == ["id-unknown"]
    assert world.requests - before == 1


@pytest.mark.parametrize(("was", "becomes"), [(None, TAGGED), (TAGGED, None)])
async def test_an_assigned_group_does_not_become_dynamic_nor_the_other_way(
    world: World, was: str | None, becomes: str | None
) -> None:
    await set_up(PART, world.objects, a_group("office", membership_rule=was))
    wanted = a_group("office", membership_rule=becomes)
    found = await seen(PART, world.objects, wanted)

    with pytest.raises(Rejected) as refused:
        list(PART.moves(wanted, found.present["office"], Names()))

    assert refused.value.reason.code == "membership-type"


async def test_a_key_means_its_group_before_a_display_name_does(world: World) -> None:
    first, second = world.tenant.group_exists("Office"), world.tenant.group_exists("Field")
    names = Names()

    await seen(
        PART,
        world.objects,
        a_group("field", name="Office"),
        a_group("x", name="Field"),
        names=names,
    )

    assert names.id_of(Ref.GROUP, "Field") == first
    assert names.name_of(Ref.GROUP, second) == "x"


async def test_a_group_is_deleted(world: World) -> None:
    await set_up(PART, world.objects, a_group("office"))
    found = await seen(PART, world.objects, a_group("office"))

    for move in PART.removal(found.present["office"]):
        await made(world.objects, move)

    assert world.tenant.groups() == []


@pytest.mark.parametrize("face", FACES)
async def test_a_refused_read_says_which_permission_is_missing(face: str) -> None:
    async with a_world(face, caller=Caller(roles=frozenset({"User.Read.All"}))) as world:
        found = await seen(PART, world.objects, a_group("Office"), a_group("Field"))

        assert [each.key for each in found.unseen] == ["Office", "Field"]
        assert {each.reason.code for each in found.unseen} == {"forbidden"}
        assert "Grant Group.Read.All" in found.unseen[0].reason.remedy


async def test_a_look_at_everything_lists_every_security_group(world: World) -> None:
    for number in range(120):
        world.tenant.group_exists(f"Group {number}")
    await set_up(PART, world.objects, a_group("mine", name="Group 5"))
    before = world.requests

    found = await PART.look(
        Look(
            objects=world.objects,
            names=Names(),
            wanted=[a_group("mine", name="Group 5")],
            whole=True,
        )
    )

    assert (len(found.others), found.present["mine"].name) == (119, "Group 5")
    assert {each.kind for each in found.others} == {Kind.GROUP}
    assert world.requests - before == 2

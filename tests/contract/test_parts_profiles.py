"""Deployment profiles of a tenant's set-up, on both faces of the tenant."""

from collections.abc import AsyncIterator

import pytest

from shared.domain.answers import Answer
from shared.tenant.naming.names import Names
from shared.tenant.parts.profiles import DeploymentProfiles
from tests.contract.tenants import FACES, World, a_world
from tests.intune_setups import OOBE, a_profile, assigned, everything, groups
from tests.setting_up import SIGNED_IN, made, seen, set_up

PART = DeploymentProfiles()


@pytest.fixture(params=FACES)
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async with a_world(request.param, caller=SIGNED_IN) as made_world:
        yield made_world


async def test_a_profile_is_made_and_assigned_group_by_group(world: World) -> None:
    names = await groups(world, "office", "lab", "kiosk")
    profile = a_profile(assignments=[*assigned("office", "lab"), {"exclude": "kiosk"}])

    said = await set_up(PART, world.objects, profile, names=names)

    assert said == [
        "create it",
        "assign it to office",
        "assign it to lab",
        "assign it to all but kiosk",
    ]
    found = await seen(PART, world.objects, profile, names=names)
    assert found.present[profile.key].fields == profile.fields


async def test_what_is_there_already_takes_one_request_to_see(world: World) -> None:
    await set_up(PART, world.objects, a_profile())
    before = world.requests

    assert await set_up(PART, world.objects, a_profile()) == []
    assert world.requests - before == 1


async def test_an_out_of_box_setting_is_changed_with_those_beside_it(world: World) -> None:
    await set_up(PART, world.objects, a_profile())
    found = (await seen(PART, world.objects, a_profile())).present["Office profile"]
    wanted = a_profile(out_of_box_experience_setting={**OOBE, "user_type": "administrator"})

    (move,) = PART.moves(wanted, found, Names())

    assert move.says == "change its user type"
    assert move.request.body == {
        "@odata.type": "#microsoft.graph.azureADWindowsAutopilotDeploymentProfile",
        "outOfBoxExperienceSetting": {
            "deviceUsageType": "singleUser",
            "escapeLinkHidden": True,
            "eulaHidden": True,
            "keyboardSelectionPageSkipped": True,
            "privacySettingsHidden": True,
            "userType": "administrator",
        },
    }
    assert await set_up(PART, world.objects, wanted) == [move.says]
    assert await set_up(PART, world.objects, wanted) == []


async def test_a_group_is_taken_away_after_its_successor_has_the_profile(world: World) -> None:
    names = await groups(world, "office", "lab")
    await set_up(PART, world.objects, a_profile(assignments=assigned("office")), names=names)
    wanted = a_profile(assignments=assigned("lab"))

    said = await set_up(PART, world.objects, wanted, names=names)

    assert said == ["assign it to lab", "take it away from office"]


async def test_a_group_that_becomes_an_exclusion_makes_room_first(world: World) -> None:
    names = await groups(world, "office")
    await set_up(PART, world.objects, a_profile(assignments=assigned("office")), names=names)
    wanted = a_profile(assignments=[{"exclude": "office"}])

    said = await set_up(PART, world.objects, wanted, names=names)

    assert said == ["take it away from office", "assign it to all but office"]


async def test_a_profile_is_deleted_after_its_assignments(world: World) -> None:
    names = await groups(world, "office", "lab")
    profile = a_profile(assignments=assigned("office", "lab"))
    await set_up(PART, world.objects, profile, names=names)
    found = (await seen(PART, world.objects, profile, names=names)).present[profile.key]

    moves = PART.removal(found)

    assert isinstance(await world.objects.ask(moves[-1].request), Answer)
    for each in moves:
        await made(world.objects, each)
    assert (await everything(PART, world)).others == []


async def test_several_of_one_name_are_told_apart_by_id_alone(world: World) -> None:
    first = await made(world.objects, PART.moves(a_profile(), None, Names())[0])
    await made(world.objects, PART.moves(a_profile(), None, Names())[0])

    (unseen,) = (await seen(PART, world.objects, a_profile())).unseen
    chosen = await seen(PART, world.objects, a_profile(id=first["id"]))
    stored = await seen(PART, world.objects, a_profile(), ids={"Office profile": first["id"]})

    assert (unseen.key, unseen.reason.code) == ("Office profile", "ambiguous")
    assert first["id"] in unseen.reason.sentence
    assert chosen.present["Office profile"].id == first["id"]
    assert stored.present["Office profile"].id == first["id"]


async def test_an_id_of_nothing_is_told(world: World) -> None:
    nothing = a_profile(id="00000000-0000-4000-8000-00000000dead")

    (unseen,) = (await seen(PART, world.objects, nothing)).unseen

    assert unseen.reason.code == "id-unknown"


async def test_the_profile_to_export_is_the_one_that_was_made(world: World) -> None:
    names = await groups(world, "office")
    profile = a_profile(assignments=assigned("office"))
    await set_up(PART, world.objects, profile, names=names)

    (found,) = (await everything(PART, world)).others

    assert (found.name, found.fields) == (profile.name, profile.fields)
    assert found.created.startswith("2026-03-02")

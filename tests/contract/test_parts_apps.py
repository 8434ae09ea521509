"""Apps and scripts of a tenant's set-up, on both faces: assigned besides, never instead."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from shared.domain.object_requests import Json, Method, ObjectRequest
from shared.domain.operations import Operation
from shared.domain.setup import Ref
from shared.tenant.naming.names import Names, Unresolved
from shared.tenant.parts.apps import Apps
from shared.tenant.parts.scripts import Scripts
from tests.contract.tenants import FACES, World, a_world
from tests.intune_setups import a_script, an_app, everything, group_id, groups
from tests.setting_up import SIGNED_IN, seen, set_up

APPS, SCRIPTS = Apps(), Scripts()
_GROUP = "#microsoft.graph.groupAssignmentTarget"


@pytest.fixture(params=FACES)
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async with a_world(request.param, caller=SIGNED_IN) as made_world:
        yield made_world


async def assign(world: World, app_id: str, *entries: Json) -> None:
    """Assign an app as somebody else does."""
    body = {"mobileAppAssignments": list(entries)}
    path = f"/beta/deviceAppManagement/mobileApps/{app_id}/assign"
    request = ObjectRequest(
        operation=Operation.ASSIGN_APPS, method=Method.POST, path=path, body=body
    )
    assert isinstance(await world.objects.ask(request), dict)


def entry(group: str, intent: str, **other: Any) -> Json:  # noqa: ANN401  JSON of any type
    kind = "#microsoft.graph.mobileAppAssignment"
    target = {"@odata.type": _GROUP, "groupId": group, **other.pop("target", {})}
    return {"@odata.type": kind, "intent": intent, "target": target, "settings": None, **other}


async def test_an_app_is_required_for_a_group(world: World) -> None:
    world.tenant.app_exists("Company Portal")
    names = await groups(world, "laptops")
    app = an_app("Company Portal", "laptops")

    assert await set_up(APPS, world.objects, app, names=names) == [
        "assign it to laptops as required"
    ]
    assert await set_up(APPS, world.objects, app, names=names) == []


async def test_what_others_assigned_stays_with_its_intent_settings_and_filter(
    world: World,
) -> None:
    app_id = world.tenant.app_exists("Company Portal")
    filter_id = world.tenant.filter_exists("Laptops")
    names = await groups(world, "laptops", "sales", "lab")
    settings = {
        "@odata.type": "#microsoft.graph.win32LobAppAssignmentSettings",
        "notifications": "hideAll",
    }
    filtered = {
        "deviceAndAppManagementAssignmentFilterId": filter_id,
        "deviceAndAppManagementAssignmentFilterType": "exclude",
    }
    await assign(
        world,
        app_id,
        entry(group_id(names, "sales"), "available", settings=settings, target=filtered),
        entry(group_id(names, "lab"), "uninstall"),
    )
    app = an_app("Company Portal", "laptops")
    before = (await seen(APPS, world.objects, app, names=names)).present[app.key].body

    await set_up(APPS, world.objects, app, names=names)

    after = (await seen(APPS, world.objects, app, names=names)).present[app.key].body
    assert after["assignments"][:2] == before["assignments"]
    assert before["assignments"][0]["settings"] == settings
    assert [each["intent"] for each in after["assignments"]] == [
        "available",
        "uninstall",
        "required",
    ]


@pytest.mark.parametrize("intent", ["available", "uninstall", "availableWithoutEnrollment"])
async def test_an_app_that_the_group_has_in_another_way_is_a_conflict_for_a_person(
    world: World, intent: str
) -> None:
    app_id = world.tenant.app_exists("Company Portal")
    names = await groups(world, "laptops")
    await assign(world, app_id, entry(group_id(names, "laptops"), intent))

    found = await seen(APPS, world.objects, an_app("Company Portal", "laptops"), names=names)

    (unseen,) = found.unseen
    assert (found.present, unseen.reason.code) == ({}, "assigned-otherwise")
    assert intent in unseen.reason.sentence
    assert unseen.by_hand is not None


async def test_an_app_for_a_phone_of_the_same_name_is_another_one(world: World) -> None:
    world.tenant.app_exists("Teams", kind="iosStoreApp")
    names = await groups(world, "laptops")

    found = await seen(APPS, world.objects, an_app("Teams", "laptops"), names=names)

    assert (found.present, found.unseen) == ({}, [])
    with pytest.raises(Unresolved):
        APPS.moves(an_app("Teams", "laptops"), None, names)


async def test_apps_take_one_request_to_see_and_are_known_by_name_afterwards(
    world: World,
) -> None:
    app_id = world.tenant.app_exists("Company Portal")
    names = await groups(world, "laptops")
    before = world.requests

    await seen(APPS, world.objects, an_app("Company Portal", "laptops"), names=names)

    assert world.requests - before == 1
    assert names.id_of(Ref.APP, "company portal") == app_id
    assert names.type_of(app_id) == "#microsoft.graph.win32LobApp"


async def test_an_export_has_the_apps_that_groups_get(world: World) -> None:
    world.tenant.app_exists("Nobody's")
    world.tenant.app_exists("Company Portal")
    names = await groups(world, "laptops")
    await set_up(APPS, world.objects, an_app("Company Portal", "laptops"), names=names)

    (found,) = (await everything(APPS, world)).others

    assert (found.name, found.fields) == ("Company Portal", {"required_for": ["laptops"]})
    assert APPS.removal(found) == ()


async def test_a_script_is_assigned_besides_what_it_is_assigned_to(world: World) -> None:
    world.tenant.script_exists("Set wallpaper")
    names = await groups(world, "laptops", "lab")
    await set_up(SCRIPTS, world.objects, a_script("Set wallpaper", "lab"), names=names)
    script = a_script("Set wallpaper", "laptops")

    assert await set_up(SCRIPTS, world.objects, script, names=names) == ["assign it to laptops"]

    (found,) = (await everything(SCRIPTS, world)).others
    assert found.fields == {"assigned_to": ["lab", "laptops"]}
    assert await set_up(SCRIPTS, world.objects, script, names=names) == []


async def test_an_app_can_be_wanted_by_its_id(world: World) -> None:
    app_id = world.tenant.app_exists("Company Portal")
    names = await groups(world, "laptops")

    said = await set_up(APPS, world.objects, an_app(app_id, "laptops"), names=names)

    assert said == ["assign it to laptops as required"]
    assert names.id_of(Ref.APP, "Company Portal") == app_id


async def test_a_group_that_is_not_there_yet_has_no_app_yet(world: World) -> None:
    world.tenant.app_exists("Company Portal")
    app = an_app("Company Portal", "laptops")

    found = await seen(APPS, world.objects, app)

    assert found.present[app.key].fields == {"required_for": []}
    with pytest.raises(Unresolved):
        APPS.moves(app, found.present[app.key], Names())

"""Enrolment status pages of a tenant's set-up, on both faces of the tenant."""

from collections.abc import AsyncIterator

import pytest

from shared.domain.setup import DEFAULT_PAGE
from shared.tenant.naming.names import Names
from shared.tenant.parts.status_pages import StatusPages
from tests.contract.tenants import FACES, World, a_world
from tests.intune_setups import a_page, assigned, everything, group_id, groups
from tests.setting_up import SIGNED_IN, seen, set_up

PART = StatusPages()


@pytest.fixture(params=FACES)
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async with a_world(request.param, caller=SIGNED_IN) as made_world:
        yield made_world


async def test_a_page_is_made_assigned_and_placed(world: World) -> None:
    names = await groups(world, "office")
    page = a_page(assignments=assigned("office"), priority=1)

    said = await set_up(PART, world.objects, page, names=names)

    assert said == ["create it", "assign it to office"]
    found = (await seen(PART, world.objects, page, names=names)).present[page.key]
    assert found.fields == {**page.fields, "priority": 1}


async def test_what_is_there_already_takes_one_request_to_see(world: World) -> None:
    page = a_page()
    await set_up(PART, world.objects, page)
    before = world.requests

    assert await set_up(PART, world.objects, page) == []
    assert world.requests - before == 1


async def test_only_what_differs_is_changed_and_with_its_type(world: World) -> None:
    await set_up(PART, world.objects, a_page())
    found = (await seen(PART, world.objects, a_page())).present["Office page"]
    wanted = a_page(install_progress_timeout_in_minutes=30)

    (move,) = PART.moves(wanted, found, Names())

    assert move.says == "change its install progress timeout in minutes"
    assert move.request.body == {
        "@odata.type": "#microsoft.graph.windows10EnrollmentCompletionPageConfiguration",
        "installProgressTimeoutInMinutes": 30,
    }
    assert await set_up(PART, world.objects, wanted) == [move.says]


async def test_a_priority_in_the_creation_would_count_for_nothing_so_it_is_set_after(
    world: World,
) -> None:
    await set_up(PART, world.objects, a_page("first"))
    second = a_page("second", priority=1)

    assert await set_up(PART, world.objects, second) == ["create it", "give it priority 1"]

    found = await seen(PART, world.objects, a_page("first"), second)
    assert [found.present[each].fields["priority"] for each in ("first", "second")] == [2, 1]


async def test_assigning_replaces_what_was_assigned_besides(world: World) -> None:
    names = await groups(world, "office", "lab")
    await set_up(PART, world.objects, a_page(assignments=assigned("office", "lab")), names=names)
    page = a_page(assignments=assigned("lab"))

    assert await set_up(PART, world.objects, page, names=names) == ["assign it to lab"]
    assert await set_up(PART, world.objects, page, names=names) == []


async def test_a_filter_and_everybody_can_stand_in_an_assignment(world: World) -> None:
    world.tenant.filter_exists("Laptops")
    names = await groups(world, "office", "lab")
    page = a_page(
        assignments=[
            {"group": "office", "filter": "Laptops", "filter_mode": "exclude"},
            {"exclude": "lab"},
            {"all": "devices"},
        ]
    )

    said = await set_up(PART, world.objects, page, names=names)

    assert said[1:] == ["assign it to office, all but lab, all devices"]
    found = await seen(PART, world.objects, page, names=names)
    assert found.present[page.key].fields["assignments"] == page.fields["assignments"]


async def test_apps_that_block_are_named(world: World) -> None:
    app_id = world.tenant.app_exists("Company Portal")
    world.tenant.app_exists("Company Portal", kind="iosStoreApp")
    page = a_page(selected_mobile_apps=["company portal"])

    assert await set_up(PART, world.objects, page) == ["create it"]

    found = (await seen(PART, world.objects, page)).present[page.key]
    assert found.fields["selected_mobile_apps"] == ["company portal"]
    assert found.body["selectedMobileAppIds"] == [app_id]


async def test_apps_that_share_a_name_are_told_by_id(world: World) -> None:
    ids = [world.tenant.app_exists("Portal"), world.tenant.app_exists("PORTAL")]
    page = a_page(selected_mobile_apps=ids)
    await set_up(PART, world.objects, page)

    (unseen,) = (await seen(PART, world.objects, a_page(selected_mobile_apps=["portal"]))).unseen
    (_, found) = (await everything(PART, world)).others

    assert (unseen.key, unseen.reason.code) == (page.key, "ambiguous")
    assert found.fields["selected_mobile_apps"] == ids


async def test_the_default_page_is_changed_and_neither_renamed_nor_assigned(world: World) -> None:
    page = a_page("default", name=DEFAULT_PAGE)

    (said,) = await set_up(PART, world.objects, page)

    assert said.startswith("change its")
    found = (await seen(PART, world.objects, page)).present["default"]
    assert {"assignments", "priority"}.isdisjoint(found.fields)
    assert PART.removal(found) == ()


async def test_a_page_that_is_no_longer_wanted_is_deleted(world: World) -> None:
    await set_up(PART, world.objects, a_page())
    found = (await seen(PART, world.objects, a_page())).present["Office page"]

    (move,) = PART.removal(found)
    await world.objects.ask(move.request)

    assert "Office page" not in (await seen(PART, world.objects, a_page())).present


async def test_limits_and_restrictions_in_the_same_list_are_nobodys(world: World) -> None:
    await set_up(PART, world.objects, a_page())

    found = await everything(PART, world)

    assert [each.name for each in found.others] == [DEFAULT_PAGE, "Office page"]


async def test_groups_nobody_heard_of_are_named_for_an_export(world: World) -> None:
    names = await groups(world, "office")
    page = a_page(assignments=assigned("office"))
    await set_up(PART, world.objects, page, names=names)

    (_, found) = (await everything(PART, world)).others

    assert found.fields["assignments"] == [{"group": "office"}]
    assert found.body["assignments"][0]["target"]["groupId"] == group_id(names, "office")


async def test_a_page_keeps_its_id_under_a_new_name(world: World) -> None:
    await set_up(PART, world.objects, a_page())
    was = (await seen(PART, world.objects, a_page())).present["Office page"]
    renamed = a_page(name="Büro")

    found = await seen(PART, world.objects, renamed, ids={"Office page": was.id})
    (move,) = PART.moves(renamed, found.present["Office page"], Names())
    await world.objects.ask(move.request)

    assert move.says == "change its name"
    assert (await seen(PART, world.objects, renamed)).present["Office page"].id == was.id

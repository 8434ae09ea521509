"""Policies of device preparation over plain HTTP, beta alone."""

from typing import Any

import pytest

from simulator.tenant import Tenant
from simulator.tenant.apps import App
from simulator.tenant.policy_settings import usual_settings
from tests.graph_wire import Answer, Wire
from tests.policies import POLICIES, TEMPLATE, a_policy_body, target

DEFINITION = "enrollment_autopilot_dpp_{}"


async def create(wire: Wire, **other: Any) -> Answer:  # noqa: ANN401  JSON
    return await wire.ask("POST", POLICIES, a_policy_body(**other))


async def created(wire: Wire, name: str = "Standard") -> str:
    answer = await wire.ask("POST", POLICIES, a_policy_body(name))
    assert answer.status == 201
    return str(answer.body["id"])


def an_app(tenant: Tenant, name: str) -> App:
    return tenant.model.intune.apps.get(tenant.app_exists(name))


def without_ids(settings: Any) -> dict[str, Any]:  # noqa: ANN401  JSON
    """Give the values of settings by their names, as a reader compares them."""
    found = {}
    for each in settings:
        instance = each["settingInstance"]
        name = instance["settingDefinitionId"].removeprefix("enrollment_autopilot_dpp_")
        values = instance.get("simpleSettingCollectionValue")
        one = instance.get("choiceSettingValue") or instance.get("simpleSettingValue") or {}
        found[name] = [each["value"] for each in values] if values else one.get("value")
    return found


# Observed by others: template, settings and their ids.
async def test_settings_come_back_with_ids(tenant: Tenant, wire: Wire) -> None:
    script_id = tenant.script_exists("Fonts")
    sent = usual_settings([an_app(tenant, "Office")], [script_id], "a group's id")
    answer = await create(wire, settings=sent)

    listed = await wire.ask("GET", f"{POLICIES}/{answer.body['id']}/settings")
    expanded = await wire.ask("GET", f"{POLICIES}('{answer.body['id']}')?$expand=settings")

    assert answer.status == 201
    assert listed.body["value"] == expanded.body["settings"]
    assert [each["id"] for each in listed.body["value"]] == [str(n) for n in range(len(sent))]
    assert without_ids(listed.body["value"]) == without_ids(sent)
    assert "settings" not in answer.body


async def test_a_policy_says_what_it_is(wire: Wire) -> None:
    policy_id = await created(wire)

    read = await wire.ask("GET", f"{POLICIES}/{policy_id}")

    assert read.body["templateReference"]["templateId"] == TEMPLATE
    assert read.body["templateReference"]["templateFamily"] == "enrollmentConfiguration"
    assert (read.body["isAssigned"], read.body["priorityMetaData"]) == (False, {"priority": 1})


def changed(name: str, **other: object) -> list[dict[str, Any]]:
    """Write the usual settings with one of them spoilt."""
    settings = usual_settings()
    for each in settings:
        if each["settingInstance"]["settingDefinitionId"] == DEFINITION.format(name):
            each["settingInstance"] |= other
    return settings


def a_number(value: object) -> dict[str, Any]:
    return {
        "@odata.type": "#microsoft.graph.deviceManagementConfigurationIntegerSettingValue",
        "value": value,
        "settingValueTemplateReference": {
            "settingValueTemplateId": "0bbcce5b-a55a-4e05-821a-94bf576d6cc8"
        },
    }


WRONG: dict[str, list[dict[str, Any]]] = {
    "no settings": [],
    "a setting is missing": usual_settings()[1:],
    "a setting stands there twice": [*usual_settings(), usual_settings()[0]],
    "an unknown setting": changed("timeout", settingDefinitionId="made_up"),
    "no instance template": changed("timeout", settingInstanceTemplateReference=None),
    "another instance template": changed(
        "timeout",
        settingInstanceTemplateReference={
            "settingInstanceTemplateId": "2ddf0619-2b7a-46de-b29b-c6191e9dda6e"
        },
    ),
    "no value template": changed(
        "timeout", simpleSettingValue=a_number(60) | {"settingValueTemplateReference": None}
    ),
    "another type": changed("timeout", **{"@odata.type": "#microsoft.graph.other"}),
    "too short": changed("timeout", simpleSettingValue=a_number(14)),
    "too long": changed("timeout", simpleSettingValue=a_number(721)),
    "a text for a number": changed("timeout", simpleSettingValue=a_number("60")),
}


@pytest.mark.parametrize("why", WRONG)
async def test_a_policy_must_be_of_its_template(wire: Wire, why: str) -> None:
    answer = await create(wire, settings=WRONG[why])

    assert answer.status == 400


async def test_an_unknown_template_is_refused(wire: Wire) -> None:
    answer = await create(wire, templateReference={"templateId": "made-up_1"})

    assert answer.status == 400


# Microsoft, "What's new in Windows Autopilot device preparation": 25 apps; 10 scripts.
@pytest.mark.parametrize(("apps", "scripts", "status"), [(25, 10, 201), (26, 0, 400), (0, 11, 400)])
async def test_apps_and_scripts_are_limited(
    tenant: Tenant, wire: Wire, apps: int, scripts: int, status: int
) -> None:
    settings = usual_settings(
        [an_app(tenant, f"App {number}") for number in range(apps)],
        [tenant.script_exists(f"Script {number}") for number in range(scripts)],
    )

    assert (await create(wire, settings=settings)).status == status


# Observed by others (terraform-provider-microsoft365, issue 2488).
async def test_settings_cannot_be_patched(wire: Wire) -> None:
    policy_id = await created(wire)

    answer = await wire.ask("PATCH", f"{POLICIES}/{policy_id}", {"settings": usual_settings()})

    assert answer.status == 400
    assert "Cannot PATCH navigation property 'settings'" in answer.body["error"]["message"]


async def test_name_and_description_can_be_patched(wire: Wire) -> None:
    policy_id = await created(wire)
    change = {"name": "Field", "description": "For some."}

    answer = await wire.ask("PATCH", f"{POLICIES}/{policy_id}", change)

    assert answer.status == 200
    assert (answer.body["name"], answer.body["description"]) == ("Field", "For some.")


async def test_a_put_writes_the_settings_and_leaves_the_rest(tenant: Tenant, wire: Wire) -> None:
    policy_id = await created(wire)
    people = tenant.group_exists("People")
    await wire.ask("POST", f"{POLICIES}/{policy_id}/assign", {"assignments": [target(people)]})
    body = a_policy_body(settings=changed("timeout", simpleSettingValue=a_number(90)))

    answer = await wire.ask("PUT", f"{POLICIES}/{policy_id}", body)
    read = await wire.ask("GET", f"{POLICIES}/{policy_id}?$expand=settings,assignments")

    assert answer.status == 204
    assert without_ids(read.body["settings"])["timeout"] == 90
    assert [each["target"]["groupId"] for each in read.body["assignments"]] == [people]


async def test_assign_replaces(tenant: Tenant, wire: Wire) -> None:
    policy_id = await created(wire)
    groups = [tenant.group_exists(name) for name in ("One", "Two")]

    answers = [
        await wire.ask("POST", f"{POLICIES}/{policy_id}/assign", {"assignments": [target(each)]})
        for each in groups
    ]
    listed = await wire.ask("GET", f"{POLICIES}?$filter=name eq 'Standard'&$expand=assignments")

    assert [each.status for each in answers] == [200, 200]
    found = listed.body["value"][0]
    assert [each["target"]["groupId"] for each in found["assignments"]] == [groups[1]]
    assert found["isAssigned"] is True


async def test_an_unknown_group_is_not_assigned(wire: Wire) -> None:
    policy_id = await created(wire)
    body = {"assignments": [target("nobody")]}

    assert (await wire.ask("POST", f"{POLICIES}/{policy_id}/assign", body)).status == 400


# Assumed: the action's parameter is the place that the policy shall have.
async def test_policies_are_reordered(wire: Wire) -> None:
    ids = [await created(wire, name) for name in ("First", "Second", "Third")]

    answer = await wire.ask("POST", f"{POLICIES}/{ids[2]}/reorder", {"priority": 1})
    listed = await wire.ask("GET", f"{POLICIES}?$select=name,priorityMetaData")

    assert answer.status == 204
    placed = {each["name"]: each["priorityMetaData"] for each in listed.body["value"]}
    assert placed["Lock screen"] is None
    assert {name: each["priority"] for name, each in placed.items() if each} == {
        "Third": 1,
        "First": 2,
        "Second": 3,
    }


# Assumed.
async def test_a_deleted_policy_lets_the_others_move_up(wire: Wire) -> None:
    first, second = [await created(wire, name) for name in ("First", "Second")]

    await wire.ask("DELETE", f"{POLICIES}/{first}")

    read = await wire.ask("GET", f"{POLICIES}/{second}")
    assert read.body["priorityMetaData"] == {"priority": 1}


async def test_a_deleted_policy_is_gone(wire: Wire) -> None:
    policy_id = await created(wire)

    deleted = await wire.ask("DELETE", f"{POLICIES}/{policy_id}")
    read = await wire.ask("GET", f"{POLICIES}/{policy_id}")

    assert (deleted.status, read.status) == (204, 404)

"""Apps, PowerShell scripts and assignment filters over plain HTTP."""

from typing import Any

import pytest

from simulator.tenant import Tenant
from tests.graph_wire import Wire
from tests.policies import target

APPS = "/v1.0/deviceAppManagement/mobileApps"
SCRIPTS = "/beta/deviceManagement/deviceManagementScripts"


def required(group_id: str, intent: str = "required") -> dict[str, Any]:
    kind = "#microsoft.graph.mobileAppAssignment"
    return {"@odata.type": kind, "intent": intent, "settings": None, **target(group_id)}


def groups_of(assignments: list[dict[str, Any]]) -> list[str]:
    return [each["target"]["groupId"] for each in assignments]


async def test_apps_tell_their_kind(tenant: Tenant, wire: Wire) -> None:
    for kind in ("win32LobApp", "winGetApp", "officeSuiteApp"):
        tenant.app_exists(kind, kind=kind)

    listed = await wire.ask("GET", f"{APPS}?$select=displayName")

    assert {each["@odata.type"]: each["displayName"] for each in listed.body["value"]} == {
        f"#microsoft.graph.{kind}": kind for kind in ("win32LobApp", "winGetApp", "officeSuiteApp")
    }


async def test_an_app_is_found_by_its_name(tenant: Tenant, wire: Wire) -> None:
    tenant.app_exists("Reader")
    app_id = tenant.app_exists("Robin's")

    found = await wire.ask("GET", f"{APPS}?$filter=displayName eq 'Robin''s'")
    other = await wire.ask("GET", f"{APPS}?$filter=publisher eq 'Contoso'")

    assert [each["id"] for each in found.body["value"]] == [app_id]
    assert other.status == 400


# Microsoft, "assign action" of mobileApp; that it replaces everything was observed by others.
async def test_assign_replaces_all_of_an_apps_assignments(tenant: Tenant, wire: Wire) -> None:
    app_id, groups = tenant.app_exists("Reader"), [tenant.group_exists(each) for each in "ABC"]
    first = {"mobileAppAssignments": [required(groups[0]), required(groups[1], "available")]}
    second = {"mobileAppAssignments": [required(groups[2])]}

    statuses = [
        (await wire.ask("POST", f"{APPS}/{app_id}/assign", each)).status for each in (first, second)
    ]
    listed = await wire.ask("GET", f"{APPS}/{app_id}/assignments")

    assert statuses == [204, 204]
    assert groups_of(listed.body["value"]) == [groups[2]]


async def test_one_more_assignment_leaves_the_others(tenant: Tenant, wire: Wire) -> None:
    app_id, groups = tenant.app_exists("Reader"), [tenant.group_exists(each) for each in "AB"]
    address = f"{APPS}/{app_id}/assignments"

    added = [await wire.ask("POST", address, required(each)) for each in groups]
    again = await wire.ask("POST", address, required(groups[0]))
    expanded = await wire.ask("GET", f"{APPS.replace('v1.0', 'beta')}?$expand=assignments")

    assert [each.status for each in (*added, again)] == [201, 201, 409]
    assert added[0].body["intent"] == "required"
    assert groups_of(expanded.body["value"][0]["assignments"]) == groups


@pytest.mark.parametrize("wrong", [required("nobody"), required("nobody", "perhaps"), {}])
async def test_a_wrong_assignment_is_a_400(tenant: Tenant, wire: Wire, wrong: object) -> None:
    app_id = tenant.app_exists("Reader")

    answers = [
        await wire.ask("POST", f"{APPS}/{app_id}/assign", {"mobileAppAssignments": [wrong]}),
        await wire.ask("POST", f"{APPS}/{app_id}/assign", {}),
        await wire.ask("POST", f"{APPS}/{app_id}/assignments", wrong),
    ]

    assert [each.status for each in answers] == [400, 400, 400]


async def test_an_unknown_app_is_a_404(wire: Wire) -> None:
    assert (await wire.ask("GET", f"{APPS}/none")).status == 404


async def test_the_apps_go_on_at_their_next_link(tenant: Tenant, wire: Wire) -> None:
    for number in range(101):
        tenant.app_exists(f"App {number}")

    first = await wire.ask("GET", APPS)
    rest = await wire.ask("GET", first.body["@odata.nextLink"])

    assert [len(each.body["value"]) for each in (first, rest)] == [100, 1]


# Observed by others: a full replacement.
async def test_assign_replaces_all_of_a_scripts_assignments(tenant: Tenant, wire: Wire) -> None:
    script_id = tenant.script_exists("Fonts", run_as="user")
    groups = [tenant.group_exists(each) for each in "AB"]

    statuses = [
        (
            await wire.ask(
                "POST",
                f"{SCRIPTS}/{script_id}/assign",
                {"deviceManagementScriptAssignments": [target(each)]},
            )
        ).status
        for each in groups
    ]
    listed = await wire.ask("GET", f"{SCRIPTS}/{script_id}/assignments")
    expanded = await wire.ask("GET", f"{SCRIPTS}?$expand=assignments")
    read = await wire.ask("GET", f"{SCRIPTS}/{script_id}")

    assert statuses == [204, 204]
    assert groups_of(listed.body["value"]) == [groups[1]]
    assert expanded.body["value"][0]["assignments"] == listed.body["value"]
    assert (read.body["runAsAccount"], read.body["scriptContent"]) == ("user", None)


async def test_filters_are_listed_in_beta_alone(tenant: Tenant, wire: Wire) -> None:
    filter_id = tenant.filter_exists("Laptops")

    listed = await wire.ask("GET", "/beta/deviceManagement/assignmentFilters")
    v1 = await wire.ask("GET", "/v1.0/deviceManagement/assignmentFilters")

    assert [(each["id"], each["displayName"]) for each in listed.body["value"]] == [
        (filter_id, "Laptops")
    ]
    assert v1.status == 400

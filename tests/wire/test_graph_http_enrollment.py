"""Enrollment status pages over plain HTTP, in v1.0 and beta."""

from typing import Any

import pytest

from simulator.tenant import Tenant
from tests.graph_wire import Wire

V1 = "/v1.0/deviceManagement/deviceEnrollmentConfigurations"
BETA = "/beta/deviceManagement/deviceEnrollmentConfigurations"
PAGE = "#microsoft.graph.windows10EnrollmentCompletionPageConfiguration"
GROUP = "#microsoft.graph.groupAssignmentTarget"
OF_BETA: dict[str, Any] = {
    "showInstallationProgress": True,
    "blockDeviceSetupRetryByUser": False,
    "allowDeviceResetOnInstallFailure": True,
    "allowLogCollectionOnInstallFailure": True,
    "customErrorMessage": "Call 42.",
    "installProgressTimeoutInMinutes": 90,
    "allowDeviceUseOnInstallFailure": True,
    "selectedMobileAppIds": ["5a6e1b6e-0000-4000-8000-000000000001"],
    "trackInstallProgressForAutopilotOnly": True,
    "disableUserStatusTrackingAfterFirstUser": True,
    "installQualityUpdates": True,
    "allowNonBlockingAppInstallation": True,
    "roleScopeTagIds": ["0"],
}


def a_page(name: str = "Engineers", **other: object) -> dict[str, object]:
    return {"@odata.type": PAGE, "displayName": name, "description": "", **other}


async def created(wire: Wire, name: str = "Engineers", **other: Any) -> str:  # noqa: ANN401  JSON
    answer = await wire.ask("POST", BETA, a_page(name, **other))
    assert answer.status == 201
    return str(answer.body["id"])


async def pages(wire: Wire, address: str = BETA) -> dict[str, Any]:
    answer = await wire.ask("GET", address)
    found = [each for each in answer.body["value"] if each["@odata.type"] == PAGE]
    return {each["displayName"]: each["priority"] for each in found}


# Microsoft, "windows10EnrollmentCompletionPageConfiguration resource type" (beta).
async def test_beta_keeps_everything_that_a_page_has(wire: Wire) -> None:
    page_id = await created(wire, **OF_BETA)

    read = await wire.ask("GET", f"{BETA}/{page_id}")

    assert {name: read.body[name] for name in OF_BETA} == OF_BETA
    assert (read.body["@odata.type"], read.body["version"]) == (PAGE, 1)


# Microsoft, the same page of v1.0.
async def test_v1_shows_one_property_of_its_own(wire: Wire) -> None:
    page_id = await created(wire, **OF_BETA)

    read = await wire.ask("GET", f"{V1}/{page_id}")

    assert set(read.body) == {
        "@odata.context",
        "@odata.type",
        "id",
        "displayName",
        "description",
        "priority",
        "createdDateTime",
        "lastModifiedDateTime",
        "version",
        "allowNonBlockingAppInstallation",
    }


async def test_v1_does_not_know_betas_properties(wire: Wire) -> None:
    answer = await wire.ask("POST", V1, a_page(showInstallationProgress=True))

    assert answer.status == 400


# Observed by others: priority in the body of a POST is ignored.
async def test_a_new_page_goes_last_whatever_it_asks_for(wire: Wire) -> None:
    await created(wire, "First")
    await created(wire, "Second", priority=1)

    assert await pages(wire) == {"All users and all devices": 0, "First": 1, "Second": 2}


async def test_set_priority_moves_the_others(wire: Wire) -> None:
    ids = [await created(wire, name) for name in ("First", "Second", "Third")]

    answer = await wire.ask("POST", f"{V1}/{ids[2]}/setPriority", {"priority": 1})

    assert (answer.status, answer.body) == (204, None)
    assert await pages(wire, V1) == {
        "All users and all devices": 0,
        "Third": 1,
        "First": 2,
        "Second": 3,
    }


@pytest.mark.parametrize("body", [{}, {"priority": 0}, {"priority": "1"}])
async def test_a_priority_is_a_number_from_one(wire: Wire, body: object) -> None:
    page_id = await created(wire)

    answer = await wire.ask("POST", f"{V1}/{page_id}/setPriority", body)

    assert answer.status == 400


async def test_the_same_page_again_is_another_one(wire: Wire) -> None:
    first, second = await created(wire), await created(wire)

    assert first != second


async def test_a_deleted_page_is_gone(wire: Wire) -> None:
    page_id = await created(wire)

    deleted = await wire.ask("DELETE", f"{BETA}/{page_id}")
    read = await wire.ask("GET", f"{BETA}/{page_id}")

    assert (deleted.status, read.status) == (204, 404)


# Assumed.
async def test_a_deleted_page_lets_the_others_move_up(wire: Wire) -> None:
    first, _ = [await created(wire, name) for name in ("First", "Second")]

    await wire.ask("DELETE", f"{V1}/{first}")

    assert await pages(wire) == {"All users and all devices": 0, "Second": 1}


def group_target(group_id: str, **other: object) -> dict[str, object]:
    return {"target": {"@odata.type": GROUP, "groupId": group_id, **other}}


async def assign(wire: Wire, page_id: str, *assignments: object) -> int:
    body = {"enrollmentConfigurationAssignments": list(assignments)}
    return (await wire.ask("POST", f"{V1}/{page_id}/assign", body)).status


async def test_assign_replaces_the_whole_list(tenant: Tenant, wire: Wire) -> None:
    groups = [tenant.group_exists(name) for name in ("One", "Two", "Three")]
    page_id = await created(wire)

    statuses = [
        await assign(wire, page_id, group_target(groups[0]), group_target(groups[1])),
        await assign(wire, page_id, group_target(groups[2])),
    ]
    read = await wire.ask("GET", f"{BETA}/{page_id}/assignments")
    expanded = await wire.ask("GET", f"{BETA}?$expand=assignments&$select=id")

    assert statuses == [204, 204]
    assert [each["target"]["groupId"] for each in read.body["value"]] == [groups[2]]
    found = {each["id"]: each["assignments"] for each in expanded.body["value"]}
    assert found[page_id] == read.body["value"]


async def test_every_kind_of_target_is_kept(tenant: Tenant, wire: Wire) -> None:
    page_id = await created(wire)
    filter_id = tenant.filter_exists("Laptops")
    filtered = {
        "deviceAndAppManagementAssignmentFilterId": filter_id,
        "deviceAndAppManagementAssignmentFilterType": "include",
    }
    kinds = ("allDevices", "allLicensedUsers")
    targets: list[dict[str, Any]] = [
        {"@odata.type": f"#microsoft.graph.{each}AssignmentTarget"} for each in kinds
    ]
    left_out: dict[str, Any] = {
        "@odata.type": "#microsoft.graph.exclusionGroupAssignmentTarget",
        "groupId": tenant.group_exists("Kiosks"),
    }
    in_filter = group_target(tenant.group_exists("Office"), **filtered)

    await assign(wire, page_id, *({"target": each} for each in (*targets, left_out)), in_filter)
    read = await wire.ask("GET", f"{V1}/{page_id}/assignments")

    none = {
        "deviceAndAppManagementAssignmentFilterId": None,
        "deviceAndAppManagementAssignmentFilterType": "none",
    }
    assert [each["target"] for each in read.body["value"]] == [
        *(each | none for each in (*targets, left_out)),
        in_filter["target"],
    ]


@pytest.mark.parametrize(
    "target",
    [
        {"@odata.type": GROUP, "groupId": "nobody"},
        {"@odata.type": "#microsoft.graph.somethingElse"},
        {
            "@odata.type": "#microsoft.graph.allDevicesAssignmentTarget",
            "deviceAndAppManagementAssignmentFilterId": "no such filter",
            "deviceAndAppManagementAssignmentFilterType": "include",
        },
    ],
)
async def test_who_is_not_there_cannot_be_assigned(wire: Wire, target: object) -> None:
    page_id = await created(wire)

    assert await assign(wire, page_id, {"target": target}) == 400


async def test_the_list_goes_on_at_its_next_link(wire: Wire) -> None:
    first = await wire.ask("GET", f"{V1}?$top=3")
    rest = await wire.ask("GET", first.body["@odata.nextLink"])

    assert [len(each.body["value"]) for each in (first, rest)] == [3, 1]


async def test_the_list_holds_other_types_too(wire: Wire) -> None:
    answer = await wire.ask("GET", V1)

    kinds = {each["@odata.type"] for each in answer.body["value"]}
    assert "#microsoft.graph.deviceEnrollmentLimitConfiguration" in kinds
    assert "#microsoft.graph.deviceEnrollmentPlatformRestrictionsConfiguration" in kinds

"""People, groups, devices and deployments over plain HTTP."""

import pytest

from simulator.tenant import Tenant
from tests.graph_wire import Wire
from tests.tenancy import device_object, registered


@pytest.mark.parametrize(
    "address",
    [
        "/v1.0/devices(deviceId='{}')",
        "/v1.0/devices(deviceId=%27{}%27)",
        "/v1.0/devices%28deviceId%3D%27{}%27%29",
    ],
)
async def test_a_device_is_read_by_its_device_id(tenant: Tenant, wire: Wire, address: str) -> None:
    identity = tenant.identity(registered(tenant, "SN-1"))
    device_id = identity["azureActiveDirectoryDeviceId"]

    answer = await wire.ask("GET", address.format(device_id))

    assert answer.body["deviceId"] == device_id


async def test_devices_are_found_by_device_id_or_not(tenant: Tenant, wire: Wire) -> None:
    identity = tenant.identity(registered(tenant, "SN-1"))
    query = "/v1.0/devices?$filter=deviceId eq '{}'"

    found = await wire.ask("GET", query.format(identity["azureActiveDirectoryDeviceId"]))
    none = await wire.ask("GET", query.format("00000000-0000-4000-8000-000000000000"))
    unsupported = await wire.ask("GET", "/v1.0/devices?$filter=displayName ne 'SN-1'")

    assert len(found.body["value"]) == 1
    assert none.body["value"] == []
    assert (unsupported.status, unsupported.body["error"]["code"]) == (
        400,
        "Request_UnsupportedQuery",
    )


async def test_a_quote_in_a_groups_name_is_doubled_in_a_filter(tenant: Tenant, wire: Wire) -> None:
    group_id = tenant.group_exists("Robin's team")

    answer = await wire.ask("GET", "/v1.0/groups?$filter=displayName eq 'Robin''s team'")

    assert [each["id"] for each in answer.body["value"]] == [group_id]


@pytest.mark.parametrize("reference", ["$ref", "%24ref"])
async def test_a_member_is_added_read_and_removed(
    tenant: Tenant, wire: Wire, reference: str
) -> None:
    group = f"/v1.0/groups/{tenant.group_exists('Office')}"
    object_id = device_object(tenant, registered(tenant, "SN-1"))
    one = f"{group}/members/{object_id}"
    body = {"@odata.id": f"{wire.base_url}/v1.0/directoryObjects/{object_id}"}

    added = await wire.ask("POST", f"{group}/members/{reference}", body)
    again = await wire.ask("POST", f"{group}/members/{reference}", body)
    read = await wire.ask("GET", one)
    referenced = await wire.ask("GET", f"{one}/{reference}")
    listed = await wire.ask("GET", f"{group}/members?$select=id")
    removed = await wire.ask("DELETE", f"{one}/{reference}")
    gone = await wire.ask("GET", f"{one}/{reference}")

    assert [each.status for each in (added, again, removed, gone)] == [204, 400, 204, 404]
    assert read.body["id"] == object_id
    assert referenced.body["@odata.id"] == body["@odata.id"]
    assert listed.body["value"] == [{"@odata.type": "#microsoft.graph.device", "id": object_id}]


async def test_a_group_is_read_by_id(tenant: Tenant, wire: Wire) -> None:
    group_id = tenant.group_exists("Office")

    found = await wire.ask("GET", f"/v1.0/groups/{group_id}?$select=displayName")
    missing = await wire.ask("GET", "/v1.0/groups/00000000-0000-4000-8000-000000000000")

    assert {"displayName": "Office"}.items() <= found.body.items()
    assert (missing.status, missing.body["error"]["code"]) == (404, "Request_ResourceNotFound")


async def test_a_reference_that_is_none_is_a_400(tenant: Tenant, wire: Wire) -> None:
    group_id = tenant.group_exists("Office")

    answer = await wire.ask("POST", f"/v1.0/groups/{group_id}/members/$ref", {"id": "x"})

    assert answer.status == 400


@pytest.mark.parametrize("kind", ["devices", "directoryObjects"])
async def test_memberships_are_checked(tenant: Tenant, wire: Wire, kind: str) -> None:
    inside, outside = tenant.group_exists("In"), tenant.group_exists("Out")
    object_id = device_object(tenant, registered(tenant, "SN-1"))
    tenant.add_member(inside, object_id)
    url = f"/v1.0/{kind}/{object_id}/checkMemberGroups"

    answer = await wire.ask("POST", url, {"groupIds": [outside, inside]})
    broken = await wire.ask("POST", url, {"groupIds": inside})

    assert answer.body["value"] == [inside]
    assert broken.status == 400


async def test_a_user_is_shown_briefly_unless_more_is_selected(tenant: Tenant, wire: Wire) -> None:
    tenant.user_appears("robin@contoso.com")

    brief = await wire.ask("GET", "/v1.0/users/robin%40contoso.com")
    asked = await wire.ask("GET", "/v1.0/users/robin@contoso.com?$select=id,accountEnabled")
    missing = await wire.ask("GET", "/v1.0/users/nobody@contoso.com")

    assert "accountEnabled" not in brief.body
    assert asked.body["accountEnabled"] is True
    assert "displayName" not in asked.body
    assert (missing.status, missing.body["error"]["code"]) == (404, "Request_ResourceNotFound")


async def test_licences_are_listed(tenant: Tenant, wire: Wire) -> None:
    tenant.user_appears("robin@contoso.com")

    answer = await wire.ask("GET", "/v1.0/users/robin@contoso.com/licenseDetails")

    names = [plan["servicePlanName"] for plan in answer.body["value"][0]["servicePlans"]]
    assert "INTUNE_A" in names


async def test_events_come_fifty_a_page_and_in_beta_alone(tenant: Tenant, wire: Wire) -> None:
    for number in range(60):
        registered(tenant, f"SN-{number}")
        tenant.switches_on(f"SN-{number}")

    first = await wire.ask("GET", "/beta/deviceManagement/autopilotEvents?$top=200")
    second = await wire.ask("GET", first.body["@odata.nextLink"])
    in_v1 = await wire.ask("GET", "/v1.0/deviceManagement/autopilotEvents")

    assert (len(first.body["value"]), len(second.body["value"])) == (50, 10)
    assert "@odata.nextLink" not in second.body
    assert in_v1.status == 400


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?$filter=serialNumber eq 'SN-1'", ["SN-1"]),
        ("?$filter=deviceName eq 'nothing'", ["SN-1", "SN-2"]),
        ("?$filter=contains(serialNumber,'nothing')", ["SN-1", "SN-2"]),
        ("", ["SN-1", "SN-2"]),
    ],
)
async def test_a_filter_on_managed_devices_is_understood_or_ignored(
    tenant: Tenant, wire: Wire, query: str, found: list[str]
) -> None:
    for serial in ("SN-1", "SN-2"):
        registered(tenant, serial)
        tenant.switches_on(serial)

    answer = await wire.ask("GET", f"/v1.0/deviceManagement/managedDevices{query}")

    assert [each["serialNumber"] for each in answer.body["value"]] == found

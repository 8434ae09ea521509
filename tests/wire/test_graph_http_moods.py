"""What the tenant's moods, its sync and its groups look like over plain HTTP."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from simulator.clock import JumpingClock
from simulator.tenant import Moods, Tenant, minutes
from tests.graph_wire import Wire, a_wire
from tests.tenancy import a_line, a_tenant_in, device_object, registered

DEVICE_MANAGEMENT = "/v1.0/deviceManagement"
IMPORTED = f"{DEVICE_MANAGEMENT}/importedWindowsAutopilotDeviceIdentities"
REGISTERED = f"{DEVICE_MANAGEMENT}/windowsAutopilotDeviceIdentities"
SETTINGS = "/beta/deviceManagement/windowsAutopilotSettings"
ROBIN = {"userPrincipalName": "robin@contoso.com", "addressableUserName": "Robin"}

REFUSING = Moods(hyphens_refused=1, assignment_refused=1, other_spelling=1, number_conflicts=1)


@pytest.fixture
def in_a_mood() -> tuple[Tenant, JumpingClock]:
    return a_tenant_in(REFUSING, sync_runs=minutes(1))


@pytest.fixture
def tenant(in_a_mood: tuple[Tenant, JumpingClock]) -> Tenant:
    return in_a_mood[0]


@pytest.fixture
def clock(in_a_mood: tuple[Tenant, JumpingClock]) -> JumpingClock:
    return in_a_mood[1]


@pytest.fixture
async def wire(tenant: Tenant) -> AsyncIterator[Wire]:
    async with a_wire(tenant) as client:
        yield client


# Microsoft, "Create importedWindowsAutopilotDeviceIdentity".
async def test_one_line_is_imported_with_201_and_cannot_be_changed(wire: Wire) -> None:
    posted = await wire.ask("POST", IMPORTED, a_line("SN-1"))
    changed = await wire.ask("PATCH", f"{IMPORTED}/{posted.body['id']}", {"groupTag": "x"})

    assert (posted.status, posted.body["importId"]) == (201, posted.body["id"])
    assert (changed.status, changed.body["error"]["code"]) == (404, "UnknownError")
    assert "No OData route exists" in changed.body["error"]["message"]


# Observed by others: the other spelling, and 806 where 808 belongs.
async def test_another_tenants_device_is_told_contradictorily(tenant: Tenant, wire: Wire) -> None:
    tenant.owned_elsewhere("SN-1")
    posted = await wire.ask("POST", IMPORTED, a_line("SN-1"))

    read = await wire.ask("GET", f"{IMPORTED}/{posted.body['id']}")

    assert read.body["state"]["deviceErrorName"] == "ZtdDeviceAssignedToAnotherTenant"
    assert read.body["state"]["deviceErrorCode"] == 806


# Observed: msgraph-sdk-powershell issue 2464.
@pytest.mark.parametrize(("text", "status"), [("SN-1", 400), ("SN1", 200)])
async def test_a_filter_with_a_hyphen_is_a_400(wire: Wire, text: str, status: int) -> None:
    answer = await wire.ask("GET", f"{REGISTERED}?$filter=contains(serialNumber,'{text}')")

    assert answer.status == status


# Observed: okieselbach/Intune issue 23.
async def test_a_refused_assignment_is_made_by_updating_properties(
    tenant: Tenant, wire: Wire
) -> None:
    tenant.user_appears(ROBIN["userPrincipalName"])
    one = f"{REGISTERED}/{registered(tenant, 'SN-1')}"

    refused = await wire.ask("POST", f"{one}/assignUserToDevice", ROBIN)
    updated = await wire.ask("POST", f"{one}/updateDeviceProperties", ROBIN)
    read = await wire.ask("GET", one)

    assert (refused.status, updated.status) == (400, 204)
    assert refused.body["error"]["message"] == "An error has occurred"
    assert read.body["userPrincipalName"] == ROBIN["userPrincipalName"]


# Microsoft, "sync action" (beta).
async def test_a_sync_runs_once_in_ten_minutes(wire: Wire, clock: JumpingClock) -> None:
    begun = await wire.ask("POST", f"{SETTINGS}/sync")
    running = await wire.ask("POST", f"{SETTINGS}/microsoft.graph.sync")
    clock.advance(timedelta(minutes=2))
    too_soon = await wire.ask("POST", f"{SETTINGS}/sync")
    read = await wire.ask("GET", SETTINGS)

    assert [each.status for each in (begun, running, too_soon)] == [204, 409, 429]
    assert too_soon.headers["Retry-After"] == "480"
    assert read.body["syncStatus"] == "completed"
    assert read.body["lastManualSyncTriggerDateTime"] == "2026-03-02T08:00:00Z"
    assert read.body["lastSyncDateTime"] == "2026-03-02T08:01:00Z"


async def test_the_sync_is_in_beta_alone(wire: Wire) -> None:
    read = await wire.ask("GET", SETTINGS.replace("beta", "v1.0"))
    begun = await wire.ask("POST", SETTINGS.replace("beta", "v1.0") + "/sync")

    assert (read.status, begun.status) == (400, 400)


# Microsoft, "Add members".
async def test_members_are_added_together_or_not_at_all(tenant: Tenant, wire: Wire) -> None:
    group = f"/v1.0/groups/{tenant.group_exists('Office')}"
    ids = [tenant.user_appears(f"p{number}@contoso.com") for number in range(20)]
    ids.append(device_object(tenant, registered(tenant, "SN-1")))
    addresses = [f"{wire.base_url}/v1.0/directoryObjects/{each}" for each in ids]

    too_many = await wire.ask("PATCH", group, {"members@odata.bind": addresses})
    added = await wire.ask("PATCH", group, {"members@odata.bind": addresses[1:]})
    again = await wire.ask("PATCH", group, {"members@odata.bind": addresses[:2]})
    listed = await wire.ask("GET", f"{group}/members?$select=id")

    assert [each.status for each in (too_many, added, again)] == [400, 204, 400]
    assert "already exist" in again.body["error"]["message"]
    assert [each["id"] for each in listed.body["value"]] == ids[1:]


@pytest.mark.parametrize(
    "body",
    [
        {"members@odata.bind": "x/y"},
        {"members@odata.bind": ["x"]},
        {"members@odata.bind": [], "displayName": "Other"},
    ],
)
async def test_members_are_added_by_a_list_of_addresses_alone(
    tenant: Tenant, wire: Wire, body: dict[str, object]
) -> None:
    answer = await wire.ask("PATCH", f"/v1.0/groups/{tenant.group_exists('Office')}", body)

    assert (answer.status, answer.body["error"]["code"]) == (400, "Request_BadRequest")

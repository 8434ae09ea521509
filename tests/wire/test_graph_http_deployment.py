"""Watching deployments over HTTP: events and their details, enrolled machines, filters."""

import pytest

from simulator.tenant import Tenant
from tests.deploying import switched_on
from tests.graph_wire import Wire

EVENTS = "/beta/deviceManagement/autopilotEvents"
MANAGED = "/v1.0/deviceManagement/managedDevices"


async def test_every_event_comes_once_whatever_its_page(tenant: Tenant, wire: Wire) -> None:
    for number in range(101):
        switched_on(tenant, f"SN-{number}")
    found: list[str] = []
    address = EVENTS

    while address:
        page = (await wire.ask("GET", address)).body
        found.extend(each["deviceSerialNumber"] for each in page["value"])
        address = page.get("@odata.nextLink", "")

    assert sorted(found) == sorted(f"SN-{number}" for number in range(101))
    assert tenant.counts.requests == 3


async def test_the_details_of_an_event_are_served_in_beta_alone(tenant: Tenant, wire: Wire) -> None:
    switched_on(tenant)
    (event,) = tenant.autopilot_events()

    answer = await wire.ask("GET", f"{EVENTS}/{event['id']}/policyStatusDetails")
    keyed = await wire.ask("GET", f"{EVENTS}('{event['id']}')/policyStatusDetails")
    missing = await wire.ask("GET", f"{EVENTS}/unknown/policyStatusDetails")
    in_v1 = await wire.ask("GET", f"{EVENTS}/x/policyStatusDetails".replace("beta", "v1.0"))

    assert answer.body["value"] == tenant.policy_status_details(event["id"])
    assert keyed.body["value"] == answer.body["value"]
    assert (missing.status, in_v1.status) == (404, 400)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("serialNumber eq 'SN-2'", ["SN-2"]),
        ("azureADDeviceId eq '{1}'", ["SN-2"]),
        ("azureADDeviceId eq '{1}' or azureADDeviceId eq '{0}'", ["SN-2"]),
        ("azureADDeviceId eq 'nobody' OR azureADDeviceId eq '{0}'", ["SN-1"]),
        ("azureADDeviceId eq '{1}' or serialNumber eq 'SN-1'", ["SN-1", "SN-2"]),
        ("azureADDeviceId eq '{1}' and serialNumber eq 'SN-1'", ["SN-1", "SN-2"]),
        ("serialNumber eq 'SN-1' or serialNumber eq 'SN-2'", ["SN-1", "SN-2"]),
        ("serialNumber eq 'a or b'", []),
        ("userId eq 'nobody'", ["SN-1", "SN-2"]),
    ],
)
async def test_a_filter_on_managed_devices_is_taken_as_intune_takes_it(
    tenant: Tenant, wire: Wire, written: str, found: list[str]
) -> None:
    for serial in ("SN-1", "SN-2"):
        switched_on(tenant, serial)
    ids = [each["azureADDeviceId"] for each in tenant.managed_devices()]

    answer = await wire.ask("GET", f"{MANAGED}?$filter={written.format(*ids)}")

    assert [each["serialNumber"] for each in answer.body["value"]] == found


async def test_managed_devices_come_page_by_page(tenant: Tenant, wire: Wire) -> None:
    for number in range(3):
        switched_on(tenant, f"SN-{number}")

    first = await wire.ask("GET", f"{MANAGED}?$top=2&$select=id,serialNumber")
    second = await wire.ask("GET", first.body["@odata.nextLink"])

    pages = [[each["serialNumber"] for each in page.body["value"]] for page in (first, second)]
    assert pages == [["SN-0", "SN-1"], ["SN-2"]]
    assert set(second.body["value"][0]) == {"id", "serialNumber"}

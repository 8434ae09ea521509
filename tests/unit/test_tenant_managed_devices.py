"""What Intune says of enrolled machines, and what it makes of filters.

Observed: microsoft-graph-docs issue 19890 (unsupported filters are ignored) and
msgraph-beta-sdk-dotnet issue 1156 (of several device ids the first one counts).
"""

import pytest

from simulator.tenant import Tenant
from simulator.tenant.deployment_operations import Matching
from tests.deploying import a_moody_tenant, minute, switched_on


def two_machines() -> tuple[Tenant, list[str]]:
    tenant, _ = a_moody_tenant()
    for serial in ("SN-1", "SN-2"):
        switched_on(tenant, serial)
    return tenant, [each["azureADDeviceId"] for each in tenant.managed_devices()]


def found(tenant: Tenant, *matching: str) -> list[str]:
    name, *values = matching
    asked: Matching = (name, *values)
    return [each["serialNumber"] for each in tenant.managed_devices(asked)]


def test_a_machine_is_found_by_its_device_id() -> None:
    tenant, (_, second) = two_machines()

    assert found(tenant, "azureADDeviceId", second.upper()) == ["SN-2"]


def test_of_several_device_ids_the_first_with_a_machine_counts() -> None:
    tenant, (first, second) = two_machines()

    assert found(tenant, "azureADDeviceId", "unknown", second, first) == ["SN-2"]


@pytest.mark.parametrize(
    "matching", [("deviceName", "nothing"), ("serialNumber", "SN-1", "nothing")]
)
def test_what_cannot_be_filtered_by_brings_everything(matching: tuple[str, ...]) -> None:
    tenant, _ = two_machines()

    assert found(tenant, *matching) == ["SN-1", "SN-2"]


def test_a_serial_number_that_no_machine_has_brings_nothing() -> None:
    tenant, _ = two_machines()

    assert found(tenant, "serialNumber", "SN-3") == []


def test_a_machine_is_compliant_once_its_person_is_at_the_desktop() -> None:
    tenant, clock = a_moody_tenant()
    switched_on(tenant)
    seen = []

    for count in (1, 21, 36):
        minute(clock, count)
        seen.append(tenant.managed_devices()[0]["complianceState"])

    assert seen == ["unknown", "unknown", "compliant"]


@pytest.mark.parametrize(
    ("count", "synced"),
    [
        (21, "2026-03-02T08:20:00Z"),
        (60, "2026-03-02T08:35:00Z"),
        (24 * 60, "2026-03-03T00:35:00Z"),
    ],
)
def test_a_machine_in_use_goes_on_checking_in(count: int, synced: str) -> None:
    tenant, clock = a_moody_tenant()
    switched_on(tenant)

    minute(clock, count)

    assert tenant.managed_devices()[0]["lastSyncDateTime"] == synced


def test_a_machine_that_failed_is_not_in_use() -> None:
    tenant, clock = a_moody_tenant()
    tenant.deployment_fails("SN-1")
    switched_on(tenant)

    minute(clock, 24 * 60)

    assert tenant.managed_devices()[0]["lastSyncDateTime"] == "2026-03-02T08:20:00Z"


def test_an_enrolled_machine_says_how_and_when_it_was_enrolled() -> None:
    tenant, _ = a_moody_tenant()
    switched_on(tenant)

    (machine,) = tenant.managed_devices()

    assert machine["enrolledDateTime"] == "2026-03-02T08:00:00Z"
    assert (machine["managementAgent"], machine["managementState"]) == ("mdm", "managed")


def test_an_identity_is_in_contact_as_long_as_its_machine_is_set_up() -> None:
    tenant, clock = a_moody_tenant(fails_at_first=1, stays_failed=1)
    identity_id = switched_on(tenant)
    contacts = []

    for count in (1, 21, 120):
        minute(clock, count)
        contacts.append(tenant.identity(identity_id)["lastContactedDateTime"][11:16])

    assert contacts == ["08:00", "08:20", "09:05"]
    assert tenant.identity(identity_id)["enrollmentState"] == "enrolled"
    assert tenant.identity(identity_id)["managedDeviceId"] == tenant.managed_devices()[0]["id"]

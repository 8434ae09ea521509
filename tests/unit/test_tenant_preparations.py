"""Device preparation runs its course, and the rows of its reports tell of it."""

from datetime import timedelta

import pytest

from simulator.tenant import GraphFault, Latencies, Tenant, seconds
from tests.preparing import ROBIN, SERIAL, a_policy, a_preparing_tenant, group_id, switch_on
from tests.tenancy import registered


def codes(tenant: Tenant) -> tuple[str, ...]:
    row = tenant.model.preparations.status_rows()[0]
    names = ("DeploymentStatus", "CurrentProvisioningPhase", "Phase", "ResultCode")
    return tuple(row[name] for name in names)


def became(tenant: Tenant) -> list[tuple[str, str]]:
    preparations = tenant.model.preparations
    scripts = [
        (row["DisplayName"], row["PolicyInstallStatus"]) for row in preparations.script_rows()
    ]
    apps = [(row["ApplicationName"], row["PolicyInstallStatus"]) for row in preparations.app_rows()]
    return scripts + apps


def test_a_prepared_machine_gets_a_device_object_in_the_policys_group() -> None:
    tenant, _ = a_preparing_tenant()
    a_policy(tenant)

    switch_on(tenant)

    managed = tenant.managed_devices()[0]
    device = tenant.device_by_device_id(managed["azureADDeviceId"])
    members = tenant.members(group_id(tenant, "Devices"))
    assert [each["id"] for each in members] == [device["id"]]
    assert (device["accountEnabled"], device["physicalIds"]) == (True, [])
    assert device["displayName"] == managed["deviceName"]


def test_the_group_never_holds_a_device_that_cannot_be_read_yet() -> None:
    slow = Latencies(device_replicated=seconds(20), membership_seen=seconds(0))
    tenant, clock = a_preparing_tenant(slow)
    a_policy(tenant)
    clock.advance(timedelta(minutes=1))
    switch_on(tenant)

    early = tenant.members(group_id(tenant, "Devices"))
    clock.advance(timedelta(seconds=20))

    assert early == []
    assert len(tenant.members(group_id(tenant, "Devices"))) == 1


def test_a_device_that_is_in_the_group_already_stays_there() -> None:
    tenant, _ = a_preparing_tenant()
    a_policy(tenant)
    device_id = tenant.identity(registered(tenant, SERIAL))["azureActiveDirectoryDeviceId"]
    tenant.add_member(group_id(tenant, "Devices"), tenant.device_by_device_id(device_id)["id"])
    tenant.associated(SERIAL, ROBIN)

    switch_on(tenant)

    assert len(tenant.members(group_id(tenant, "Devices"))) == 1


def test_a_device_object_that_was_made_ahead_joins_the_group_too() -> None:
    tenant, _ = a_preparing_tenant()
    a_policy(tenant)
    device_id = tenant.identity(registered(tenant, SERIAL))["azureActiveDirectoryDeviceId"]
    tenant.associated(SERIAL, ROBIN)

    switch_on(tenant)

    members = tenant.members(group_id(tenant, "Devices"))
    assert [(each["deviceId"], each["accountEnabled"]) for each in members] == [(device_id, True)]


def test_the_devices_group_must_be_an_assigned_one() -> None:
    tenant, _ = a_preparing_tenant()
    dynamic = tenant.group_exists("Dynamic", rule='(_ -startsWith "[ZTDid]")')

    with pytest.raises(GraphFault, match="notStaticSecurityGroup"):
        a_policy(tenant, device_group=dynamic)


def test_scripts_come_before_apps_and_success_at_the_end() -> None:
    tenant, clock = a_preparing_tenant()
    a_policy(tenant, apps=("Office",), scripts=("Fonts",))
    switch_on(tenant)
    seen = []

    for minutes in (4, 2, 9):
        clock.advance(timedelta(minutes=minutes))
        seen.append((became(tenant), codes(tenant)))

    assert seen == [
        ([("Fonts", "1"), ("Office", "1")], ("1", "2", "0", "0")),
        ([("Fonts", "2"), ("Office", "1")], ("1", "2", "0", "0")),
        ([("Fonts", "2"), ("Office", "2")], ("2", "4", "6", "0")),
    ]


# Observed by others: a row of a deployment that failed.
FAILED = ("3", "2", "1796", "-2147023436")


def test_an_app_that_fails_ends_it_and_the_apps_after_are_skipped() -> None:
    tenant, clock = a_preparing_tenant()
    a_policy(tenant, apps=("Office", "Reader", "VPN", "Zip"), scripts=("Fonts",))
    tenant.preparation_fails("sn-1", app="Reader")
    switch_on(tenant)

    clock.advance(timedelta(hours=1))

    assert codes(tenant) == FAILED
    assert became(tenant) == [
        ("Fonts", "2"),
        ("Office", "2"),
        ("Reader", "3"),
        ("VPN", "4"),
        ("Zip", "4"),
    ]


def test_a_preparation_that_runs_out_of_time_skips_everything() -> None:
    tenant, clock = a_preparing_tenant()
    a_policy(tenant, apps=("Office",), scripts=("Fonts",))
    tenant.preparation_fails(SERIAL)
    switch_on(tenant)

    clock.advance(timedelta(hours=1))

    assert codes(tenant) == FAILED
    assert became(tenant) == [("Fonts", "4"), ("Office", "4")]


def test_an_app_that_the_policy_lacks_fails_nothing() -> None:
    tenant, clock = a_preparing_tenant()
    a_policy(tenant, apps=("Office",))
    tenant.preparation_fails(SERIAL, app="Reader")
    switch_on(tenant)

    clock.advance(timedelta(hours=1))

    assert codes(tenant)[0] == "2"


def test_a_machine_contacts_intune_until_its_preparation_ends() -> None:
    tenant, clock = a_preparing_tenant()
    a_policy(tenant)
    switch_on(tenant)

    clock.advance(timedelta(hours=1))

    assert tenant.managed_devices()[0]["lastSyncDateTime"] == "2026-03-02T08:15:00Z"


@pytest.mark.parametrize(("fails", "compliance"), [(False, "compliant"), (True, "unknown")])
def test_a_machine_is_compliant_once_it_is_prepared(*, fails: bool, compliance: str) -> None:
    tenant, clock = a_preparing_tenant()
    a_policy(tenant)
    if fails:
        tenant.preparation_fails(SERIAL)
    switch_on(tenant)
    before = tenant.managed_devices()[0]["complianceState"]

    clock.advance(timedelta(hours=1))

    assert before == "unknown"
    assert tenant.managed_devices()[0]["complianceState"] == compliance


def test_the_rows_have_the_reports_columns() -> None:
    tenant, clock = a_preparing_tenant()
    a_policy(tenant, apps=("Office",), scripts=("Fonts",))
    clock.advance(timedelta(microseconds=302238))
    switch_on(tenant)
    clock.advance(timedelta(hours=1))
    managed = tenant.managed_devices()[0]
    preparations = tenant.model.preparations
    app, script = preparations.app_rows()[0], preparations.script_rows()[0]

    assert preparations.status_rows() == [
        {
            "CurrentProvisioningPhase": "4",
            "DeploymentDurationTimeInSeconds": "900",
            "DeploymentStatus": "2",
            "DeviceId": managed["id"],
            "DeviceName": managed["deviceName"],
            "EnrollmentTimeInUtc": "2026-03-02 08:00:00.3022380",
            "Phase": "6",
            "ResultCode": "0",
            "SerialNumber": SERIAL,
            "UPN": ROBIN,
        }
    ]
    assert app == {
        "ApplicationId": app["ApplicationId"],
        "ApplicationName": "Office",
        "AppType": "Win32LobApp",
        "DeviceId": managed["id"],
        "IsAdminSelected": "True",
        "PolicyInstallStatus": "2",
    }
    assert script == {
        "DeviceId": managed["id"],
        "DisplayName": "Fonts",
        "PolicyId": script["PolicyId"],
        "PolicyInstallStatus": "2",
    }


def test_a_policy_is_read_by_its_name_and_tells_its_group_of_people() -> None:
    tenant, _ = a_preparing_tenant()
    policy_id = a_policy(tenant)
    a_policy(tenant, name="Other")

    found = tenant.configuration_policies("Standard")
    assigned = tenant.policy_assignments(policy_id)

    assert [each["id"] for each in found] == [policy_id]
    assert found[0]["templateReference"]["templateFamily"] == "enrollmentConfiguration"
    assert [each["target"]["groupId"] for each in assigned] == [group_id(tenant, "People")]
    families = [
        each["templateReference"]["templateFamily"] for each in tenant.configuration_policies()
    ]
    assert sorted(families) == ["enrollmentConfiguration", "enrollmentConfiguration", "none"]

"""Which enrollment status page a flight shows, and what a page may be."""

from datetime import timedelta
from typing import Any

import pytest

from simulator.clock import JumpingClock
from simulator.tenant import GraphFault, Operation, Tenant
from tests.policies import target
from tests.tenancy import an_instant_tenant, device_object, registered

PAGE = "#microsoft.graph.windows10EnrollmentCompletionPageConfiguration"
ROBIN = "robin@contoso.com"
EXCLUSION = "#microsoft.graph.exclusionGroupAssignmentTarget"


def a_page(tenant: Tenant, name: str, *assignments: dict[str, Any]) -> str:
    body = {"@odata.type": PAGE, "displayName": name}
    page_id = str(tenant.create_enrollment_configuration(body)["id"])
    tenant.assign_enrollment_configuration(page_id, list(assignments))
    return page_id


def left_out(group_id: str) -> dict[str, Any]:
    return {"target": {"@odata.type": EXCLUSION, "groupId": group_id}}


def everybody(kind: str) -> dict[str, Any]:
    return {"target": {"@odata.type": f"#microsoft.graph.{kind}AssignmentTarget"}}


def a_desk() -> tuple[Tenant, JumpingClock, str, str]:
    """Make a tenant with Robin and a machine, each in a group of their own."""
    tenant, clock = an_instant_tenant()
    devices, people = tenant.group_exists("Devices"), tenant.group_exists("People")
    robin = tenant.user_appears(ROBIN)
    identity_id = registered(tenant, "SN-1")
    tenant.assign_user(identity_id, ROBIN, "Robin")
    tenant.add_member(devices, device_object(tenant, identity_id))
    tenant.add_member(people, robin)
    return tenant, clock, devices, people


def shown(tenant: Tenant) -> str:
    tenant.switches_on("SN-1")
    event = tenant.autopilot_events()[0]
    name = event["windows10EnrollmentCompletionPageConfigurationDisplayName"]
    page_id = event["windows10EnrollmentCompletionPageConfigurationId"]
    assert tenant.enrollment_configuration(page_id)["displayName"] == name
    return str(name)


def test_without_an_assignment_the_default_page_is_shown() -> None:
    tenant, _, _, _ = a_desk()
    a_page(tenant, "Nobody's")

    assert shown(tenant) == "All users and all devices"


@pytest.mark.parametrize("whose", ["devices", "people"])
def test_a_page_of_the_devices_or_the_persons_group_is_shown(whose: str) -> None:
    tenant, _, devices, people = a_desk()
    a_page(tenant, "Ours", target(devices if whose == "devices" else people))

    assert shown(tenant) == "Ours"


@pytest.mark.parametrize("kind", ["allDevices", "allLicensedUsers"])
def test_a_page_for_all_is_shown(kind: str) -> None:
    tenant, _, _, _ = a_desk()
    a_page(tenant, "All", everybody(kind))

    assert shown(tenant) == "All"


def test_of_several_pages_the_first_by_priority_is_shown() -> None:
    tenant, _, devices, people = a_desk()
    a_page(tenant, "First", target(people))
    second = a_page(tenant, "Second", target(devices))

    tenant.prioritise_enrollment_configuration(second, 1)

    assert shown(tenant) == "Second"


def test_a_group_that_is_left_out_does_not_see_the_page() -> None:
    tenant, _, devices, people = a_desk()
    a_page(tenant, "First", target(devices), left_out(people))
    a_page(tenant, "Second", target(devices))

    assert shown(tenant) == "Second"


def test_the_report_names_the_page_too() -> None:
    tenant, clock, devices, _ = a_desk()
    page_id = a_page(tenant, "Ours", target(devices))
    tenant.switches_on("SN-1")
    clock.advance(timedelta(hours=3))

    row = tenant.model.exports.rows["AutopilotV1DeploymentStatus"]()[0]

    assert (row["ESPPolicyId"], row["ESPPolicyName"]) == (page_id, "Ours")


def default_page(tenant: Tenant) -> str:
    found = tenant.enrollment_configurations_page().items
    return str(next(each["id"] for each in found if each["@odata.type"] == PAGE))


# Observed by others: the default page's id, and that it can be changed.
def test_the_default_page_is_changed_and_stays() -> None:
    tenant, _ = an_instant_tenant()
    page_id = default_page(tenant)
    change = {"@odata.type": PAGE, "showInstallationProgress": True}

    changed = tenant.update_enrollment_configuration(page_id, change)

    assert page_id.endswith("_DefaultWindows10EnrollmentCompletionPageConfiguration")
    assert (changed["showInstallationProgress"], changed["version"]) == (True, 2)
    with pytest.raises(GraphFault, match="400"):
        tenant.delete_enrollment_configuration(page_id)
    with pytest.raises(GraphFault, match="400"):
        tenant.assign_enrollment_configuration(page_id, [])
    with pytest.raises(GraphFault, match="400"):
        tenant.prioritise_enrollment_configuration(page_id, 1)


# OData: a property of a derived type needs the type's name.  Assumed of Intune.
def test_a_change_of_a_pages_own_properties_names_its_type() -> None:
    tenant, _ = an_instant_tenant()
    page_id = a_page(tenant, "Ours")

    tenant.update_enrollment_configuration(page_id, {"displayName": "Theirs"})
    with pytest.raises(GraphFault, match="400"):
        tenant.update_enrollment_configuration(page_id, {"showInstallationProgress": True})


@pytest.mark.parametrize(
    "wrong",
    [
        {"displayName": " "},
        {"description": "x" * 1_501},
        {"installProgressTimeoutInMinutes": "60"},
        {"installProgressTimeoutInMinutes": 0},
        {"customErrorMessage": "x" * 10_001},
        {"selectedMobileAppIds": "one"},
        {"roleScopeTagIds": [1]},
        {"showInstallationProgress": "yes"},
        {"madeUp": True},
        {"@odata.type": "#microsoft.graph.deviceEnrollmentLimitConfiguration"},
    ],
)
def test_a_page_of_which_something_is_wrong_is_a_400(wrong: dict[str, Any]) -> None:
    tenant, _ = an_instant_tenant()

    with pytest.raises(GraphFault, match="400"):
        tenant.create_enrollment_configuration({"@odata.type": PAGE, "displayName": "Ours"} | wrong)


def test_a_page_without_a_name_is_a_400() -> None:
    tenant, _ = an_instant_tenant()

    with pytest.raises(GraphFault, match="displayName"):
        tenant.create_enrollment_configuration({"@odata.type": PAGE})


def test_what_is_answered_is_a_copy() -> None:
    tenant, _ = an_instant_tenant()
    page_id = a_page(tenant, "Ours")

    tenant.enrollment_configuration(page_id)["roleScopeTagIds"].append("1")

    assert tenant.enrollment_configuration(page_id)["roleScopeTagIds"] == ["0"]


def test_each_request_is_counted_and_throttled_with_its_kind() -> None:
    tenant, _ = an_instant_tenant()

    a_page(tenant, "Ours")

    assert tenant.counts.by_operation[Operation.CREATE_ENROLLMENT_CONFIGURATION] == 1
    assert tenant.counts.by_operation[Operation.ASSIGN_ENROLLMENT_CONFIGURATION] == 1
    assert tenant.counts.writes == 2

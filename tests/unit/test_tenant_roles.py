"""App roles: what an app may do is what an administrator granted it, and nothing else."""

import json
from collections.abc import Callable

import pytest

from simulator.tenant import GraphFault, Operation, Tenant, roles
from simulator.tenant.answers import NIL_GUID
from tests.tenancy import a_line, an_instant_tenant, device_object, registered

SERVICE_READ = "DeviceManagementServiceConfig.Read.All"
SERVICE_WRITE = "DeviceManagementServiceConfig.ReadWrite.All"
MEMBERS = "GroupMember.ReadWrite.All"


def refusal(tenant: Tenant, held: set[str], ask: Callable[[], object]) -> GraphFault:
    with tenant.acting_as(held), pytest.raises(GraphFault) as refused:
        ask()
    assert refused.value.status == 403
    return refused.value


def test_every_operation_says_which_roles_it_needs() -> None:
    assert sorted(roles.NEEDS) == sorted(Operation)


@pytest.mark.parametrize(
    ("held", "ask"),
    [
        (SERVICE_READ, Tenant.imports_page),
        (SERVICE_READ, Tenant.identities_page),
        (SERVICE_WRITE, lambda tenant: tenant.import_devices([a_line("SN-1")])),
        ("DeviceManagementManagedDevices.Read.All", Tenant.autopilot_events_page),
        ("DeviceManagementManagedDevices.Read.All", Tenant.managed_devices_page),
        ("Device.Read.All", lambda tenant: tenant.devices_by_device_id(NIL_GUID)),
        ("GroupMember.Read.All", lambda tenant: tenant.groups_named("Office")),
        ("User.Read.All", lambda tenant: tenant.user("robin@contoso.com")),
        ("LicenseAssignment.Read.All", lambda tenant: tenant.licence_details("robin@contoso.com")),
    ],
)
def test_a_request_needs_its_role(held: str, ask: Callable[[Tenant], object]) -> None:
    tenant, _ = an_instant_tenant()
    tenant.user_appears("robin@contoso.com")

    refusal(tenant, {"Mail.Read"}, lambda: ask(tenant))
    with tenant.acting_as({held}):
        ask(tenant)


def test_who_may_write_may_read() -> None:
    tenant, _ = an_instant_tenant()

    with tenant.acting_as({SERVICE_WRITE}):
        assert tenant.imports() == []


def test_who_may_read_may_not_write() -> None:
    tenant, _ = an_instant_tenant()

    refusal(tenant, {SERVICE_READ}, lambda: tenant.import_devices([a_line("SN-1")]))


def test_the_basic_role_does_not_open_people() -> None:
    """As people report of apps, whatever Microsoft's permission data says."""
    tenant, _ = an_instant_tenant()
    tenant.user_appears("robin@contoso.com")

    refusal(tenant, {"User.ReadBasic.All"}, lambda: tenant.user("robin@contoso.com"))


def test_a_refused_request_has_no_effect() -> None:
    tenant, _ = an_instant_tenant()

    refusal(tenant, set(), lambda: tenant.import_devices([a_line("SN-1")]))

    assert tenant.imports() == []


def test_adding_a_person_to_a_group_needs_one_role() -> None:
    tenant, _ = an_instant_tenant()
    group, user = tenant.group_exists("Office"), tenant.user_appears("robin@contoso.com")

    with tenant.acting_as({MEMBERS}):
        tenant.add_member(group, user)

    assert len(tenant.members(group)) == 1


@pytest.mark.parametrize("held", [MEMBERS, "Device.ReadWrite.All"])
def test_a_device_is_added_and_removed_with_two_roles(held: str) -> None:
    tenant, _ = an_instant_tenant()
    group = tenant.group_exists("Office")
    device = device_object(tenant, registered(tenant, "SN-1"))
    both = {MEMBERS, "Device.ReadWrite.All"}

    refusal(tenant, {held}, lambda: tenant.add_member(group, device))
    with tenant.acting_as(both):
        tenant.add_member(group, device)
    refusal(tenant, {held}, lambda: tenant.remove_member(group, device))
    assert len(tenant.members(group)) == 1

    with tenant.acting_as(both):
        tenant.remove_member(group, device)
    assert tenant.members(group) == []


def test_entra_refuses_in_one_sentence() -> None:
    tenant, _ = an_instant_tenant()

    refused = refusal(tenant, set(), lambda: tenant.groups_named("Office"))

    assert refused.code == "Authorization_RequestDenied"
    assert refused.message == "Insufficient privileges to complete the operation."


def test_intune_refuses_in_json_within_the_message() -> None:
    tenant, _ = an_instant_tenant()

    refused = refusal(tenant, set(), lambda: tenant.imports("SN-1"))
    told = json.loads(refused.message)

    assert refused.code == "Forbidden"
    assert told["_version"] == 3
    assert told["Message"].startswith(
        "Application is not authorized to perform this operation. "
        "Application must have one of the following scopes: "
        f"{SERVICE_READ}, {SERVICE_WRITE} - Operation ID (for customer support): "
    )
    assert "SN-1" not in refused.message


def test_outside_of_acting_everything_is_allowed() -> None:
    tenant, _ = an_instant_tenant()
    with tenant.acting_as(set()):
        pass

    assert tenant.imports() == []

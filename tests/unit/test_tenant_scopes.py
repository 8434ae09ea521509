"""People who signed in: what they may do is what they gave the app scopes for."""

import pytest

from simulator.tenant import GraphFault, Tenant
from simulator.tenant.caller import Caller
from tests.tenancy import a_line, an_instant_tenant, device_object, group_fields, registered

WRITE = {"Group.ReadWrite.All"}


@pytest.fixture
def tenant() -> Tenant:
    return an_instant_tenant()[0]


def test_a_scope_opens_what_the_role_of_its_name_does(tenant: Tenant) -> None:
    with tenant.signed_in(WRITE):
        made = tenant.create_group(group_fields("Office"))
        assert tenant.group(made["id"])["displayName"] == "Office"


def test_without_the_scope_nothing_is_opened(tenant: Tenant) -> None:
    with tenant.signed_in({"User.Read"}):
        assert tenant.organization()["displayName"] == "Contoso"
        with pytest.raises(GraphFault, match="403 Authorization_RequestDenied"):
            tenant.create_group(group_fields("Office"))
        with pytest.raises(GraphFault, match="403 Forbidden"):
            tenant.import_devices([a_line("SN-1")])


# "Add members": of a device, delegated, GroupMember.ReadWrite.All and Device.Read.All.
def test_a_person_adds_a_device_who_may_read_it(tenant: Tenant) -> None:
    group = tenant.group_exists("Office")
    device = device_object(tenant, registered(tenant, "SN-1"))

    with (
        tenant.signed_in({"GroupMember.ReadWrite.All"}),
        pytest.raises(GraphFault, match="403 Authorization_RequestDenied"),
    ):
        tenant.add_member(group, device)
    with tenant.signed_in({"GroupMember.ReadWrite.All", "Device.Read.All"}):
        tenant.add_member(group, device)

    assert len(tenant.members(group)) == 1


def test_the_gate_knows_who_asks(tenant: Tenant) -> None:
    assert tenant.gate.caller == Caller()
    with tenant.signed_in(WRITE, person="robin@contoso.com", app="cli"):
        signed_in = tenant.gate.caller
        with tenant.acting_as(WRITE, app="cli"):
            app = tenant.gate.caller

    assert (signed_in.is_person, signed_in.is_app, signed_in.person) == (
        True,
        False,
        "robin@contoso.com",
    )
    assert (app.is_person, app.is_app) == (False, True)
    assert tenant.gate.caller == Caller()

"""Identities that answer the ways that people have met, each turned on by its mood."""

from datetime import timedelta

import pytest

from simulator.tenant import GraphFault, Latencies, Moods, Tenant, minutes, seconds
from tests.tenancy import a_tenant, a_tenant_in, an_instant_tenant, device_object, registered

TAGGED = '(device.devicePhysicalIds -any (_ -eq "[OrderID]:field"))'
ROBIN = "robin@contoso.com"
TROUBLE = "400 BadRequest: An error has occurred"


def a_registered_tenant(moods: Moods) -> tuple[Tenant, str]:
    tenant, _ = a_tenant_in(moods)
    tenant.user_appears(ROBIN)
    return tenant, registered(tenant, "SN-1")


# Observed: msgraph-sdk-powershell issue 2464 (November 2023).
def test_a_filter_with_a_hyphen_is_refused() -> None:
    tenant, _ = a_registered_tenant(Moods(hyphens_refused=1))

    with pytest.raises(GraphFault, match="400 BadRequest"):
        tenant.identities("SN-1")


@pytest.mark.parametrize("text", ["SN", None])
def test_a_filter_without_a_hyphen_is_not(text: str | None) -> None:
    tenant, _ = a_registered_tenant(Moods(hyphens_refused=1))

    assert len(tenant.identities(text)) == 1


# Observed: okieselbach/Intune issue 23, microsoft-graph-docs issue 11620.
def test_a_refused_assignment_is_refused_every_time() -> None:
    tenant, identity_id = a_registered_tenant(Moods(assignment_refused=1))

    for _ in range(3):
        with pytest.raises(GraphFault, match=TROUBLE):
            tenant.assign_user(identity_id, ROBIN, "Robin")


# Observed: CIPP sets people by updateDeviceProperties.
def test_where_an_assignment_is_refused_an_update_of_properties_is_not() -> None:
    tenant, identity_id = a_registered_tenant(Moods(assignment_refused=1))
    person = {"userPrincipalName": ROBIN, "addressableUserName": "Robin"}

    tenant.update_properties(identity_id, person)

    assert tenant.identity(identity_id)["userPrincipalName"] == ROBIN


def test_assignments_are_refused_device_by_device() -> None:
    tenant, _ = a_tenant_in(Moods(assignment_refused=0.5))
    tenant.user_appears(ROBIN)
    refused = 0

    for number in range(40):
        identity_id = registered(tenant, f"SN-{number}")
        try:
            tenant.assign_user(identity_id, ROBIN, "Robin")
        except GraphFault:
            refused += 1

    assert 10 < refused < 30


# Observed by others: both names must be given.
@pytest.mark.parametrize(("upn", "name"), [(ROBIN, ""), ("", "Robin")])
def test_an_assignment_without_person_or_name_to_greet_is_refused(upn: str, name: str) -> None:
    tenant, identity_id = a_registered_tenant(Moods())

    with pytest.raises(GraphFault, match=TROUBLE):
        tenant.assign_user(identity_id, upn, name)


# Microsoft, "updateDeviceProperties" and the naming rules of computers.
@pytest.mark.parametrize("name", ["SIXTEEN-LETTERS1", "PC_1", "PC 1", "12345", "PÇ-1", "PC-1\n"])
def test_what_no_computer_can_be_called_is_refused(name: str) -> None:
    tenant, identity_id = a_registered_tenant(Moods())

    with pytest.raises(GraphFault, match="400 BadRequest"):
        tenant.update_properties(identity_id, {"displayName": name, "groupTag": "field"})

    assert tenant.identity(identity_id)["groupTag"] == ""


@pytest.mark.parametrize("name", ["FIFTEEN-LETTERS", "PC-1", "1-2", ""])
def test_what_a_computer_can_be_called_is_taken(name: str) -> None:
    tenant, identity_id = a_registered_tenant(Moods())

    tenant.update_properties(identity_id, {"displayName": name})

    assert tenant.identity(identity_id)["displayName"] == name


# Assumed: Microsoft documents that the tag becomes the device's OrderID, not when.
def test_a_changed_tag_reaches_the_device_object_after_the_identity() -> None:
    slow = {"labels_changed": minutes(4)}
    tenant, clock = a_tenant_in(Moods(), **slow)
    identity_id = registered(tenant, "SN-1", "office")
    tenant.update_properties(identity_id, {"groupTag": "field"})
    device = tenant.model.devices.find(device_object(tenant, identity_id))
    assert device is not None

    at_the_identity = tenant.identity(identity_id)["groupTag"]
    at_first = device.physical_ids[-1]
    clock.advance(timedelta(minutes=4))
    tenant.identities()

    assert (at_the_identity, at_first) == ("field", "[OrderID]:office")
    assert device.physical_ids[-1] == "[OrderID]:field"


def test_a_changed_tag_moves_the_device_between_dynamic_groups_later_still() -> None:
    slow = {"labels_changed": minutes(4), "dynamic_membership": minutes(3)}
    tenant, clock = a_tenant_in(Moods(), **slow)
    group = tenant.group_exists("Field", rule=TAGGED)
    tenant.update_properties(registered(tenant, "SN-1", "office"), {"groupTag": "field"})

    clock.advance(timedelta(minutes=6))
    before = tenant.members(group)
    clock.advance(timedelta(minutes=1))

    assert before == []
    assert len(tenant.members(group)) == 1


def test_a_tag_that_is_still_under_way_does_not_label_what_was_deregistered() -> None:
    quick = Latencies(
        identity_seen=seconds(0),
        device_created=seconds(0),
        device_replicated=seconds(0),
        properties_seen=seconds(0),
        labels_changed=minutes(9),
        identity_gone=minutes(1),
    )
    tenant, clock = a_tenant(quick)
    identity_id = registered(tenant, "SN-1")
    tenant.update_properties(identity_id, {"groupTag": "field"})
    tenant.delete_identity(identity_id)

    clock.advance(timedelta(minutes=10))
    tenant.identities()

    assert [each.physical_ids for each in tenant.model.devices.every()] == [()]


# Observed: a device that is enrolled cannot be deregistered.
def test_an_enrolled_device_cannot_be_deregistered() -> None:
    tenant, _ = an_instant_tenant()
    identity_id = registered(tenant, "SN-1")
    tenant.switches_on("SN-1")

    with pytest.raises(GraphFault, match=TROUBLE):
        tenant.delete_identity(identity_id)

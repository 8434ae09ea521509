"""Device identities appear, are changed and leave as Autopilot's were observed to."""

from datetime import timedelta

import pytest

from simulator.tenant import GraphFault, Latencies, Slice, minutes, seconds
from simulator.tenant.identity import Identity
from tests.tenancy import START, a_line, a_tenant, an_instant_tenant, device_object, registered

ZERO = "00000000-0000-0000-0000-000000000000"


def test_an_identity_appears_a_little_after_its_import_is_complete() -> None:
    tenant, clock = a_tenant(Latencies(import_finished=seconds(70), identity_seen=seconds(20)))
    tenant.import_devices([a_line("SN-1", groupTag="office")])

    clock.advance(timedelta(seconds=80))
    at_first = tenant.identities("SN-1")
    clock.advance(timedelta(seconds=10))
    seen = tenant.identities("SN-1")

    assert at_first == []
    assert seen[0]["groupTag"] == "office"
    assert seen[0]["manufacturer"] == "Contoso"
    assert seen[0]["model"] == "Contoso 13"


def test_the_device_object_is_made_later_still_under_two_ids() -> None:
    tenant, clock = a_tenant(Latencies(device_created=seconds(60), identity_seen=seconds(0)))
    identity_id = registered(tenant, "SN-1")
    assert tenant.identity(identity_id)["azureActiveDirectoryDeviceId"] == ZERO

    clock.advance(timedelta(seconds=90))

    device_id = tenant.identity(identity_id)["azureActiveDirectoryDeviceId"]
    device = tenant.device_by_device_id(device_id)
    assert device["deviceId"] == device_id
    assert device["id"] != device_id
    assert f"[ZTDID]:{identity_id}" in device["physicalIds"]


def test_a_device_is_not_found_before_it_is_replicated() -> None:
    slow = Latencies(
        identity_seen=seconds(0), device_created=seconds(0), device_replicated=seconds(15)
    )
    tenant, clock = a_tenant(slow)
    identity = tenant.identity(registered(tenant, "SN-1"))

    with pytest.raises(GraphFault, match="404 Request_ResourceNotFound"):
        tenant.device_by_device_id(identity["azureActiveDirectoryDeviceId"])

    clock.advance(timedelta(seconds=15))
    assert tenant.device_by_device_id(identity["azureActiveDirectoryDeviceId"])


def test_a_maker_registers_a_machine_at_its_time() -> None:
    tenant, clock = an_instant_tenant()
    tenant.oem_registers("SN-1", START + timedelta(days=2), manufacturer="Fabrikam", model="F1")
    assert tenant.identities() == []

    clock.advance(timedelta(days=2))

    assert [(each["manufacturer"], each["model"]) for each in tenant.identities()] == [
        ("Fabrikam", "F1")
    ]


def test_a_machine_is_registered_once_whoever_does_it() -> None:
    tenant, _ = an_instant_tenant()
    first = registered(tenant, "SN-1")

    assert registered(tenant, "sn-1") == first
    assert len(tenant.identities()) == 1


def test_a_purchase_order_labels_the_device() -> None:
    identity = Identity(id="z", serial="SN-1", manufacturer="", model="", purchase_order="4711")

    assert identity.physical_ids() == ("[ZTDID]:z", "[PurchaseOrderId]:4711")


def test_a_tag_set_before_there_is_a_device_labels_it_later() -> None:
    tenant, clock = a_tenant(Latencies(identity_seen=seconds(0), device_created=minutes(1)))
    identity_id = registered(tenant, "SN-1")
    tenant.update_properties(identity_id, {"groupTag": "field"})

    clock.advance(timedelta(minutes=2))

    device_id = tenant.identity(identity_id)["azureActiveDirectoryDeviceId"]
    assert "[OrderID]:field" in tenant.device_by_device_id(device_id)["physicalIds"]


def test_the_filter_matches_more_than_the_serial_number_asked_for() -> None:
    tenant, _ = an_instant_tenant()
    for serial in ("SN-1", "SN-10", "XSN-1X", "SN-2"):
        registered(tenant, serial)

    found = [each["serialNumber"] for each in tenant.identities("sn-1")]

    assert found == ["SN-1", "SN-10", "XSN-1X"]


def test_a_list_comes_in_pages() -> None:
    tenant, _ = an_instant_tenant()
    for number in range(5):
        registered(tenant, f"SN-{number}")

    first = tenant.identities_page(part=Slice(top=3))
    second = tenant.identities_page(part=Slice(top=3, skip=first.next_skip or 0))

    assert (len(first.items), first.next_skip) == (3, 3)
    assert (len(second.items), second.next_skip) == (2, None)


def test_a_person_is_shown_by_id_and_left_out_of_lists() -> None:
    tenant, _ = an_instant_tenant()
    tenant.user_appears("robin@contoso.com")
    identity_id = registered(tenant, "SN-1")

    tenant.assign_user(identity_id, "robin@contoso.com", "Robin")

    assert tenant.identity(identity_id)["userPrincipalName"] == "robin@contoso.com"
    assert tenant.identities("SN-1")[0]["userPrincipalName"] == ""


def test_an_assignment_can_be_read_back_after_a_moment() -> None:
    tenant, clock = a_tenant(Latencies(identity_seen=seconds(0), properties_seen=seconds(5)))
    tenant.user_appears("robin@contoso.com")
    identity_id = registered(tenant, "SN-1")

    tenant.assign_user(identity_id, "robin@contoso.com", "Robin")
    at_once = tenant.identity(identity_id)["userPrincipalName"]
    clock.advance(timedelta(seconds=5))

    assert at_once == ""
    assert tenant.identity(identity_id)["userPrincipalName"] == "robin@contoso.com"


def test_assigning_twice_is_as_good_as_once_and_unassigning_empties() -> None:
    tenant, _ = an_instant_tenant()
    tenant.user_appears("robin@contoso.com")
    identity_id = registered(tenant, "SN-1")
    for _ in range(2):
        tenant.assign_user(identity_id, "robin@contoso.com", "Robin")

    tenant.unassign_user(identity_id)

    assert tenant.identity(identity_id)["userPrincipalName"] == ""
    assert tenant.identity(identity_id)["addressableUserName"] == ""


def test_somebody_the_directory_does_not_know_cannot_be_assigned() -> None:
    tenant, _ = an_instant_tenant()
    identity_id = registered(tenant, "SN-1")

    with pytest.raises(GraphFault, match="400 BadRequest"):
        tenant.assign_user(identity_id, "nobody@contoso.com", "Nobody")


def test_properties_left_out_stay_as_they_are() -> None:
    tenant, _ = an_instant_tenant()
    identity_id = registered(tenant, "SN-1", "office")

    tenant.update_properties(identity_id, {"displayName": "PC-1", "groupTag": None})

    identity = tenant.identity(identity_id)
    assert (identity["displayName"], identity["groupTag"]) == ("PC-1", "office")


def test_another_group_tag_relabels_the_device() -> None:
    tenant, _ = an_instant_tenant()
    identity_id = registered(tenant, "SN-1", "office")

    tenant.update_properties(identity_id, {"groupTag": "field"})

    device = tenant.model.devices.find(device_object(tenant, identity_id))
    assert device is not None
    assert "[OrderID]:field" in device.physical_ids


def test_a_removed_identity_lingers_and_may_be_removed_again() -> None:
    tenant, clock = a_tenant(Latencies(identity_gone=minutes(10)))
    identity_id = registered(tenant, "SN-1")
    clock.advance(timedelta(minutes=5))

    tenant.delete_identity(identity_id)
    tenant.delete_identity(identity_id)
    lingering = tenant.identities("SN-1")
    clock.advance(timedelta(minutes=10))

    assert len(lingering) == 1
    with pytest.raises(GraphFault, match="404 ResourceNotFound"):
        tenant.identity(identity_id)


def test_an_identity_that_has_no_device_yet_cannot_be_removed() -> None:
    tenant, _ = a_tenant(Latencies(identity_seen=seconds(0)))
    identity_id = registered(tenant, "SN-1")

    with pytest.raises(GraphFault, match="400 BadRequest: An error has occurred"):
        tenant.delete_identity(identity_id)


def test_a_machine_that_left_can_be_registered_again() -> None:
    tenant, _ = an_instant_tenant()
    old = registered(tenant, "SN-1")
    tenant.delete_identity(old)

    new = registered(tenant, "SN-1")

    assert new != old
    assert [each["id"] for each in tenant.identities()] == [new]

"""People, groups and profiles of the simulated tenant."""

from datetime import timedelta

import pytest

from simulator.tenant import GraphFault, Latencies, Person, minutes, seconds
from tests.tenancy import START, a_tenant, an_instant_tenant, device_object, registered

PLAN = "c1ec4a95-1f05-45b3-a911-aa3fa01094f5"
TAGGED = '(device.devicePhysicalIds -any (_ -eq "[OrderID]:office"))'
EVERY_AUTOPILOT = '(device.devicePhysicalIDs -any (_ -startsWith "[ZTDid]"))'


def test_a_person_is_not_found_before_they_appear() -> None:
    tenant, clock = a_tenant()
    tenant.user_appears("robin@contoso.com", START + timedelta(days=1))

    with pytest.raises(GraphFault, match="404 Request_ResourceNotFound"):
        tenant.user("robin@contoso.com")

    clock.advance(timedelta(days=1))
    assert tenant.user("ROBIN@contoso.com")["accountEnabled"] is True


def test_a_person_who_appears_twice_is_one() -> None:
    tenant, _ = a_tenant()

    first = tenant.user_appears("robin@contoso.com")

    assert tenant.user_appears("Robin@contoso.com", person=Person(name="Another")) == first
    assert tenant.user("robin@contoso.com")["displayName"] == "Robin Sample"


def test_a_guest_can_be_read_by_upn_or_id() -> None:
    tenant, _ = a_tenant()
    upn = "sam_fabrikam.com#EXT#@contoso.com"
    user_id = tenant.user_appears(upn, person=Person(user_type="Guest", enabled=False))

    assert tenant.user(upn) == tenant.user(user_id)
    assert tenant.user(upn)["userType"] == "Guest"


def test_a_licence_names_the_intune_plan_and_its_state() -> None:
    tenant, _ = a_tenant()
    tenant.user_appears("robin@contoso.com", person=Person(licence="PendingProvisioning"))

    plans = tenant.licence_details("robin@contoso.com")[0]["servicePlans"]

    assert {plan["servicePlanId"]: plan["provisioningStatus"] for plan in plans}[PLAN] == (
        "PendingProvisioning"
    )


def test_a_licence_may_come_later() -> None:
    tenant, clock = a_tenant()
    tenant.user_appears("robin@contoso.com", person=Person(licence=None))
    tenant.user_changes("robin@contoso.com", Person(), START + timedelta(hours=1))
    assert tenant.licence_details("robin@contoso.com") == []

    clock.advance(timedelta(hours=1))

    assert len(tenant.licence_details("robin@contoso.com")) == 1


def test_groups_of_one_name_are_all_found() -> None:
    tenant, _ = a_tenant()
    ids = [tenant.group_exists("Office"), tenant.group_exists("office")]

    assert [group["id"] for group in tenant.groups_named("OFFICE")] == ids
    assert tenant.groups_named("Field") == []


def test_a_member_that_is_added_again_is_refused_in_graphs_words() -> None:
    tenant, _ = an_instant_tenant()
    group = tenant.group_exists("Office")
    device = device_object(tenant, registered(tenant, "SN-1"))
    tenant.add_member(group, device)

    with pytest.raises(GraphFault) as refused:
        tenant.add_member(group, device)

    assert (refused.value.status, refused.value.code) == (400, "Request_BadRequest")
    assert refused.value.message == (
        "One or more added object references already exist for the following modified "
        "properties: 'members'."
    )


def test_a_new_member_is_seen_after_a_moment() -> None:
    tenant, clock = a_tenant(Latencies(membership_seen=seconds(5)))
    group = tenant.group_exists("Office")
    user = tenant.user_appears("robin@contoso.com")

    tenant.add_member(group, user)
    at_once = tenant.is_member(group, user)
    clock.advance(timedelta(seconds=5))

    assert not at_once
    assert tenant.is_member(group, user)
    assert [each["id"] for each in tenant.members(group)] == [user]


def test_a_removed_member_is_gone() -> None:
    tenant, _ = an_instant_tenant()
    group = tenant.group_exists("Office")
    user = tenant.user_appears("robin@contoso.com")
    tenant.add_member(group, user)
    assert tenant.member(group, user)["id"] == user

    tenant.remove_member(group, user)

    with pytest.raises(GraphFault, match="404"):
        tenant.member(group, user)
    with pytest.raises(GraphFault, match="404"):
        tenant.remove_member(group, user)


@pytest.mark.parametrize("missing", ["group", "object"])
def test_what_does_not_exist_cannot_be_joined(missing: str) -> None:
    tenant, _ = an_instant_tenant()
    there = {"group": tenant.group_exists("Office"), "object": tenant.user_appears("r@contoso.com")}
    there[missing] = "8f3c7a52-0000-4000-8000-000000000000"

    with pytest.raises(GraphFault, match="404 Request_ResourceNotFound"):
        tenant.add_member(there["group"], there["object"])


def test_a_device_id_that_is_no_guid_is_a_bad_request() -> None:
    tenant, _ = a_tenant()

    with pytest.raises(GraphFault, match="400 Request_BadRequest"):
        tenant.device_by_device_id("SN-1")


@pytest.mark.parametrize(("rule", "members"), [(TAGGED, 1), (EVERY_AUTOPILOT, 2), ("nonsense", 0)])
def test_a_dynamic_group_gathers_what_its_rule_says_after_a_while(rule: str, members: int) -> None:
    tenant, clock = a_tenant(Latencies(dynamic_membership=minutes(5)))
    group = tenant.group_exists("Dynamic", rule=rule)
    registered(tenant, "SN-1", "office")
    registered(tenant, "SN-2", "field")

    at_first = tenant.members(group)
    clock.advance(timedelta(minutes=8))

    assert at_first == []
    assert len(tenant.members(group)) == members


def test_a_dynamic_group_lets_go_of_what_lost_its_tag() -> None:
    tenant, _ = an_instant_tenant()
    identity_id = registered(tenant, "SN-1", "office")
    group = tenant.group_exists("Dynamic", rule=TAGGED)
    assert len(tenant.members(group)) == 1

    tenant.update_properties(identity_id, {"groupTag": "field"})

    assert tenant.members(group) == []


def test_a_dynamic_group_cannot_be_written() -> None:
    tenant, _ = an_instant_tenant()
    group = tenant.group_exists("Dynamic", rule=TAGGED)
    user = tenant.user_appears("robin@contoso.com")

    with pytest.raises(GraphFault, match="400 Request_BadRequest"):
        tenant.add_member(group, user)

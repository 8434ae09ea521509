"""Groups made, changed and deleted: "Create group", "Update group" and "Delete group"."""

from typing import Any

import pytest

from simulator.tenant import GraphFault, Moods, Operation, Tenant, minutes
from tests.tenancy import (
    START,
    a_tenant_in,
    an_instant_tenant,
    device_object,
    dynamic_fields,
    group_fields,
    registered,
)

TAGGED = '(device.devicePhysicalIds -any (_ -eq "[OrderID]:office"))'
EVERY = '(device.devicePhysicalIDs -any (_ -startsWith "[ZTDid]"))'


@pytest.fixture
def tenant() -> Tenant:
    return an_instant_tenant()[0]


def refusal_of(tenant: Tenant, fields: dict[str, Any]) -> GraphFault:
    with pytest.raises(GraphFault) as refused:
        tenant.create_group(fields)
    return refused.value


def member_ids(tenant: Tenant, group_id: str) -> list[str]:
    return [each["id"] for each in tenant.members(group_id)]


def test_a_group_is_made_as_it_was_described(tenant: Tenant) -> None:
    made = tenant.create_group(group_fields("Office", description="All of the office"))

    assert tenant.group(made["id"]) == made
    assert {
        "displayName": "Office",
        "description": "All of the office",
        "mailNickname": "Office",
        "groupTypes": [],
        "isAssignableToRole": False,
        "membershipRule": None,
        "createdDateTime": START.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }.items() <= made.items()


def test_nothing_about_a_group_is_unique(tenant: Tenant) -> None:
    first, second = (tenant.create_group(group_fields("Office")) for _ in range(2))

    assert first["id"] != second["id"]
    assert [each["id"] for each in tenant.groups_named("Office")] == [first["id"], second["id"]]


@pytest.mark.parametrize("name", ["displayName", "mailEnabled", "mailNickname", "securityEnabled"])
def test_what_a_group_requires_must_be_there(tenant: Tenant, name: str) -> None:
    fields = group_fields("Office")
    del fields[name]

    refused = refusal_of(tenant, fields)

    assert (refused.status, refused.code) == (400, "Request_BadRequest")
    assert f"'{name}'" in refused.message
    assert tenant.groups() == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"displayName": "x" * 257},
        {"mailNickname": "x" * 65},
        {"mailNickname": "Büro"},
        {"mailNickname": "with space"},
        {"mailEnabled": True},
        {"securityEnabled": False},
        {"groupTypes": ["Unified"]},
        {"groupTypes": ["DynamicMembership"]},
        {"membershipRule": TAGGED},
        {"isAssignableToRole": True},
        {"colour": "green"},
        {"description": ""},
    ],
)
def test_what_is_no_security_group_is_refused(tenant: Tenant, wrong: dict[str, Any]) -> None:
    assert refusal_of(tenant, group_fields("Office") | wrong).status == 400


def test_the_longest_names_are_taken(tenant: Tenant) -> None:
    made = tenant.create_group(group_fields("x" * 256, mailNickname="y" * 64))

    assert (len(made["displayName"]), len(made["mailNickname"])) == (256, 64)


def test_a_rule_that_entra_would_not_take_is_refused(tenant: Tenant) -> None:
    refused = refusal_of(tenant, dynamic_fields("Office", "device.colour -eq"))

    assert refused.message.startswith("Dynamic membership rule validation error: ")


def test_a_dynamic_group_gathers_those_who_are_there_already(tenant: Tenant) -> None:
    device = device_object(tenant, registered(tenant, "SN-1", "office"))

    made = tenant.create_group(dynamic_fields("Office", TAGGED))

    assert made["groupTypes"] == ["DynamicMembership"]
    assert made["membershipRuleProcessingState"] == "On"
    assert member_ids(tenant, made["id"]) == [device]


def test_another_rule_gathers_others_after_a_while() -> None:
    tenant, clock = a_tenant_in(Moods(), dynamic_membership=minutes(5))
    office = device_object(tenant, registered(tenant, "SN-1", "office"))
    field = device_object(tenant, registered(tenant, "SN-2", "field"))
    group = tenant.create_group(dynamic_fields("Office", TAGGED))["id"]
    clock.advance(minutes(5).most)
    before = member_ids(tenant, group)

    tenant.update_group(group, {"membershipRule": TAGGED.replace("office", "field")})
    at_once = member_ids(tenant, group)
    clock.advance(minutes(5).most)

    assert (before, at_once) == ([office], [office])
    assert member_ids(tenant, group) == [field]


def test_a_paused_group_gathers_nobody_until_it_is_on_again(tenant: Tenant) -> None:
    group = tenant.create_group(dynamic_fields("All", EVERY))["id"]
    tenant.update_group(group, {"membershipRuleProcessingState": "Paused"})
    device = device_object(tenant, registered(tenant, "SN-1"))
    paused = member_ids(tenant, group)

    tenant.update_group(group, {"membershipRuleProcessingState": "On"})

    assert paused == []
    assert member_ids(tenant, group) == [device]


def test_a_patch_changes_what_it_names_alone(tenant: Tenant) -> None:
    made = tenant.create_group(group_fields("Office", description="Old"))

    tenant.update_group(made["id"], {"displayName": "Field", "description": None})

    assert tenant.group(made["id"]) == made | {"displayName": "Field", "description": None}


@pytest.mark.parametrize(
    "wrong",
    [
        {"displayName": ""},
        {"membershipRule": TAGGED},
        {"membershipRuleProcessingState": "Off"},
        {"groupTypes": ["DynamicMembership"]},
    ],
)
def test_a_patch_that_is_refused_changes_nothing(tenant: Tenant, wrong: dict[str, Any]) -> None:
    made = tenant.create_group(group_fields("Office"))

    with pytest.raises(GraphFault, match="400 Request_BadRequest"):
        tenant.update_group(made["id"], {"description": "New"} | wrong)

    assert tenant.group(made["id"]) == made


def test_a_deleted_group_is_gone_with_its_members(tenant: Tenant) -> None:
    group = tenant.create_group(group_fields("Office"))["id"]
    person = tenant.user_appears("robin@contoso.com")
    tenant.add_member(group, person)

    tenant.delete_group(group)

    with pytest.raises(GraphFault, match="404 Request_ResourceNotFound"):
        tenant.group(group)
    with pytest.raises(GraphFault, match="404 Request_ResourceNotFound"):
        tenant.delete_group(group)
    assert not tenant.is_member(group, person)


def test_the_device_of_a_deleted_group_loses_its_profile(tenant: Tenant) -> None:
    identity = registered(tenant, "SN-1", "office")
    group = tenant.create_group(dynamic_fields("Office", TAGGED))["id"]
    tenant.profile_assigned("Office", group)
    assigned = tenant.identity_beta(identity)["deploymentProfileAssignmentStatus"]

    tenant.delete_group(group)

    assert assigned == "assignedInSync"
    read = tenant.identity_beta(identity)
    assert read["deploymentProfileAssignmentStatus"] == "notAssigned"


def test_a_group_made_after_one_was_deleted_is_another(tenant: Tenant) -> None:
    kept, gone = (tenant.create_group(group_fields("Office"))["id"] for _ in range(2))
    tenant.delete_group(gone)

    assert tenant.create_group(group_fields("Office"))["id"] not in {kept, gone}


def test_members_are_named_when_a_group_is_made(tenant: Tenant) -> None:
    people = [tenant.user_appears(f"person{number}@contoso.com") for number in range(21)]
    bound = [f"https://graph.microsoft.com/v1.0/users/{each}" for each in people]

    made = tenant.create_group(group_fields("Few") | {"members@odata.bind": bound[:20]})
    refused = refusal_of(tenant, group_fields("Many") | {"members@odata.bind": bound})

    assert member_ids(tenant, made["id"]) == people[:20]
    assert refused.status == 400


def test_a_new_group_is_missing_from_copies_that_are_behind() -> None:
    tenant, clock = a_tenant_in(Moods(replica_behind=1), replica_caught_up=minutes(3))
    group = tenant.create_group(group_fields("Office"))["id"]

    lists = [len(tenant.groups(("displayName", "Office"))) for _ in range(20)]
    clock.advance(minutes(3).most)

    assert set(lists) == {0, 1}
    assert tenant.group(group)["displayName"] == "Office"


def test_groups_are_listed_by_page(tenant: Tenant) -> None:
    for number in range(101):
        tenant.create_group(group_fields(f"Group {number}"))

    assert len(tenant.groups()) == 101
    assert tenant.counts.by_operation[Operation.GROUPS] == 2


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (("displayName", "OFFICE", "field"), ["Office", "Field"]),
        (("mailNickname", "Field"), ["Field"]),
        (("groupTypes", "DynamicMembership"), ["All"]),
        (("displayName", "Nobody"), []),
    ],
)
def test_groups_are_found_by_a_property(
    tenant: Tenant, asked: tuple[str, str], found: list[str]
) -> None:
    for fields in (group_fields("Office"), group_fields("Field"), dynamic_fields("All", EVERY)):
        tenant.create_group(fields)

    assert [each["displayName"] for each in tenant.groups(asked)] == found

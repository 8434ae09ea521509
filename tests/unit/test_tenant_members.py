"""Members added together: "Add members" in Microsoft's reference, by PATCH of the group."""

import pytest

from simulator.tenant import GraphFault, Operation, Tenant
from tests.tenancy import an_instant_tenant, device_object, registered

NOBODY = "8f3c7a52-0000-4000-8000-000000000000"
EVERY_AUTOPILOT = '(device.devicePhysicalIDs -any (_ -startsWith "[ZTDid]"))'


def people(tenant: Tenant, count: int) -> list[str]:
    return [tenant.user_appears(f"person{number}@contoso.com") for number in range(count)]


def a_group() -> tuple[Tenant, str]:
    tenant, _ = an_instant_tenant()
    return tenant, tenant.group_exists("Office")


def refusal_of(tenant: Tenant, group: str, *members: str) -> GraphFault:
    with pytest.raises(GraphFault) as refused:
        tenant.add_members(group, members)
    return refused.value


def test_people_and_devices_are_added_with_one_request() -> None:
    tenant, group = a_group()
    device = device_object(tenant, registered(tenant, "SN-1"))
    wanted = [*people(tenant, 19), device]
    before = tenant.counts.requests

    tenant.add_members(group, wanted)

    assert tenant.counts.requests == before + 1
    assert tenant.counts.by_operation[Operation.ADD_MEMBERS] == 1
    assert [each["id"] for each in tenant.members(group)] == wanted


def test_more_than_twenty_are_refused_and_nobody_is_added() -> None:
    tenant, group = a_group()

    refused = refusal_of(tenant, group, *people(tenant, 21))

    assert (refused.status, refused.code) == (400, "Request_BadRequest")
    assert tenant.members(group) == []


def test_one_who_is_a_member_already_fails_all() -> None:
    tenant, group = a_group()
    first, second = people(tenant, 2)
    tenant.add_member(group, second)

    refused = refusal_of(tenant, group, first, second)

    assert refused.status == 400
    assert refused.message == (
        "One or more added object references already exist for the following modified "
        "properties: 'members'."
    )
    assert [each["id"] for each in tenant.members(group)] == [second]


def test_one_who_does_not_exist_fails_all() -> None:
    tenant, group = a_group()

    refused = refusal_of(tenant, group, *people(tenant, 2), NOBODY)

    assert (refused.status, refused.code) == (404, "Request_ResourceNotFound")
    assert tenant.members(group) == []


def test_members_of_a_dynamic_group_cannot_be_added_together_either() -> None:
    tenant, _ = a_group()
    dynamic = tenant.group_exists("Dynamic", rule=EVERY_AUTOPILOT)

    assert refusal_of(tenant, dynamic, *people(tenant, 2)).status == 400


def test_somebody_named_twice_is_added_once() -> None:
    tenant, group = a_group()
    (person,) = people(tenant, 1)

    tenant.add_members(group, [person, person])

    assert len(tenant.members(group)) == 1


# "Add members": the user group of device preparation holds people.
def test_a_person_is_read_checked_and_removed_as_a_member() -> None:
    tenant, group = a_group()
    (person,) = people(tenant, 1)
    tenant.add_members(group, [person])

    read = tenant.member(group, person)
    inside = tenant.is_member(group, person)
    tenant.remove_member(group, person)

    assert read["@odata.type"] == "#microsoft.graph.user"
    assert inside
    assert tenant.members(group) == []

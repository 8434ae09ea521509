"""Apps, people and other objects in numbers: "directoryObject: getByIds" and its neighbours."""

import pytest

from simulator.tenant import GraphFault, Moods, Operation, Tenant, minutes
from simulator.tenant.service_principals import INTUNE_PROVISIONING_CLIENT
from tests.tenancy import a_tenant_in, an_instant_tenant, device_object, registered

NOBODY = "8f3c7a52-0000-4000-8000-000000000000"
OURS = "0f9d1c7e-5a0e-4a63-9f0c-3f1f6a3f1f6a"


@pytest.fixture
def tenant() -> Tenant:
    return an_instant_tenant()[0]


def test_a_tenant_that_is_set_up_has_the_intune_provisioning_client(tenant: Tenant) -> None:
    read = tenant.service_principal(INTUNE_PROVISIONING_CLIENT.upper())

    assert read["displayName"] == "Intune Provisioning Client"
    assert tenant.service_principals(("appId", INTUNE_PROVISIONING_CLIENT)) == [read]


# Microsoft's tutorial has the administrator make it where it is missing.
def test_a_new_tenant_lacks_it_until_it_is_made() -> None:
    tenant, _ = an_instant_tenant()
    tenant.nothing_is_set_up()

    with pytest.raises(GraphFault, match="404 Request_ResourceNotFound"):
        tenant.service_principal(INTUNE_PROVISIONING_CLIENT)
    assert tenant.service_principals() == []
    made = tenant.create_service_principal(INTUNE_PROVISIONING_CLIENT)

    assert tenant.service_principal(INTUNE_PROVISIONING_CLIENT) == made


# Observed: Azure/reliable-web-app-pattern-java issue 185.
def test_an_app_that_is_there_already_is_a_conflict(tenant: Tenant) -> None:
    with pytest.raises(GraphFault) as refused:
        tenant.create_service_principal(INTUNE_PROVISIONING_CLIENT)

    assert refused.value.status == 409
    assert refused.value.code == "Request_MultipleObjectsWithSameKeyValue"
    assert len(tenant.service_principals()) == 1


def test_an_app_that_nobody_knows_cannot_be_in_the_tenant(tenant: Tenant) -> None:
    with pytest.raises(GraphFault, match="400 Request_BadRequest"):
        tenant.create_service_principal(OURS)

    tenant.application_exists(OURS, "Groundcrew")

    assert tenant.create_service_principal(OURS)["displayName"] == "Groundcrew"


def test_a_new_app_is_missing_from_copies_that_are_behind() -> None:
    tenant, clock = a_tenant_in(Moods(replica_behind=1), replica_caught_up=minutes(3))
    tenant.nothing_is_set_up()
    tenant.create_service_principal(INTUNE_PROVISIONING_CLIENT)

    lists = {len(tenant.service_principals()) for _ in range(20)}
    clock.advance(minutes(3).most)

    assert lists == {0, 1}
    assert tenant.service_principal(INTUNE_PROVISIONING_CLIENT)["appId"]


def test_objects_of_every_kind_are_read_by_their_ids(tenant: Tenant) -> None:
    kinds = {
        tenant.user_appears("robin@contoso.com"): "user",
        tenant.group_exists("Office"): "group",
        device_object(tenant, registered(tenant, "SN-1")): "device",
        tenant.service_principal_exists(OURS): "servicePrincipal",
    }

    found = tenant.objects_by_ids([*kinds, NOBODY])

    assert {each["id"]: each["@odata.type"] for each in found} == {
        object_id: f"#microsoft.graph.{kind}" for object_id, kind in kinds.items()
    }
    assert all(each["displayName"] for each in found)


def test_objects_of_other_types_are_left_out(tenant: Tenant) -> None:
    person, group = tenant.user_appears("robin@contoso.com"), tenant.group_exists("Office")

    assert [each["id"] for each in tenant.objects_by_ids([person, group], ["Group"])] == [group]
    assert len(tenant.objects_by_ids([person, group], ["directoryObject"])) == 2


def test_a_thousand_ids_are_one_request_and_more_are_refused(tenant: Tenant) -> None:
    person = tenant.user_appears("robin@contoso.com")

    assert len(tenant.objects_by_ids([person, *[NOBODY] * 999])) == 1
    with pytest.raises(GraphFault, match="400 Request_BadRequest"):
        tenant.objects_by_ids([person, *[NOBODY] * 1000])


def test_people_are_found_by_several_names_with_one_request(tenant: Tenant) -> None:
    ids = [tenant.user_appears(f"person{number}@contoso.com") for number in range(3)]

    found = tenant.users(("userPrincipalName", "PERSON0@contoso.com", "person2@contoso.com"))

    assert [each["id"] for each in found] == [ids[0], ids[2]]
    assert tenant.counts.by_operation[Operation.USERS] == 1


def test_an_organization_tells_its_domains(tenant: Tenant) -> None:
    read = tenant.organization()

    assert read["displayName"] == "Contoso"
    assert [each["name"] for each in read["verifiedDomains"] if each["isDefault"]] == [
        "contoso.com"
    ]

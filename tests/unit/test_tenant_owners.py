"""Who owns a group: "Add group owner", "Remove group owner" and "Create group"."""

import pytest

from simulator.tenant import GraphFault, Operation, Tenant
from simulator.tenant.service_principals import INTUNE_PROVISIONING_CLIENT
from tests.tenancy import an_instant_tenant, device_object, group_fields, registered

NOBODY = "8f3c7a52-0000-4000-8000-000000000000"
OURS = "0f9d1c7e-5a0e-4a63-9f0c-3f1f6a3f1f6a"
CREATE = {"Group.Create"}
WRITE = {"Group.ReadWrite.All"}


@pytest.fixture
def tenant() -> Tenant:
    return an_instant_tenant()[0]


def bound(*ids: str) -> dict[str, list[str]]:
    return {"owners@odata.bind": [f"https://x/v1.0/directoryObjects/{each}" for each in ids]}


def owner_ids(tenant: Tenant, group: str) -> list[str]:
    return [each["id"] for each in tenant.owners(group)]


def test_a_person_and_an_app_can_own_a_group(tenant: Tenant) -> None:
    group = tenant.group_exists("Office")
    person = tenant.user_appears("robin@contoso.com")
    app = tenant.service_principal(INTUNE_PROVISIONING_CLIENT)["id"]

    tenant.add_owner(group, person)
    tenant.add_owner(group, app)

    assert {each["id"]: each["@odata.type"] for each in tenant.owners(group)} == {
        person: "#microsoft.graph.user",
        app: "#microsoft.graph.servicePrincipal",
    }
    assert tenant.counts.by_operation[Operation.ADD_OWNER] == 2


# The words are those that others report of members and owners alike.
def test_who_owns_a_group_already_is_refused(tenant: Tenant) -> None:
    group, person = tenant.group_exists("Office"), tenant.user_appears("robin@contoso.com")
    tenant.add_owner(group, person)

    with pytest.raises(GraphFault) as refused:
        tenant.add_owner(group, person)

    assert (refused.value.status, refused.value.code) == (400, "Request_BadRequest")
    assert refused.value.message == (
        "One or more added object references already exist for the following modified "
        "properties: 'owners'."
    )


def test_nobody_cannot_own_a_group(tenant: Tenant) -> None:
    with pytest.raises(GraphFault, match="404 Request_ResourceNotFound"):
        tenant.add_owner(tenant.group_exists("Office"), NOBODY)


def test_a_device_cannot_own_a_group(tenant: Tenant) -> None:
    device = device_object(tenant, registered(tenant, "SN-1"))

    with pytest.raises(GraphFault, match="400 Request_BadRequest"):
        tenant.add_owner(tenant.group_exists("Office"), device)


def test_an_owner_is_removed_once(tenant: Tenant) -> None:
    group = tenant.group_exists("Office")
    people = [tenant.user_appears(f"person{number}@contoso.com") for number in range(2)]
    for each in people:
        tenant.add_owner(group, each)

    tenant.remove_owner(group, people[0])

    assert owner_ids(tenant, group) == people[1:]
    with pytest.raises(GraphFault, match="404 Request_ResourceNotFound"):
        tenant.remove_owner(group, people[0])


# "Remove group owner": its last owner that is a person stays.
def test_the_last_person_stays_an_owner(tenant: Tenant) -> None:
    group, person = tenant.group_exists("Office"), tenant.user_appears("robin@contoso.com")
    app = tenant.service_principal(INTUNE_PROVISIONING_CLIENT)["id"]
    tenant.add_owner(group, person)
    tenant.add_owner(group, app)

    with pytest.raises(GraphFault, match="400 Request_BadRequest"):
        tenant.remove_owner(group, person)
    tenant.remove_owner(group, app)

    assert owner_ids(tenant, group) == [person]


def test_owners_are_named_when_a_group_is_made(tenant: Tenant) -> None:
    people = [tenant.user_appears(f"person{number}@contoso.com") for number in range(2)]

    made = tenant.create_group(group_fields("Office") | bound(*people))

    assert owner_ids(tenant, made["id"]) == people


@pytest.mark.parametrize(("ids", "status"), [((NOBODY,), 404), ((NOBODY,) * 21, 400)])
def test_a_group_whose_owners_are_wrong_is_not_made(
    tenant: Tenant, ids: tuple[str, ...], status: int
) -> None:
    with pytest.raises(GraphFault) as refused:
        tenant.create_group(group_fields("Office") | bound(*ids))

    assert refused.value.status == status
    assert tenant.groups() == []


def test_somebody_named_twice_is_refused(tenant: Tenant) -> None:
    person = tenant.user_appears("robin@contoso.com")

    with pytest.raises(GraphFault, match="duplicate values"):
        tenant.create_group(group_fields("Office") | bound(person, person))


def test_who_signed_in_owns_the_group_that_they_make(tenant: Tenant) -> None:
    robin = tenant.user_appears("robin@contoso.com")

    with tenant.signed_in(WRITE, person="robin@contoso.com"):
        made = tenant.create_group(group_fields("Office"))

    assert owner_ids(tenant, made["id"]) == [robin]


# "Creating a group using the Group.Create application permission without specifying owners will
# create the group anonymously and the group will not be modifiable."
def test_an_app_cannot_change_a_group_that_it_made_without_an_owner(tenant: Tenant) -> None:
    tenant.service_principal_exists(OURS)

    with tenant.acting_as(CREATE, app=OURS):
        made = tenant.create_group(group_fields("Office"))["id"]
        with pytest.raises(GraphFault, match="403 Authorization_RequestDenied"):
            tenant.update_group(made, {"displayName": "Field"})
        with pytest.raises(GraphFault, match="403 Authorization_RequestDenied"):
            tenant.delete_group(made)
        with pytest.raises(GraphFault, match="403 Authorization_RequestDenied"):
            tenant.add_owner(made, tenant.service_principal_exists(OURS))

    with tenant.acting_as(WRITE, app=OURS):
        tenant.update_group(made, {"displayName": "Field"})


def test_an_app_can_change_a_group_that_it_owns(tenant: Tenant) -> None:
    itself = tenant.service_principal_exists(OURS)

    with tenant.acting_as(CREATE, app=OURS):
        made = tenant.create_group(group_fields("Office") | bound(itself))["id"]
        tenant.update_group(made, {"displayName": "Field"})

    assert tenant.group(made)["displayName"] == "Field"


# "To create the group with other service principals as owners or members, the app must have at
# least the Application.Read.All permission", and User.Read.All for people.
@pytest.mark.parametrize(("kind", "role"), [("app", "Application"), ("person", "User")])
def test_an_app_must_be_able_to_read_whom_it_makes_owners(
    tenant: Tenant, kind: str, role: str
) -> None:
    ids = {
        "app": tenant.service_principal(INTUNE_PROVISIONING_CLIENT)["id"],
        "person": tenant.user_appears("robin@contoso.com"),
    }
    fields = group_fields("Office") | bound(ids[kind])

    with (
        tenant.acting_as(CREATE, app=OURS),
        pytest.raises(GraphFault, match="403 Authorization_RequestDenied"),
    ):
        tenant.create_group(fields)
    with tenant.acting_as(CREATE | {f"{role}.Read.All"}, app=OURS):
        made = tenant.create_group(fields)

    assert owner_ids(tenant, made["id"]) == [ids[kind]]

"""Apps, people, other objects and the organization over plain HTTP."""

import pytest

from simulator.tenant import Tenant
from simulator.tenant.service_principals import INTUNE_PROVISIONING_CLIENT
from tests.graph_wire import Wire, signed_in

PRINCIPALS = "/v1.0/servicePrincipals"
BY_APP = f"{PRINCIPALS}(appId='{INTUNE_PROVISIONING_CLIENT}')"


@pytest.fixture
def admin(wire: Wire) -> Wire:
    return signed_in(wire, "Application.ReadWrite.All", "Directory.Read.All")


async def test_an_app_that_is_missing_is_made(tenant: Tenant, admin: Wire) -> None:
    tenant.nothing_is_set_up()
    body = {"appId": INTUNE_PROVISIONING_CLIENT}

    missing = await admin.ask("GET", BY_APP)
    made = await admin.ask("POST", PRINCIPALS, body)
    again = await admin.ask("POST", PRINCIPALS, body)
    read = await admin.ask("GET", BY_APP)
    listed = await admin.ask("GET", f"{PRINCIPALS}?$filter=appId eq '{body['appId']}'&$select=id")

    assert [each.status for each in (missing, made, again, read)] == [404, 201, 409, 200]
    assert again.body["error"]["code"] == "Request_MultipleObjectsWithSameKeyValue"
    assert read.body["displayName"] == "Intune Provisioning Client"
    assert listed.body["value"] == [{"id": made.body["id"]}]


@pytest.mark.parametrize("body", [{}, {"appId": 7}, {"appId": "unknown"}])
async def test_what_names_no_app_is_refused(admin: Wire, body: dict[str, object]) -> None:
    answer = await admin.ask("POST", PRINCIPALS, body)

    assert (answer.status, answer.body["error"]["code"]) == (400, "Request_BadRequest")


async def test_objects_are_read_by_their_ids(tenant: Tenant, admin: Wire) -> None:
    person, group = tenant.user_appears("robin@contoso.com"), tenant.group_exists("Office")
    address = "/v1.0/directoryObjects/getByIds"

    both = await admin.ask("POST", address, {"ids": [person, group, "nobody"]})
    one = await admin.ask(
        "POST", "/v1.0/directoryObjects/microsoft.graph.getByIds", {"ids": [group], "types": []}
    )
    people = await admin.ask("POST", address, {"ids": [person, group], "types": ["user"]})

    assert [(each["id"], each["@odata.type"]) for each in both.body["value"]] == [
        (person, "#microsoft.graph.user"),
        (group, "#microsoft.graph.group"),
    ]
    assert one.body["value"][0]["displayName"] == "Office"
    assert [each["userPrincipalName"] for each in people.body["value"]] == ["robin@contoso.com"]


@pytest.mark.parametrize("body", [{}, {"ids": []}, {"ids": "x"}, {"ids": [7]}])
async def test_ids_that_cannot_be_read_are_refused(admin: Wire, body: dict[str, object]) -> None:
    assert (await admin.ask("POST", "/v1.0/directoryObjects/getByIds", body)).status == 400


async def test_people_are_found_by_their_names(tenant: Tenant, wire: Wire) -> None:
    for name in ("robin", "sam", "alex"):
        tenant.user_appears(f"{name}@contoso.com")
    several = "userPrincipalName in ('robin@contoso.com','alex@contoso.com')"

    found = await wire.ask("GET", f"/v1.0/users?$filter={several}&$select=userPrincipalName")
    usual = await wire.ask("GET", "/v1.0/users?$filter=userPrincipalName eq 'sam@contoso.com'")
    paged = await wire.ask("GET", "/v1.0/users?$top=2")

    assert [each["userPrincipalName"] for each in found.body["value"]] == [
        "robin@contoso.com",
        "alex@contoso.com",
    ]
    assert "accountEnabled" not in usual.body["value"][0]
    assert len(paged.body["value"]) == 2
    assert "@odata.nextLink" in paged.body


async def test_the_organization_is_a_list_of_one(admin: Wire) -> None:
    answer = await admin.ask("GET", "/v1.0/organization?$select=id,displayName")

    assert [each["displayName"] for each in answer.body["value"]] == ["Contoso"]


async def test_groundcrews_own_roles_read_no_apps(wire: Wire) -> None:
    answers = [await wire.ask("GET", address) for address in (BY_APP, PRINCIPALS)]
    made = await wire.ask("POST", PRINCIPALS, {"appId": INTUNE_PROVISIONING_CLIENT})

    assert [each.status for each in (*answers, made)] == [403] * 3

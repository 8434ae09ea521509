"""The policies on joining and on automatic enrolment over plain HTTP."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from simulator.identity import IdentityServer, read_token
from simulator.tenant import Tenant
from tests.graph_wire import Wire, signed_in, with_roles

REGISTRATION = "/v1.0/policies/deviceRegistrationPolicy"
POLICIES = "/beta/policies/mobileDeviceManagementPolicies"
INTUNE = f"{POLICIES}/0000000a-0000-0000-c000-000000000000"
MOBILITY = "Policy.ReadWrite.MobilityManagement"


@pytest.fixture
def admin(wire: Wire) -> Wire:
    return signed_in(wire, MOBILITY, "Policy.ReadWrite.DeviceConfiguration")


@pytest.mark.parametrize("asking", [signed_in, with_roles])
async def test_the_registration_policy_is_put_whole(
    wire: Wire, asking: Callable[..., Wire]
) -> None:
    admin = asking(wire, "Policy.ReadWrite.DeviceConfiguration")
    before = (await admin.ask("GET", REGISTRATION)).body

    partly = await admin.ask("PUT", REGISTRATION, {"userDeviceQuota": 5})
    wholly = await admin.ask("PUT", REGISTRATION, before | {"userDeviceQuota": 5})
    after = await admin.ask("GET", REGISTRATION)

    assert (partly.status, wholly.status) == (400, 200)
    assert wholly.body["userDeviceQuota"] == 5
    assert after.body == before | {"userDeviceQuota": 5}


async def test_who_may_read_the_registration_policy_may_not_write_it(wire: Wire) -> None:
    reader = with_roles(wire, "Policy.Read.DeviceConfiguration")
    before = await reader.ask("GET", REGISTRATION)

    answer = await reader.ask("PUT", REGISTRATION, before.body)

    assert (before.status, answer.status) == (200, 403)


async def test_automatic_enrolment_is_for_all_none_or_some(tenant: Tenant, admin: Wire) -> None:
    tenant.nothing_is_set_up()
    group = tenant.group_exists("Office")
    reference = {"@odata.id": f"https://graph.microsoft.com/odata/groups('{group}')"}

    untouched = await admin.ask("GET", INTUNE)
    selected = await admin.ask("PATCH", INTUNE, {"appliesTo": "selected"})
    both = await admin.ask("PATCH", INTUNE, {"appliesTo": "all", "discoveryUrl": "https://x"})
    included = await admin.ask("POST", f"{INTUNE}/includedGroups/$ref", reference)
    expanded = await admin.ask("GET", f"{INTUNE}?$expand=includedGroups&$select=appliesTo")
    listed = await admin.ask("GET", f"{INTUNE}/includedGroups")
    everybody = await admin.ask("PATCH", INTUNE, {"appliesTo": "all"})
    dropped = await admin.ask("GET", f"{INTUNE}/includedGroups")

    assert untouched.body["appliesTo"] == "none"
    assert [each.status for each in (selected, both, included, everybody)] == [400, 400, 204, 204]
    assert expanded.body["appliesTo"] == "selected"
    assert [each["id"] for each in expanded.body["includedGroups"]] == [group]
    assert listed.body["value"] == expanded.body["includedGroups"]
    assert dropped.body["value"] == []


async def test_a_group_is_taken_out_again(tenant: Tenant, admin: Wire) -> None:
    group = tenant.group_exists("Office")
    tenant.include_group(group)

    removed = await admin.ask("DELETE", f"{INTUNE}/includedGroups/{group}/$ref")
    gone = await admin.ask("DELETE", f"{INTUNE}/includedGroups/{group}/$ref")

    assert (removed.status, gone.status) == (204, 404)


async def test_automatic_enrolment_is_in_beta_alone(admin: Wire) -> None:
    listed = await admin.ask("GET", POLICIES)
    stable = await admin.ask("GET", POLICIES.replace("beta", "v1.0"))

    assert [each["displayName"] for each in listed.body["value"]] == ["Microsoft Intune"]
    assert stable.status == 400


# The reference says of applications that they are not supported.
async def test_an_app_sees_nothing_of_automatic_enrolment(wire: Wire) -> None:
    app = with_roles(wire, MOBILITY, "Policy.Read.All")

    answers = [
        await app.ask("GET", POLICIES),
        await app.ask("GET", INTUNE),
        await app.ask("GET", f"{INTUNE}/includedGroups"),
        await app.ask("PATCH", INTUNE, {"appliesTo": "all"}),
    ]

    assert [each.status for each in answers] == [403] * 4
    assert {each.body["error"]["code"] for each in answers} == {"Authorization_RequestDenied"}


async def test_each_item_of_a_batch_is_asked_for_the_person_who_signed_in(admin: Wire) -> None:
    url = INTUNE.removeprefix("/beta")
    requests = [{"id": "1", "method": "GET", "url": url}]

    answer = await admin.ask("POST", "/beta/$batch", {"requests": requests})

    assert [each["status"] for each in answer.body["responses"]] == [200]


async def test_a_persons_token_has_scopes_and_no_roles(wire: Wire) -> None:
    token = IdentityServer().issue_for("robin@contoso.com", "User.Read", "Group.Read.All")
    claims = read_token(token)

    answer = await replace(wire, token=token).ask("GET", "/v1.0/groups")

    assert (claims["scp"], claims["idtyp"], claims["upn"]) == (
        "Group.Read.All User.Read",
        "user",
        "robin@contoso.com",
    )
    assert "roles" not in claims
    assert answer.status == 200

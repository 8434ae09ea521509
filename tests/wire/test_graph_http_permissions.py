"""What the roles in a token open, and how quotas look from outside."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from simulator.identity import GRAPH_RESOURCE, ISSUER, IdentityServer, read_token, write_token
from simulator.tenant import Limits, Measure, Quota, ResourceGroup, Tenant
from simulator.tenant.roles import GROUNDCREW
from tests.graph_wire import Wire

IMPORTS = "/v1.0/deviceManagement/importedWindowsAutopilotDeviceIdentities"
CLIENT = "0f9d1c7e-5a0e-4a63-9f0c-3f1f6a3f1f6a"
SERVICE = "DeviceManagementServiceConfig.ReadWrite.All"


@pytest.fixture
def identity() -> IdentityServer:
    return IdentityServer()


def roles_of(token: str) -> set[str]:
    return set(read_token(token)["roles"])


def test_an_identity_holds_what_groundcrew_needs(identity: IdentityServer) -> None:
    assert roles_of(identity.issue()) == GROUNDCREW
    assert roles_of(identity.issue(identity=CLIENT)) == GROUNDCREW


def test_a_role_is_withdrawn_and_granted_in_the_next_token(identity: IdentityServer) -> None:
    before = identity.issue(identity=CLIENT)
    identity.withdraw(SERVICE, identity=CLIENT)
    without = identity.issue(identity=CLIENT)
    identity.grant(SERVICE, "Mail.Read", identity=CLIENT)

    assert roles_of(before) == GROUNDCREW
    assert roles_of(without) == GROUNDCREW - {SERVICE}
    assert roles_of(identity.issue(identity=CLIENT)) == GROUNDCREW | {"Mail.Read"}
    assert roles_of(identity.issue()) == GROUNDCREW


def test_every_role_can_be_withdrawn_at_once(identity: IdentityServer) -> None:
    identity.withdraw()

    assert roles_of(identity.issue()) == set()


async def test_intune_names_the_roles_that_are_missing(
    wire: Wire, identity: IdentityServer
) -> None:
    identity.withdraw(SERVICE)

    answer = await replace(wire, token=identity.issue()).ask("GET", IMPORTS)

    error = answer.body["error"]
    assert (answer.status, error["code"]) == (403, "Forbidden")
    assert SERVICE in json.loads(error["message"])["Message"]
    assert set(error["innerError"]) == {"date", "request-id", "client-request-id"}


async def test_entra_names_none(wire: Wire, identity: IdentityServer) -> None:
    identity.withdraw()

    answer = await replace(wire, token=identity.issue()).ask("GET", "/v1.0/groups/any")

    error = answer.body["error"]
    assert (answer.status, error["code"]) == (403, "Authorization_RequestDenied")
    assert error["message"] == "Insufficient privileges to complete the operation."


async def test_a_token_without_roles_opens_nothing(wire: Wire) -> None:
    bare = {"iss": ISSUER, "aud": GRAPH_RESOURCE, "exp": 4_102_444_800, "appid": CLIENT}

    answer = await replace(wire, token=write_token(bare)).ask("GET", IMPORTS)

    assert answer.status == 403


async def test_every_item_of_a_batch_needs_its_role(wire: Wire, identity: IdentityServer) -> None:
    identity.withdraw("User.Read.All")
    addresses = {"1": IMPORTS.removeprefix("/v1.0"), "2": "/users/robin@contoso.com"}
    requests = [{"id": each, "method": "GET", "url": url} for each, url in addresses.items()]

    whole = replace(wire, token=identity.issue())
    answer = await whole.ask("POST", "/v1.0/$batch", {"requests": requests})

    assert {each["id"]: each["status"] for each in answer.body["responses"]} == {"1": 200, "2": 403}


async def test_a_quota_that_is_used_up_tells_the_wait_to_its_fraction(
    tenant: Tenant, wire: Wire
) -> None:
    quota = Quota(most=1, within=timedelta(seconds=20))
    tenant.limits_apply(Limits.documented().but(ResourceGroup.AUTOPILOT, quota))

    assert (await wire.ask("GET", IMPORTS)).status == 200
    answer = await wire.ask("GET", IMPORTS)

    assert answer.status == 429
    assert re.fullmatch(r"20\.\d{1,3}", answer.headers["Retry-After"])


async def test_resource_units_are_counted_from_the_address_as_it_was_sent(
    tenant: Tenant, wire: Wire
) -> None:
    tenant.user_appears("robin@contoso.com")
    quota = Quota(most=2, within=timedelta(seconds=10), measure=Measure.RESOURCE_UNITS)
    tenant.limits_apply(Limits.documented().but(ResourceGroup.DIRECTORY, quota))

    cheap = "/v1.0/users/robin@contoso.com?%24select=id"
    assert (await wire.ask("GET", cheap)).status == 200
    assert (await wire.ask("GET", cheap)).status == 200
    assert (await wire.ask("GET", cheap)).status == 429


async def test_two_clients_have_windows_of_their_own(
    tenant: Tenant, wire: Wire, identity: IdentityServer
) -> None:
    quota = Quota(most=1, within=timedelta(seconds=20))
    tenant.limits_apply(Limits.documented().but(ResourceGroup.AUTOPILOT, quota))
    another = replace(wire, token=identity.issue(identity=CLIENT))

    assert (await wire.ask("GET", IMPORTS)).status == 200
    assert (await another.ask("GET", IMPORTS)).status == 200
    assert (await another.ask("GET", IMPORTS)).status == 429

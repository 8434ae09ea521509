"""The managed-identity endpoint satisfies Azure's own credential."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp import ClientSession
from azure.identity.aio import ManagedIdentityCredential

from shared.clock import WallClock
from simulator.identity import IdentityServer, read_token

CLIENT = "0f9d1c7e-5a0e-4a63-9f0c-3f1f6a3f1f6a"


@pytest.fixture
async def identity() -> AsyncIterator[IdentityServer]:
    async with IdentityServer(identities=frozenset({CLIENT, "/our/identity"})) as server:
        yield server


async def ask(identity: IdentityServer, header: str, **query: str) -> tuple[int, dict[str, str]]:
    asked = {"resource": "https://graph.microsoft.com", "api-version": "2019-08-01"} | query
    headers = {"X-IDENTITY-HEADER": header} if header else {}
    async with (
        ClientSession() as session,
        session.get(identity.endpoint, params=asked, headers=headers) as response,
    ):
        return response.status, await response.json()


@pytest.mark.parametrize("client_id", [None, CLIENT])
async def test_azures_credential_gets_a_token(
    identity: IdentityServer, monkeypatch: pytest.MonkeyPatch, client_id: str | None
) -> None:
    monkeypatch.setenv("IDENTITY_ENDPOINT", identity.endpoint)
    monkeypatch.setenv("IDENTITY_HEADER", identity.header)

    async with ManagedIdentityCredential(client_id=client_id) as credential:
        token = await credential.get_token("https://graph.microsoft.com/.default")

    claims = read_token(token.token)
    assert claims["aud"] == "https://graph.microsoft.com"
    assert token.expires_on == claims["exp"]
    assert client_id in (None, claims["appid"])


async def test_a_token_lives_in_real_time() -> None:
    server = IdentityServer(lifetime=timedelta(hours=1))

    left = read_token(server.issue())["exp"] - WallClock().now().timestamp()

    assert 3590 < left <= 3600


@pytest.mark.parametrize("header", ["", "wrong"])
async def test_without_the_headers_secret_no_token_is_issued(
    identity: IdentityServer, header: str
) -> None:
    status, body = await ask(identity, header)

    assert status == 401
    assert "access_token" not in body


@pytest.mark.parametrize("changed", [{"resource": ""}, {"api-version": "2017-09-01"}])
async def test_a_malformed_question_is_a_400(
    identity: IdentityServer, changed: dict[str, str]
) -> None:
    status, _ = await ask(identity, identity.header, **changed)

    assert status == 400


async def test_an_identity_may_be_named_by_its_resource(identity: IdentityServer) -> None:
    status, body = await ask(identity, identity.header, mi_res_id="/our/identity")

    assert status == 200
    assert body["resource"] == "https://graph.microsoft.com"


async def test_an_identity_that_is_not_there_is_a_400(identity: IdentityServer) -> None:
    status, body = await ask(identity, identity.header, client_id="somebody-else")

    assert status == 400
    assert "No User Assigned" in body["message"]

"""The real managed-identity credential, from the simulated endpoint to the simulated Graph."""

import socket

import pytest
from azure.identity.aio import DefaultAzureCredential, ManagedIdentityCredential

from shared.clock import WallClock
from shared.config import read
from shared.credentials import credential_for
from shared.domain.directory import User
from shared.domain.errors import Refused
from shared.graph.client import GraphClient
from shared.graph.directory import GraphDirectory
from shared.graph.requests import Requests
from shared.runtime.budget import Budget
from simulator.graph_http import GraphServer
from simulator.identity import IdentityServer
from tests.tenancy import an_instant_tenant

CLIENT_ID = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
BASE = {
    "SERVICE_BUS__fullyQualifiedNamespace": "x.servicebus.windows.net",
    "STATE_URL": "sqlite:///x",
}


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("known", [True, False])
async def test_graph_is_asked_with_the_identity_of_the_settings(
    monkeypatch: pytest.MonkeyPatch, *, known: bool
) -> None:
    tenant, _ = an_instant_tenant()
    user_id = tenant.user_appears("robin@contoso.example")
    port = a_free_port()
    identities = frozenset({CLIENT_ID} if known else set())
    async with (
        IdentityServer(identities=identities) as identity,
        GraphServer(tenant, port=port, audience=f"http://127.0.0.1:{port}") as server,
    ):
        monkeypatch.setenv("IDENTITY_ENDPOINT", identity.endpoint)
        monkeypatch.setenv("IDENTITY_HEADER", identity.header)
        async with credential_for(read(BASE | {"AZURE_CLIENT_ID": CLIENT_ID})) as credential:
            client = GraphClient.connect(server.base_url, credential)
            directory = GraphDirectory(Requests(client, Budget(WallClock())))

            told = (await directory.users(["robin@contoso.example"]))["robin@contoso.example"]

            if known:
                assert isinstance(told, User)
                assert told.id == user_id
            else:
                assert isinstance(told, Refused)
                assert told.reason.code == "unauthenticated"
            await client.aclose()


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ({"AZURE_CLIENT_ID": CLIENT_ID}, ManagedIdentityCredential),
        ({"IDENTITY_ENDPOINT": "http://127.0.0.1:1/msi/token"}, ManagedIdentityCredential),
        ({}, DefaultAzureCredential),
    ],
)
async def test_the_credential_follows_from_where_the_app_runs(
    given: dict[str, str], kind: type[object]
) -> None:
    async with credential_for(read(BASE | given)) as credential:
        assert isinstance(credential, kind)

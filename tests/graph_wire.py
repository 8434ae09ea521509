"""A simulated tenant behind sockets, and clients that ask it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from aiohttp import ClientSession
from httpx import AsyncClient, AsyncHTTPTransport
from kiota_abstractions.authentication import BaseBearerTokenAuthenticationProvider
from kiota_abstractions.authentication.access_token_provider import AccessTokenProvider
from kiota_abstractions.authentication.allowed_hosts_validator import AllowedHostsValidator
from kiota_http.middleware.options import RetryHandlerOption
from msgraph.graph_request_adapter import GraphRequestAdapter
from msgraph.graph_service_client import GraphServiceClient
from msgraph_core import GraphClientFactory  # type: ignore[import-untyped]  # ships no types

from simulator.graph_http import GraphServer
from simulator.identity import IdentityServer
from simulator.tenant import Tenant


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """A plain HTTP client of the tenant, with a valid token unless headers say otherwise."""

    session: ClientSession
    base_url: str
    token: str

    async def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        sent = {"Authorization": f"Bearer {self.token}"} if headers is None else headers
        url = path if path.startswith("http") else self.base_url + path
        async with self.session.request(method, url, json=body, headers=sent) as response:
            text = await response.text()
            parsed = await response.json() if text else None
            return Answer(status=response.status, headers=dict(response.headers), body=parsed)


@asynccontextmanager
async def a_wire(tenant: Tenant) -> AsyncIterator[Wire]:
    identity = IdentityServer()
    # The app itself sets no tenant up; whoever looks at the wire may.
    identity.grant("DeviceManagementConfiguration.ReadWrite.All")
    identity.grant("DeviceManagementApps.ReadWrite.All")
    async with GraphServer(tenant) as server, ClientSession() as session:
        yield Wire(session=session, base_url=server.base_url, token=identity.issue())


def signed_in(wire: Wire, *scopes: str, person: str = "admin@contoso.com") -> Wire:
    """Ask for a person who signed in with these scopes."""
    return replace(wire, token=IdentityServer().issue_for(person, *scopes))


def with_roles(wire: Wire, *roles: str) -> Wire:
    """Ask as an app that holds these roles and no other."""
    identity = IdentityServer()
    identity.withdraw()
    identity.grant(*roles)
    return replace(wire, token=identity.issue())


class OneToken(AccessTokenProvider):
    """Hands out one token whatever is asked."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def get_authorization_token(
        self,
        uri: str,  # noqa: ARG002  the protocol's parameter
        additional_authentication_context: dict[str, Any] | None = None,  # noqa: ARG002  likewise
    ) -> str:
        return self._token

    def get_allowed_hosts_validator(self) -> AllowedHostsValidator:
        return AllowedHostsValidator([])


@asynccontextmanager
async def an_sdk(tenant: Tenant, token: str = "") -> AsyncIterator[GraphServiceClient]:
    """Microsoft's own client, told to leave retries to us; its token is Groundcrew's if none is."""
    impatient = RetryHandlerOption(max_retries=0)
    options = {RetryHandlerOption.get_key(): impatient}
    # msgraph's transport does not close the one it wraps, so that one is closed here.
    async with GraphServer(tenant) as server, AsyncHTTPTransport() as transport:
        client = GraphClientFactory.create_with_default_middleware(
            client=AsyncClient(transport=transport), options=options
        )
        provider = BaseBearerTokenAuthenticationProvider(
            OneToken(token or IdentityServer().issue())
        )
        adapter = GraphRequestAdapter(provider, client)
        adapter.base_url = f"{server.base_url}/v1.0"
        yield GraphServiceClient(request_adapter=adapter)

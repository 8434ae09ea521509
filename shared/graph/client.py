"""The one connection of a process to Microsoft Graph, for whatever cloud it is in.

Nothing waits in here: kiota's own retries are turned off, so that a 429 or a
503 goes back to the queue instead of holding a message's lock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit
from uuid import UUID, uuid5

import httpx
from azure.core.credentials_async import AsyncTokenCredential
from kiota_authentication_azure.azure_identity_authentication_provider import (
    AzureIdentityAuthenticationProvider,
)
from kiota_http.middleware.options import RedirectHandlerOption, RetryHandlerOption
from msgraph.graph_request_adapter import GraphRequestAdapter
from msgraph.graph_request_adapter import options as graph_options
from msgraph.graph_service_client import GraphServiceClient
from msgraph_core import GraphClientFactory  # type: ignore[import-untyped]  # ships no py.typed

from shared.domain.clouds import authority_of
from shared.runtime.tracing import traceparent
from shared.runtime.work import present, under_way

CONNECT_SECONDS = 5.0
READ_SECONDS = 30.0
REQUEST_ID, CLIENT_REQUEST_ID = "request-id", "client-request-id"

_NAMESPACE = UUID("5d7b0a56-2f0e-4f0e-9c7a-0e4b6a1d8c35")


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphClient:
    """Graph at *base_url* (no version, no slash at the end), spoken to through *sdk*.

    *downloads* fetches what Graph keeps elsewhere, and knows no token.
    """

    base_url: str
    sdk: GraphServiceClient
    http: httpx.AsyncClient
    downloads: httpx.AsyncClient
    sockets: httpx.AsyncBaseTransport

    @classmethod
    def connect(
        cls,
        base_url: str,
        credential: AsyncTokenCredential,
        transport: httpx.AsyncBaseTransport | None = None,
        scopes: Sequence[str] = (),
    ) -> Self:
        """Build the client; nothing is sent yet.  ``Misconfigured`` when *base_url* is no cloud's.

        The *credential* stays the caller's to close; its tokens go to the host
        of *base_url* alone.  Without *scopes* they are for whatever was granted.
        *transport* replaces the sockets.
        """
        authority_of(base_url)
        host = urlsplit(base_url).hostname or ""
        sockets = transport or httpx.AsyncHTTPTransport(http2=True)
        timeout = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
        http = GraphClientFactory.create_with_default_middleware(
            client=httpx.AsyncClient(
                transport=sockets,
                timeout=timeout,
                event_hooks={"request": [_traced, _name], "response": [_note, _stay]},
            ),
            options=graph_options | _without_retries() | _without_redirects(),
        )
        identity = AzureIdentityAuthenticationProvider(
            credential, scopes=[*(scopes or (f"{base_url}/.default",))], allowed_hosts=[host]
        )
        adapter = GraphRequestAdapter(identity, http)
        adapter.base_url = f"{base_url}/v1.0"
        sdk = GraphServiceClient(request_adapter=adapter)
        downloads = httpx.AsyncClient(transport=sockets, timeout=timeout)
        return cls(base_url=base_url, sdk=sdk, http=http, downloads=downloads, sockets=sockets)

    async def aclose(self) -> None:
        """Close the connections; the SDK's wrapper of the transport forgets to."""
        await self.http.aclose()
        await self.downloads.aclose()
        await self.sockets.aclose()


async def _traced(request: httpx.Request) -> None:
    """Let Graph's own logs say what a request belongs to (W3C Trace Context)."""
    if written := traceparent():
        request.headers["traceparent"] = written


async def _name(request: httpx.Request) -> None:
    """Name a request after the message that it is made for, so that support can find them all."""
    at_hand = present()
    if at_hand.cause:
        named = uuid5(_NAMESPACE, f"{at_hand.cause}/{at_hand.requests}")
        request.headers.setdefault(CLIENT_REQUEST_ID, str(named))


async def _note(response: httpx.Response) -> None:
    """Note Graph's own id of the exchange ("Microsoft Graph error responses")."""
    under_way().request_id = response.headers.get(REQUEST_ID, "")


async def _stay(response: httpx.Response) -> None:
    """Take a redirect for no answer: what a body says of people and devices goes nowhere else.

    kiota, which must not follow it either, would take it for an answer without a body.
    """
    if response.has_redirect_location:
        message = "Graph redirects, and is not followed."
        raise httpx.TooManyRedirects(message, request=response.request)


def _without_retries() -> dict[str, RetryHandlerOption]:
    # With should_retry alone the handler would still compute a delay; zero retries skip that too.
    return {RetryHandlerOption.get_key(): RetryHandlerOption(max_retries=0, should_retry=False)}


def _without_redirects() -> dict[str, RedirectHandlerOption]:
    return {RedirectHandlerOption.get_key(): RedirectHandlerOption(should_redirect=False)}

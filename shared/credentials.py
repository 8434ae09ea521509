"""The identity that Graph, Service Bus and Tables are reached with: the only importer of its SDK.

One credential a process: it caches tokens, in memory alone.  Who asks for it closes it.
"""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from functools import partial
from threading import Thread
from types import TracebackType
from typing import Any, Protocol, Self

from azure.core.credentials import AccessToken
from azure.core.credentials_async import AsyncTokenCredential
from azure.core.exceptions import AzureError, ClientAuthenticationError, ServiceRequestError
from azure.identity import DeviceCodeCredential, InteractiveBrowserCredential
from azure.identity.aio import DefaultAzureCredential, ManagedIdentityCredential

from shared.clock import WallClock
from shared.config import GraphSettings
from shared.domain.clouds import is_loopback
from shared.domain.errors import Misconfigured, Reason, Refused
from shared.domain.sign_in import Bearer, Prompt, SignIn, Way, read_bearer, sign_in_failed

# Whoever bears a token of their own is asked for another before it runs out.
_LONG = timedelta(hours=1)


def credential_for(settings: GraphSettings) -> AsyncTokenCredential:
    """Choose the managed identity in Azure, and the developer's own sign-in at a desk.

    The default chain is left alone in Azure: it asks one source after the
    other, and may find another identity than the one that was granted anything.
    A managed identity's tokens come from the platform, which knows its cloud; a
    sign-in has to be told.
    """
    if settings.azure_client_id or settings.in_azure:
        return ManagedIdentityCredential(client_id=settings.azure_client_id or None)
    return DefaultAzureCredential(authority=settings.authority)


def sign_in(settings: GraphSettings, how: SignIn, prompt: Prompt) -> AsyncTokenCredential:
    """Make the credential of whoever runs the command line; ``Misconfigured`` without a token.

    Nobody is asked for anything yet.  *prompt* is called in another thread.
    """
    match how.way:
        case Way.TOKEN:
            return GivenToken(settings.graph_token)
        case Way.BROWSER:
            return BesideTheLoop(InteractiveBrowserCredential(**_options(settings, how)))
        case Way.DEVICE_CODE:
            options = _options(settings, how)
            return BesideTheLoop(DeviceCodeCredential(prompt_callback=prompt, **options))
        case Way.AUTO:
            return credential_for(settings)


async def bearer_of(credential: AsyncTokenCredential, scopes: tuple[str, ...]) -> Bearer:
    """Sign in now, and say who did; ``Refused`` with what the identity platform said."""
    try:
        # As Graph's client will ask for it: then this is the token that it finds.
        token = await credential.get_token(*scopes, enable_cae=True)
    except (ClientAuthenticationError, ServiceRequestError) as error:
        raise Refused(sign_in_failed(error.message)) from error
    return read_bearer(token.token)


class _Entered(ABC):
    """What the SDK's protocol wants of a credential besides tokens."""

    @abstractmethod
    async def close(self) -> None:
        """Let go of the connections."""

    async def __aenter__(self) -> Self:
        """Nothing to open."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        """Let go of the connections."""
        await self.close()


class GivenToken(_Entered):
    """A token that somebody got elsewhere, for as long as it lasts."""

    def __init__(self, token: str) -> None:
        if not token:
            raise Misconfigured(_NO_TOKEN)
        now = WallClock().now()
        expires = read_bearer(token).expires or now + _LONG
        if expires <= now:
            raise Misconfigured(_OLD_TOKEN)
        self._token = AccessToken(token, int(expires.timestamp()))

    async def get_token(self, *_scopes: str, **_options: Any) -> AccessToken:  # noqa: ANN401  the SDK's
        """Give the token, whatever it is asked for."""
        return self._token

    async def close(self) -> None:
        """Nothing to let go of."""


class Waiting(Protocol):
    """A credential that waits for a person, and has its caller wait."""

    def get_token(self, *scopes: str, **options: Any) -> AccessToken:  # noqa: ANN401  the SDK's
        """Give a token, after a sign-in if need be."""

    def close(self) -> None:
        """Let go of the connections."""


class BesideTheLoop(_Entered):
    """A waiting credential in a thread of its own: one sign-in at a time.

    The thread is a daemon: whoever presses Ctrl-C does not wait until the
    code runs out.
    """

    def __init__(self, credential: Waiting) -> None:
        self._credential = credential
        self._turn = asyncio.Lock()

    async def get_token(self, *scopes: str, **options: Any) -> AccessToken:  # noqa: ANN401  the SDK's
        """Give a token, after a sign-in if need be; raises what the credential raises."""
        async with self._turn:
            return await _beside(partial(self._credential.get_token, *scopes, **options))

    async def close(self) -> None:
        """Let go of the connections."""
        self._credential.close()


async def _beside[T](work: Callable[[], T]) -> T:
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[T] = loop.create_future()

    def settle(tell: Callable[[], object]) -> None:
        if not outcome.done():
            tell()

    def run() -> None:
        tell: Callable[[], object] = outcome.cancel
        try:
            tell = partial(outcome.set_result, work())
        except (AzureError, ValueError, OSError) as error:
            tell = partial(outcome.set_exception, error)
        finally:
            with suppress(RuntimeError):  # nobody waits any more, and the loop is gone
                loop.call_soon_threadsafe(settle, tell)

    Thread(target=run, daemon=True).start()
    return await outcome


def _options(settings: GraphSettings, how: SignIn) -> Mapping[str, Any]:
    tenant = {"tenant_id": how.tenant_id} if how.tenant_id else {}
    # Microsoft does not know an authority on this machine; any other it shall vouch for.
    simulated = {"disable_instance_discovery": True} if is_loopback(settings.authority) else {}
    return {"authority": settings.authority, "client_id": how.client_id, **tenant, **simulated}


_REMEDY = (
    "Set GRAPH_TOKEN to an access token for Microsoft Graph, "
    "as of 'az account get-access-token --resource-type ms-graph' or Graph Explorer."
)
_NO_TOKEN = Reason(
    code="setting-missing", sentence="The setting GRAPH_TOKEN is missing.", remedy=_REMEDY
)
_OLD_TOKEN = Reason(
    code="setting-wrong", sentence="The token in GRAPH_TOKEN has run out.", remedy=_REMEDY
)

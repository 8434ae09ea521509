"""The identity that Graph, Service Bus and Tables are reached with: the only importer of its SDK.

One credential a process: it caches tokens.  Who asks for it closes it.
"""

from azure.core.credentials_async import AsyncTokenCredential
from azure.identity.aio import DefaultAzureCredential, ManagedIdentityCredential

from shared.config import Settings


def credential_for(settings: Settings) -> AsyncTokenCredential:
    """Choose the managed identity in Azure, and the developer's own sign-in at a desk.

    The default chain is left alone in Azure: it asks one source after the
    other, and may find another identity than the one that was granted anything.
    A managed identity's tokens come from the platform, which knows its cloud; a
    sign-in has to be told.
    """
    if settings.azure_client_id or settings.in_azure:
        return ManagedIdentityCredential(client_id=settings.azure_client_id or None)
    return DefaultAzureCredential(authority=settings.authority)

"""Connections to Service Bus by the name of their settings, one client for each.

``NAME`` (or ``AzureWebJobsNAME``) holds a connection string, or
``NAME__fullyQualifiedNamespace`` a namespace for the identity of the app.
"""

from contextlib import AsyncExitStack
from typing import Self

from azure.identity.aio import DefaultAzureCredential
from azure.servicebus.aio import ServiceBusClient

from simulator.host.errors import HostError
from simulator.host.settings import Settings

_RETRIES = 0  # the pump connects again by itself; the SDK's own attempts would cut each other short


class Connections:
    """Opens clients while it is entered and closes them all in the end."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._clients: dict[str, ServiceBusClient] = {}
        self._open = AsyncExitStack()

    async def __aenter__(self) -> Self:
        """Be ready to connect."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close every client."""
        await self._open.aclose()

    async def client(self, name: str) -> ServiceBusClient:
        """Give the client of the connection *name*."""
        string = self._setting(name)
        namespace = self._setting(f"{name}__fullyQualifiedNamespace")
        address = string or namespace
        if address is None:
            message = (
                f"The Service Bus connection {name} wants a setting {name} "
                f"or {name}__fullyQualifiedNamespace."
            )
            raise HostError(message)
        if address not in self._clients:
            client = await self._connect(name, address, with_identity=string is None)
            self._clients[address] = await self._open.enter_async_context(client)
        return self._clients[address]

    async def _connect(self, name: str, address: str, *, with_identity: bool) -> ServiceBusClient:
        if with_identity:
            identity = DefaultAzureCredential(
                managed_identity_client_id=self._setting(f"{name}__clientId")
            )
            credential = await self._open.enter_async_context(identity)
            return ServiceBusClient(address, credential, retry_total=_RETRIES)
        try:
            return ServiceBusClient.from_connection_string(address, retry_total=_RETRIES)
        except ValueError as error:
            message = f"The setting {name} is not a Service Bus connection string: {error}"
            raise HostError(message) from error

    def _setting(self, name: str) -> str | None:
        return self._settings.get(name) or self._settings.get(f"AzureWebJobs{name}")

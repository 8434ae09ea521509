"""The outbox over Service Bus: one connection a queue and process, kept as long as it holds.

It sends; it never receives or settles, which the Functions host does.
"""

import asyncio
from datetime import timedelta
from typing import Self, TypedDict
from uuid import UUID

from azure.core.credentials_async import AsyncTokenCredential
from azure.servicebus import ServiceBusMessage
from azure.servicebus.aio import ServiceBusClient, ServiceBusSender
from azure.servicebus.exceptions import ServiceBusError

from shared.domain.messages import Message
from shared.messaging.faults import error_for


class _Patience(TypedDict):
    retry_total: int
    retry_mode: str
    retry_backoff_factor: float
    try_timeout: float


# Once more over a fresh link, at once; whatever lasts longer is the queue's to wait out.
_PATIENCE: _Patience = {
    "retry_total": 1,
    "retry_mode": "fixed",
    "retry_backoff_factor": 0.2,
    "try_timeout": 10.0,
}
KEEP_ALIVE = timedelta(seconds=30)


class _Line:
    """A sender and the lock that keeps sends apart.

    The SDK's sender has no lock around opening its link: several first sends at
    once replace each other's connection and fail (observed, azure-servicebus 7.15).
    """

    def __init__(self, sender: ServiceBusSender) -> None:
        self.sender = sender
        self.lock = asyncio.Lock()


class ServiceBusOutbox:
    """The port ``Outbox`` over Service Bus.

    A broken link is closed by the SDK and opened anew by its one retry.
    *keep_alive* is how often an idle link is exercised; Azure drops silent
    connections after four minutes.
    """

    def __init__(self, client: ServiceBusClient, keep_alive: timedelta = KEEP_ALIVE) -> None:
        self._client = client
        self._keep_alive = keep_alive
        self._lines: dict[str, _Line] = {}

    @classmethod
    def from_connection_string(cls, text: str, keep_alive: timedelta = KEEP_ALIVE) -> Self:
        """Connect with a key; nothing is sent yet."""
        client = ServiceBusClient.from_connection_string(text, **_PATIENCE)
        return cls(client, keep_alive)

    @classmethod
    def from_namespace(
        cls,
        namespace: str,
        credential: AsyncTokenCredential,
        keep_alive: timedelta = KEEP_ALIVE,
    ) -> Self:
        """Connect to ``NAME.servicebus.windows.net`` with an identity, which stays the caller's."""
        client = ServiceBusClient(namespace, credential, **_PATIENCE)
        return cls(client, keep_alive)

    async def send(self, message: Message) -> None:
        """Put a message on its queue, one at a time for each queue."""
        wire = ServiceBusMessage(
            message.body,
            message_id=message.id,
            content_type="application/json",
            application_properties=_properties_of(message),
            scheduled_enqueue_time_utc=message.due,
        )
        line = self._line_to(message.queue)
        try:
            async with line.lock:
                await line.sender.send_messages(wire)
        except ServiceBusError as error:
            raise error_for(message.queue, error) from error

    async def close(self) -> None:
        """Close every link; lasts up to a second, the SDK's keep-alive sleeps that long."""
        lines = tuple(self._lines.values())
        self._lines.clear()
        await asyncio.gather(*(line.sender.close() for line in lines))
        await self._client.close()

    def _line_to(self, queue: str) -> _Line:
        line = self._lines.get(queue)
        if line is None:
            seconds = int(self._keep_alive.total_seconds())
            sender = self._client.get_queue_sender(queue, keep_alive=seconds)
            line = self._lines[queue] = _Line(sender)
        return line


type _Property = int | float | bytes | bool | str | UUID


def _properties_of(message: Message) -> dict[str | bytes, _Property]:
    """Name the trace as Azure's SDKs do: the Functions host goes on from ``Diagnostic-Id``."""
    told: dict[str | bytes, _Property] = dict(message.properties.items())
    if message.trace:
        told |= {"Diagnostic-Id": message.trace, "traceparent": message.trace}
    return told

"""Takes the messages of one queue to its function: return completes, raise abandons.

A message is only asked for when there is room to run it, so none waits here
with its lock running.  Whatever goes wrong with the connection is answered by
connecting again.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import suppress

from azure.core.exceptions import AzureError
from azure.servicebus import ServiceBusReceivedMessage
from azure.servicebus.aio import ServiceBusClient, ServiceBusReceiver

from simulator.host.functions import Function, QueueTrigger
from simulator.host.host_json import QueueOptions
from simulator.host.invoker import Invoker
from simulator.host.links import BROKEN
from simulator.host.lock_renewal import keep_lock
from simulator.host.message_wire import to_call
from simulator.host.settlement import settled
from simulator.host.worker import Raised

_log = logging.getLogger(__name__)
_LISTEN = 0.5  # seconds of one receive call; the longest that a stop has to wait for
_BACK_OFF = (0.2, 0.5, 1, 2, 5, 10)  # seconds before the next attempt to connect


class QueuePump:
    """Feeds one function from one queue, from `run` to `stop`."""

    def __init__(self, function: Function, trigger: QueueTrigger, options: QueueOptions) -> None:
        self._function = function
        self._trigger = trigger
        self._options = options
        self._room = asyncio.Semaphore(options.max_concurrent_calls)
        self._stopping = asyncio.Event()
        self._ending: set[asyncio.Task[None]] = set()

    async def run(self, client: ServiceBusClient, invoke: Invoker) -> None:
        """Receive until told to stop, then see what is under way to its end."""
        failures = 0
        while not self._stopping.is_set():
            receiver = self._receiver(client)
            handling: set[asyncio.Task[None]] = set()
            try:
                # Opened here, where it has the SDK's own time for it and not that of one look.
                await receiver.__aenter__()
                async for message in self._messages(receiver):
                    failures = 0
                    task = asyncio.create_task(self._handle(receiver, message, invoke))
                    handling.add(task)
                    task.add_done_callback(handling.discard)
            except BROKEN as error:
                _log.warning("Queue %s: %s", self._trigger.queue, error)
                await self._pause(_BACK_OFF[min(failures, len(_BACK_OFF) - 1)])
                failures += 1
            finally:
                self._retire(receiver, handling)
        await asyncio.gather(*self._ending)

    def stop(self) -> None:
        """Receive no more."""
        self._stopping.set()

    def _receiver(self, client: ServiceBusClient) -> ServiceBusReceiver:
        return client.get_queue_receiver(
            self._trigger.queue, prefetch_count=self._options.prefetch_count
        )

    async def _messages(
        self, receiver: ServiceBusReceiver
    ) -> AsyncIterator[ServiceBusReceivedMessage]:
        """Give messages one by one, each with its room taken."""
        while not self._stopping.is_set():
            await self._room.acquire()
            messages: list[ServiceBusReceivedMessage] = []
            try:
                if not self._stopping.is_set():
                    messages = await receiver.receive_messages(1, max_wait_time=_LISTEN)
            finally:
                if not messages:
                    self._room.release()
            for message in messages:
                yield message

    def _retire(self, receiver: ServiceBusReceiver, handling: set[asyncio.Task[None]]) -> None:
        """Close *receiver* once its messages are settled, without keeping the next one waiting."""

        async def retire() -> None:
            await asyncio.gather(*handling, return_exceptions=True)
            with suppress(*BROKEN):
                await receiver.close()

        task = asyncio.create_task(retire())
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    async def _handle(
        self, receiver: ServiceBusReceiver, message: ServiceBusReceivedMessage, invoke: Invoker
    ) -> None:
        call = to_call(message, binary=self._trigger.binary)
        renewal = asyncio.create_task(self._keep_lock(receiver, message))
        try:
            outcome = await invoke(
                self._function, call, f"(new message on '{self._trigger.queue}')"
            )
            if isinstance(outcome, Raised):
                await settled(receiver.abandon_message, message)
            elif self._options.auto_complete:
                await settled(receiver.complete_message, message)
        except (AzureError, OSError) as error:
            _log.warning("Queue %s: message %s: %s", self._trigger.queue, message.message_id, error)
        finally:
            self._room.release()
            renewal.cancel()
            with suppress(asyncio.CancelledError):
                await renewal

    async def _keep_lock(
        self, receiver: ServiceBusReceiver, message: ServiceBusReceivedMessage
    ) -> None:
        try:
            await keep_lock(receiver, message, self._options.max_lock_renewal)
        except BROKEN as error:
            _log.warning("The lock of message %s is lost: %s", message.message_id, error)

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

"""Settles a message, over a new link if the one it came by is gone."""

import asyncio
from collections.abc import Awaitable, Callable

from azure.servicebus import ServiceBusReceivedMessage
from azure.servicebus.exceptions import MessageLockLostError, ServiceBusError

from simulator.host.links import LINK_GONE

_PAUSES = (0.1, 1.0)  # seconds before the second and the third attempt

type Settle = Callable[[ServiceBusReceivedMessage], Awaitable[None]]


async def settled(settle: Settle, message: ServiceBusReceivedMessage) -> None:
    """Settle *message*; what still fails at the third attempt, or for its lock, is raised.

    What a receiver without link answers is raised as a lost lock: that is what becomes of the
    message.
    """
    for pause in _PAUSES:
        try:
            await _settled(settle, message)
        except MessageLockLostError:
            raise
        except ServiceBusError:
            await asyncio.sleep(pause)
        else:
            return
    await _settled(settle, message)


async def _settled(settle: Settle, message: ServiceBusReceivedMessage) -> None:
    try:
        await settle(message)
    except LINK_GONE as error:
        raise MessageLockLostError(message=str(error)) from error

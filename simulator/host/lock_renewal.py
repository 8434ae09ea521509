"""Keeps the lock of a message while its function runs.

Locks last in real time, so this asks the wall clock.  The SDK's own renewer is
not used: it looks once a second, which is too seldom for a short lock, and
stays for up to a second after the message is settled.
"""

import asyncio
from datetime import timedelta

from azure.servicebus import ServiceBusReceivedMessage
from azure.servicebus.aio import ServiceBusReceiver

from shared.clock import WallClock

_OFTEN = timedelta(milliseconds=100)  # the shortest time between two renewals


async def keep_lock(
    receiver: ServiceBusReceiver, message: ServiceBusReceivedMessage, longest: timedelta
) -> None:
    """Renew after a third of the time, until cancelled or *longest* has passed."""
    clock = WallClock()
    end = clock.now() + longest
    while locked_until := message.locked_until_utc:
        wait = max((locked_until - clock.now()) / 3, _OFTEN)
        if clock.now() + wait >= end:
            return
        await asyncio.sleep(wait.total_seconds())
        await receiver.renew_message_lock(message)

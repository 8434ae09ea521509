"""Receipts as they are kept: compressed, within what a row holds, for thirty days."""

from datetime import timedelta
from hashlib import sha256

import pytest

from handlers.sweeping import sweep
from shared.runtime.deliveries import Deliveries, Reused
from shared.runtime.http import Reply
from simulator.clock import JumpingClock
from simulator.store import MemoryRows
from tests.journeys import a_world
from tests.receiving import NOW

DAY = timedelta(days=1)


async def test_a_receipt_of_five_thousand_lines_is_kept() -> None:
    deliveries = Deliveries(MemoryRows(), JumpingClock(NOW))
    line = '{"line":%d,"serial":"5CG%d","verdict":"accepted","status":"/api/devices/5CG%d"},'
    body = "".join(line % (n, n * 7919, n * 7919) for n in range(5000)).encode()
    reply = Reply(status=202, body=body)

    await deliveries.answer(await deliveries.open("acme", "m-1", "d"), reply)

    assert (await deliveries.open("acme", "m-1", "d")).first == reply


async def test_a_receipt_that_is_too_large_is_not_kept() -> None:
    deliveries = Deliveries(MemoryRows(), JumpingClock(NOW))
    noise = b"".join(sha256(bytes([n % 256, n // 256])).digest() for n in range(30_000))

    await deliveries.answer(
        await deliveries.open("acme", "m-1", "d"), Reply(status=202, body=noise)
    )

    assert (await deliveries.open("acme", "m-1", "d")).first is None


async def test_the_sweep_forgets_deliveries_after_thirty_days() -> None:
    world = a_world()
    deliveries = world.services.deliveries
    await deliveries.open("acme", "old", "d")
    world.clock.advance(timedelta(seconds=1))
    await deliveries.open("acme", "young", "d")
    world.clock.advance(30 * DAY)

    await sweep(world.services)

    assert (await deliveries.open("acme", "old", "another")).is_new
    with pytest.raises(Reused):
        await deliveries.open("acme", "young", "another")

"""What is claimed and never finished may be done once in a while, by whoever comes first."""

import asyncio
from datetime import UTC, datetime, timedelta

from shared.runtime.ledger import Claim, Ledger
from simulator.clock import JumpingClock
from simulator.store import MemoryRows

START = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
WINDOW = timedelta(minutes=10)


class Worker:
    """Takes what is free for a while."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    async def take(self, name: str, span: timedelta) -> bool:
        return await self._ledger.claim(name, span) is Claim.OURS


def two_workers() -> tuple[Worker, Worker, JumpingClock]:
    rows, clock = MemoryRows(), JumpingClock(START)
    return Worker(Ledger(rows, clock)), Worker(Ledger(rows, clock)), clock


async def test_only_the_first_who_asks_gets_a_lease() -> None:
    first, second, _ = two_workers()

    assert await first.take("sync", WINDOW)
    assert not await second.take("sync", WINDOW)
    assert not await first.take("sync", WINDOW)


async def test_of_two_who_ask_at_once_one_gets_it() -> None:
    first, second, _ = two_workers()

    taken = await asyncio.gather(first.take("sync", WINDOW), second.take("sync", WINDOW))

    assert sorted(taken) == [False, True]


async def test_a_lease_that_has_run_out_can_be_taken_again_by_one() -> None:
    first, second, clock = two_workers()
    await first.take("sync", WINDOW)
    clock.advance(WINDOW)

    assert await second.take("sync", WINDOW)
    assert not await first.take("sync", WINDOW)


async def test_leases_of_other_names_are_free() -> None:
    first, _, _ = two_workers()
    await first.take("sync", WINDOW)

    assert await first.take("report", WINDOW)

"""How often an HR system is asked: what may go, who waits, and for how long."""

from datetime import timedelta

import pytest

from shared.domain.errors import Throttled
from shared.runtime.vendor_budget import VendorBudget
from simulator.clock import JumpingClock
from tests.tenancy import START

SECOND = timedelta(seconds=1)
A_MINUTE = timedelta(minutes=1, milliseconds=1)


def a_budget(instances: int = 1) -> tuple[VendorBudget, JumpingClock]:
    clock = JumpingClock(START)
    return VendorBudget(clock, instances), clock


async def spent(budget: VendorBudget, account: str = "BAMBOO", limit: int = 60) -> int:
    """Spend until there is no room left."""
    for number in range(1000):
        try:
            await budget.spend(account, limit)
        except Throttled:
            return number
    raise AssertionError("there is no end to it")


@pytest.mark.parametrize(
    ("limit", "instances", "most"), [(60, 1, 54), (60, 3, 18), (50, 1, 45), (1, 1, 1), (5, 20, 1)]
)
async def test_a_share_of_the_limit_is_spent(limit: int, instances: int, most: int) -> None:
    budget, _ = a_budget(instances)

    assert await spent(budget, limit=limit) == most


async def test_a_minute_later_there_is_room_again() -> None:
    budget, clock = a_budget()
    await spent(budget)
    clock.advance(A_MINUTE)

    assert await spent(budget) == 54


async def test_a_short_wait_is_waited_out() -> None:
    budget, clock = a_budget()
    await spent(budget)
    clock.advance(A_MINUTE - 5 * SECOND)

    await budget.spend("BAMBOO", 60)

    assert clock.now() == START + A_MINUTE


async def test_long_waits_are_told_one_turn_after_the_other() -> None:
    budget, _ = a_budget()
    await spent(budget, limit=10)

    waits = [await told(budget) for _ in range(3)]

    # Nine in a minute, and one was turned away already.
    turn = timedelta(minutes=1) / 9
    assert [round((wait - A_MINUTE) / turn) for wait in waits] == [1, 2, 3]


async def told(budget: VendorBudget) -> timedelta:
    with pytest.raises(Throttled) as raised:
        await budget.spend("BAMBOO", 10)
    assert raised.value.after is not None
    return raised.value.after


async def test_one_account_leaves_the_others_alone() -> None:
    budget, _ = a_budget()
    await spent(budget)
    budget.close("BOB", 60, 10 * SECOND)

    assert await spent(budget, "PERSONIO") == 54


@pytest.mark.parametrize(
    ("after", "wait"), [(90 * SECOND, 90 * SECOND), (None, timedelta(minutes=1))]
)
async def test_a_closed_account_is_left_alone(after: timedelta | None, wait: timedelta) -> None:
    budget, clock = a_budget()
    budget.close("BAMBOO", 10, after)

    assert await told(budget) == wait
    clock.advance(wait)
    await budget.spend("BAMBOO", 10)


async def test_a_shorter_word_does_not_open_what_a_longer_one_closed() -> None:
    budget, _ = a_budget()
    budget.close("BAMBOO", 10, 90 * SECOND)
    budget.close("BAMBOO", 10, 10 * SECOND)

    assert await told(budget) == 90 * SECOND

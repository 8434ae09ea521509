"""The budget of requests: how many may go, who waits, and for how long.

Figures: "Microsoft Graph service-specific throttling limits".
"""

import asyncio
from datetime import timedelta

import pytest

from shared.domain.errors import Throttled
from shared.domain.operations import Operation
from shared.domain.throttling import LIMITS, SCOPES, WRITING, Measure, Scope, weight_of
from shared.runtime.budget import PATIENCE, Budget
from simulator.clock import JumpingClock
from tests.tenancy import START


def a_budget(instances: int = 1) -> tuple[Budget, JumpingClock]:
    clock = JumpingClock(START)
    return Budget(clock, instances), clock


def test_every_operation_has_its_scope_and_every_scope_its_limits() -> None:
    assert set(SCOPES) == set(Operation)
    assert set(SCOPES.values()) == set(Scope) == set(LIMITS)


@pytest.mark.parametrize("operation", list(Operation))
def test_what_changes_something_counts_as_a_write(operation: Operation) -> None:
    assert weight_of(operation, Measure.REQUESTS) == 1
    assert weight_of(operation, Measure.WRITES) == (operation in WRITING)
    assert weight_of(operation, Measure.UNITS) in {1, 2}


@pytest.mark.parametrize(
    ("operation", "instances", "room"),
    [
        (Operation.ASSIGN_USERS, 1, 90),
        (Operation.ASSIGN_USERS, 3, 30),
        (Operation.IDENTITIES, 1, 900),
        (Operation.MANAGED_DEVICES, 1, 1_800),
        (Operation.BEGIN_EXPORT, 1, 43),
        (Operation.SYNC, 1, 1),
        (Operation.SYNC, 100, 1),
        (Operation.ADD_MEMBERS, 1, 2_700),
        (Operation.USERS, 1, 3_150),
        (Operation.LICENSED, 1, 1_575),
    ],
)
async def test_nine_tenths_of_a_limit_are_shared_by_all_instances(
    operation: Operation, instances: int, room: int
) -> None:
    budget, _ = a_budget(instances)

    grant = await budget.grant(operation, 10_000)

    assert grant.requests == room
    assert grant.rest is not None


async def test_reads_and_writes_share_what_all_requests_may_be() -> None:
    budget, _ = a_budget()
    await budget.grant(Operation.IDENTITIES, 880)

    grant = await budget.grant(Operation.ASSIGN_USERS, 90)

    assert grant.requests == 20


async def test_one_scope_leaves_the_others_alone() -> None:
    budget, _ = a_budget()
    await budget.grant(Operation.IDENTITIES, 900)

    assert (await budget.grant(Operation.USERS, 20)).requests == 20


async def test_a_short_wait_is_waited_out() -> None:
    budget, clock = a_budget()
    await budget.grant(Operation.IDENTITIES, 900)
    clock.advance(timedelta(seconds=16))

    await budget.spend(Operation.IDENTITIES)

    assert timedelta(seconds=20) < clock.now() - START < timedelta(seconds=20.01)


async def test_a_long_wait_is_told_instead() -> None:
    budget, clock = a_budget()
    await budget.grant(Operation.IDENTITIES, 900)

    with pytest.raises(Throttled) as raised:
        await budget.spend(Operation.IDENTITIES)

    assert clock.now() == START
    assert raised.value.after == timedelta(seconds=20, milliseconds=1)


async def test_after_the_wait_that_was_told_there_is_room() -> None:
    budget, clock = a_budget()
    await budget.grant(Operation.IDENTITIES, 890)
    grant = await budget.grant(Operation.IDENTITIES, 20)
    assert grant.rest is not None
    assert grant.rest.after is not None
    clock.advance(grant.rest.after)

    again = await budget.grant(Operation.IDENTITIES, 10)

    assert (grant.requests, again.requests, again.rest) == (10, 10, None)


async def test_the_window_slides() -> None:
    budget, clock = a_budget()
    await budget.grant(Operation.IDENTITIES, 450)
    clock.advance(timedelta(seconds=12))
    await budget.grant(Operation.IDENTITIES, 450)
    clock.advance(timedelta(seconds=9))

    grant = await budget.grant(Operation.IDENTITIES, 900)

    assert grant.requests == 450


async def test_a_closed_scope_lets_nothing_through_until_its_time() -> None:
    budget, clock = a_budget()
    budget.close(Operation.IDENTITIES, timedelta(seconds=42.128))

    grant = await budget.grant(Operation.ASSIGN_USERS, 20)

    assert grant.requests == 0
    assert grant.rest is not None
    assert grant.rest.after == timedelta(seconds=42.128)
    clock.advance(timedelta(seconds=42.128))
    assert (await budget.grant(Operation.ASSIGN_USERS, 20)).requests == 20


async def test_a_scope_that_opens_soon_is_waited_for_to_the_fraction() -> None:
    budget, clock = a_budget()
    budget.close(Operation.USERS, timedelta(seconds=2.128))

    await budget.spend(Operation.USERS)

    assert clock.now() - START == timedelta(seconds=2.128)


async def test_a_shorter_closure_does_not_open_a_longer_one() -> None:
    budget, _ = a_budget()
    for seconds in (60, 10):
        budget.close(Operation.USERS, timedelta(seconds=seconds))

    with pytest.raises(Throttled) as raised:
        await budget.spend(Operation.USERS)

    assert raised.value.after == timedelta(minutes=1)


class Overtaken(JumpingClock):
    """While one waits, another one takes what there is."""

    budget: Budget

    async def sleep(self, span: timedelta) -> None:
        self.advance(span)
        if span < PATIENCE:
            await self.budget.grant(Operation.IDENTITIES, 900)


async def test_who_is_overtaken_while_waiting_waits_no_second_time() -> None:
    clock = Overtaken(START)
    clock.budget = Budget(clock)
    await clock.budget.grant(Operation.IDENTITIES, 900)
    clock.advance(timedelta(seconds=18))

    with pytest.raises(Throttled):
        await asyncio.wait_for(clock.budget.spend(Operation.IDENTITIES), 1)

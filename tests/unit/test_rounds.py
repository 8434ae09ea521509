"""Rounds: who waits for the same step until the same moment is looked at together."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.commands import AddToGroup, AssignUser
from shared.runtime.rounds import Rounds, key_of, round_after
from simulator.store import MemoryRows

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
SPANS = st.timedeltas(min_value=timedelta(seconds=1), max_value=timedelta(days=2))
MOMENTS = st.datetimes(
    min_value=datetime(2020, 1, 1),  # noqa: DTZ001  hypothesis adds the zone
    max_value=datetime(2040, 1, 1),  # noqa: DTZ001  hypothesis adds the zone
    timezones=st.just(UTC),
)


@given(MOMENTS, SPANS)
def test_a_round_is_half_to_one_and_a_half_of_the_wait_away(now: datetime, wait: timedelta) -> None:
    assert wait / 2 <= round_after(now, wait) - now <= wait * 3 / 2


@pytest.mark.parametrize("seconds", [31, 45, 60, 89])
def test_devices_that_begin_to_wait_at_about_the_same_time_meet(seconds: int) -> None:
    minute = timedelta(minutes=1)

    assert round_after(NOON + timedelta(seconds=seconds), minute) == NOON + 2 * minute


async def test_who_joins_twice_is_looked_at_once() -> None:
    rounds = Rounds(MemoryRows())
    await rounds.join(AddToGroup, NOON, ["SN-2", "SN-1"])
    await rounds.join(AddToGroup, NOON, ["SN-1", "SN-2"])
    await rounds.join(AddToGroup, NOON, ["SN-1"])

    assert await rounds.members(AddToGroup, NOON) == ("SN-1", "SN-2")


async def test_a_round_is_of_one_step_and_one_moment() -> None:
    rounds = Rounds(MemoryRows())
    await rounds.join(AddToGroup, NOON, ["SN-1"])

    assert await rounds.members(AssignUser, NOON) == ()
    assert await rounds.members(AddToGroup, NOON + timedelta(minutes=1)) == ()


def test_a_round_is_named_after_its_moment_alone() -> None:
    assert key_of(NOON) == key_of(NOON + timedelta(0))
    assert key_of(NOON) != key_of(NOON + timedelta(minutes=1))

"""The simulated world's clock moves by hand, and forward only."""

from datetime import UTC, datetime, timedelta

from simulator.clock import JumpingClock

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def test_the_clock_stands_still_until_it_is_moved() -> None:
    clock = JumpingClock(START)

    clock.advance(timedelta(hours=1))
    clock.jump_to(START + timedelta(hours=2))

    assert clock.now() == datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def test_the_clock_does_not_go_back() -> None:
    clock = JumpingClock(START)

    clock.jump_to(START - timedelta(seconds=1))

    assert clock.now() == START

"""Delays that are drawn from a span, and those in its long tail."""

from datetime import timedelta

import pytest

from simulator.tenant import Span, minutes
from simulator.tenant.draws import Draws
from simulator.tenant.latencies import STRETCH, Latencies

MANY = 400


def delays(span: Span) -> list[timedelta]:
    draws = Draws(7)
    return [draws.delay(span, str(number)) for number in range(MANY)]


def test_a_span_without_a_tail_is_never_left() -> None:
    drawn = delays(minutes(2, 10))

    assert timedelta(minutes=2) <= min(drawn)
    assert max(drawn) <= timedelta(minutes=10)


def test_the_share_that_is_the_tail_takes_longer_than_the_span() -> None:
    drawn = delays(minutes(2, 10, tail=0.25))

    late = [each for each in drawn if each > timedelta(minutes=10)]
    assert 0.2 < len(late) / MANY < 0.3


def test_the_tail_takes_several_times_as_long_and_ends() -> None:
    drawn = delays(minutes(2, 10, tail=1))

    assert max(drawn) > timedelta(minutes=30)
    assert max(drawn) <= timedelta(minutes=10) * STRETCH


def test_cases_outside_the_tail_are_the_same_with_and_without_it() -> None:
    without, with_tail = delays(minutes(2, 10)), delays(minutes(2, 10, tail=0.25))

    usual = [(a, b) for a, b in zip(without, with_tail, strict=True) if b <= minutes(10).most]
    assert len(usual) > MANY / 2
    assert all(a == b for a, b in usual)


# "Times can vary" is all that Microsoft's Autopilot pages say of groups and profiles.
@pytest.mark.parametrize("name", ["dynamic_membership", "profile_pending", "profile_in_sync"])
def test_what_can_vary_has_a_long_tail(name: str) -> None:
    assert getattr(Latencies(), name).tail > 0
    assert getattr(Latencies.instant(), name).tail == 0

"""The unit of work at hand: what it came from and what it cost."""

from datetime import timedelta

from shared.runtime.work import present, work


def test_what_is_noted_counts_for_the_unit_at_hand() -> None:
    with work("message-1") as outer:
        present().requests += 2
        with work("message-2") as inner:
            present().requests += 1
        present().waited += timedelta(seconds=3)

    assert (outer.requests, inner.requests, outer.waited) == (2, 1, timedelta(seconds=3))


def test_outside_of_any_unit_nothing_is_kept() -> None:
    present().requests += 5

    assert present().requests == 0

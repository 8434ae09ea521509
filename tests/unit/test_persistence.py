"""How long a step waits for a service that does not answer."""

from datetime import timedelta

import pytest

from shared.runtime.persistence import OF_OTHERS, USUAL, Persistence

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def in_all(persistence: Persistence) -> timedelta:
    waits = (persistence.wait(tries, None) for tries in range(1, persistence.tries))
    return sum(waits, timedelta(0))


@pytest.mark.parametrize("persistence", [USUAL, OF_OTHERS])
def test_it_takes_about_a_day_until_nobody_asks_any_more(persistence: Persistence) -> None:
    assert 21 * HOUR < in_all(persistence) < 26 * HOUR


def test_the_services_of_others_are_asked_by_the_hour_in_the_end() -> None:
    assert [OF_OTHERS.wait(tries, None) for tries in (1, 2, 7, 8, 31)] == [
        MINUTE / 2,
        MINUTE,
        32 * MINUTE,
        HOUR,
        HOUR,
    ]


def test_whom_we_trust_may_ask_us_sooner() -> None:
    assert USUAL.wait(7, MINUTE) == MINUTE


def test_others_may_not() -> None:
    assert OF_OTHERS.wait(7, MINUTE) == 32 * MINUTE


@pytest.mark.parametrize(("asked", "waited"), [(6 * HOUR, 6 * HOUR), (365 * DAY, DAY)])
def test_others_may_ask_us_later_but_not_for_ever(asked: timedelta, waited: timedelta) -> None:
    assert OF_OTHERS.wait(1, asked) == waited

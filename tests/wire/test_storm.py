"""One storm, flown by the real app over the wire; every test looks at what it left behind."""

import asyncio
import re

import pytest

from tests.fates import USUAL, imported_twice
from tests.wire.weather import MACHINES, SECONDS, THROTTLED, Passed, weather

# Whoever runs only one of these tests waits for the whole storm.
pytestmark = pytest.mark.timeout(SECONDS + 60)


@pytest.fixture(scope="module")
def passed(tmp_path_factory: pytest.TempPathFactory) -> Passed:
    return asyncio.run(weather(tmp_path_factory.mktemp("storm")))


def test_every_device_of_the_storm_ends_as_its_fate_has_it(passed: Passed) -> None:
    assert passed.astray == []


def test_nothing_is_imported_twice(passed: Passed) -> None:
    assert list(imported_twice(passed.tenant)) == []


def test_nothing_is_sent_into_a_window_that_graph_has_closed(passed: Passed) -> None:
    assert not passed.tenant.counts.into_closed_window


def test_no_message_dies(passed: Passed) -> None:
    assert passed.dead_lettered == 0


def test_no_function_fails_unforeseen(passed: Passed) -> None:
    assert re.findall(r"Executed '\w+' \(Failed.*", passed.log) == []


def test_the_app_is_forbidden_nothing(passed: Passed) -> None:
    assert passed.statuses[403] == 0


def test_it_was_a_storm(passed: Passed) -> None:
    assert {each.fate for each in MACHINES} == set(USUAL)
    assert passed.statuses[503] > 0
    assert passed.statuses[429] > len(THROTTLED) / 2

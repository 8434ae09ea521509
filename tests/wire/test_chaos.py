"""A short run of the chaos: the real app, while everything around it keeps breaking."""

import asyncio

import pytest

from benchmarks.chaos.disturbances import Rhythm
from benchmarks.chaos.outcome import Options, Outcome
from benchmarks.chaos.run import chaos

SEED = 11
DEVICES = 24
# Calmer than a long run, so that a busy machine comes to its end as well.
RHYTHM = Rhythm(life=(6, 12), broker=(12, 20), connection=(3, 6), links=(4, 8))
OPTIONS = Options(devices=DEVICES, seed=SEED, speed=300, rhythm=RHYTHM)

# Whoever runs only one of these tests waits for the whole run.
pytestmark = pytest.mark.timeout(400)


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return asyncio.run(chaos(OPTIONS, tmp_path_factory.mktemp("chaos"), lambda _: None))


def test_nothing_is_lost_and_only_the_hopeless_are_parked(outcome: Outcome) -> None:
    assert outcome.devices == DEVICES
    assert outcome.astray == []


def test_nothing_is_done_twice(outcome: Outcome) -> None:
    assert outcome.judged.once["imported"] > 0
    assert outcome.judged.doubles == []


def test_no_message_dies(outcome: Outcome) -> None:
    assert outcome.dead_lettered == 0


def test_it_was_chaos(outcome: Outcome) -> None:
    kinds = (
        "host killed",
        "broker restarted",
        "connection cut",
        "links detached",
        "store conflict",
        "store refused",
        "Graph failed before the effect",
    )
    assert [kind for kind in kinds if not outcome.disturbances[kind]] == []

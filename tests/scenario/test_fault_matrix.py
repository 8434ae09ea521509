"""Every mishap at every call of every story: the same end, and nothing done twice.

Stories have most of their steps in common.  A step is struck at each of its calls by
each mishap; where another story takes the same, by one in twenty of them in turn.  With
``--every-fault`` there is no such difference.  ``-s`` prints how many cases were flown.
"""

import asyncio
import gc
import logging
import multiprocessing
import os
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import batched

import pytest
import structlog

from tests.fault_stories import STORIES
from tests.faults_at import Case, Flown, astray, cases_of, flown

# There are more; the matrix cannot shrink unnoticed.
LEAST_CASES = 9_000
CHUNK = 40
STRIDE = 20


def quietly() -> None:
    """A million log lines take longer than the stories."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    # Nor need what was imported be looked through for garbage with each of them.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


@cache
def calm(story: str) -> Flown:
    """Tell a story in calm weather, once in a process."""
    return asyncio.run(flown(story))


def astray_in(cases: Sequence[Case]) -> list[str]:
    """Say of some cases what went astray."""

    async def told() -> list[str]:
        return [each for case in cases for each in await astray(case, weather[case.story])]

    weather = {story: calm(story) for story in {case.story for case in cases}}
    return asyncio.run(told())


@pytest.mark.timeout(1800)
def test_whatever_befalls_any_call_of_any_story_it_ends_the_same(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nobody reads a million spans either.
    monkeypatch.setenv("OTEL_TRACES_SAMPLER", "always_off")
    began = time.perf_counter()
    stride = 1 if request.config.getoption("--every-fault") else STRIDE
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.process_cpu_count(), spawned, initializer=quietly) as workers:
        traces = {each: calm(each).trace for each in STORIES}
        cases = list(cases_of(traces, stride=stride))
        chunks = list(batched(cases, CHUNK, strict=False))
        gone = [each for found in workers.map(astray_in, chunks) for each in found]

    # On two cores that have nothing else to do.
    took = time.perf_counter() - began
    print(f"{len(cases)} cases of {len(STORIES)} stories in {took:.0f} s")  # noqa: T201  for -s
    assert gone == []
    assert len(cases) > LEAST_CASES

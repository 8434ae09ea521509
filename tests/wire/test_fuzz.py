"""Thousands of requests that nobody would send: none of them is answered as it must not be."""

import secrets
from pathlib import Path

import pytest

from benchmarks.fuzz.run import Finding, Options, fuzz

REQUESTS = 1500
SECONDS = 10.0  # a busy machine sends fewer


def told(finding: Finding, seed: int) -> str:
    if finding.shot is None:
        return finding.what
    again = f"python -m benchmarks.fuzz --seed {seed} --only {finding.shot.number}"
    return f"{finding.what}, to {finding.shot.raw[:500]!r}: {again}"


@pytest.mark.parametrize("seed", [20261121, secrets.randbelow(1_000_000)], ids=["same", "other"])
async def test_no_request_is_answered_as_it_must_not_be(seed: int, tmp_path: Path) -> None:
    print(f"seed {seed}")  # noqa: T201  to have it again
    options = Options(requests=REQUESTS, seed=seed, seconds=SECONDS, connections=16)

    outcome = await fuzz(options, tmp_path, lambda _: None)

    assert [told(finding, seed) for finding in outcome.findings] == []
    assert outcome.accepted

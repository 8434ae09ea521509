"""Rows and envelopes as an earlier release wrote them are read and carried on."""

import json
from pathlib import Path
from typing import Any

import pytest

from shared.domain.stages import Stage
from shared.runtime.envelope import decode
from simulator.tenant import Operation
from tests.earlier_release import MOMENTS, Left, finds, reached, the_story
from tests.journeys import DAY

DATA = Path(__file__).parents[1] / "data"
# SN-1 is imported alone, SN-3 and SN-4 together; SN-6 is called off before its turn.
IMPORTS = 2
ENDS = {
    "SN-1": Stage.DEPLOYED,
    "SN-2": Stage.DEPLOYED,
    "SN-3": Stage.READY,
    "SN-4": Stage.PARKED,
    "SN-5": Stage.READY,
    "SN-6": Stage.CANCELLED,
}


def written(kind: str, moment: str) -> list[Any]:
    content: list[Any] = json.loads((DATA / kind / "1" / f"{moment}.json").read_text())
    return content


def left(moment: str) -> Left:
    return Left(rows=written("rows", moment), messages=written("envelopes", moment))


async def test_the_story_ends_like_that_when_nobody_renews_the_app() -> None:
    world = await the_story()

    await world.settle(3 * DAY)

    assert {each.serial: each.stage for each in await world.devices()} == ENDS
    assert world.tenant.counts.by_operation[Operation.IMPORT_DEVICES] == IMPORTS


@pytest.mark.parametrize("moment", MOMENTS)
async def test_whatever_an_earlier_release_left_goes_on_to_the_same_end(moment: str) -> None:
    world = await reached(MOMENTS[moment])
    await finds(world, left(moment))

    await world.settle(3 * DAY)

    assert {each.serial: each.stage for each in await world.devices()} == ENDS
    assert world.tenant.counts.by_operation[Operation.IMPORT_DEVICES] == IMPORTS


@pytest.mark.parametrize("moment", MOMENTS)
def test_every_envelope_is_read(moment: str) -> None:
    for each in written("envelopes", moment):
        assert each["envelope"]["version"] == 1
        assert decode(json.dumps(each["envelope"]).encode()).tries >= 1

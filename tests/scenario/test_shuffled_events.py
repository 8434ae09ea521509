"""Weeks of hires, shipments and requests end alike, whatever order their events come in."""

from random import Random

import pytest

from simulator.world import World
from tests.pairings import disagreements, missed
from tests.tidings import Fate, Tidings, a_quiet_world, fates, tell


async def delivered(seed: int, count: int, order: int) -> World:
    """Deliver the same events: as they happened (order 0), or in an order drawn by its number."""
    world = a_quiet_world()
    told = list(Tidings(seed).told(count))
    pauses = Random(order)  # noqa: S311  a story, no secret
    if order:
        pauses.shuffle(told)
    await tell(world, tuple(told), pauses)
    return world


def different(one: Fate, other: Fate) -> dict[str, tuple[object, object]]:
    return {
        name: (one.get(name), other.get(name))
        for name in sorted({*one, *other})
        if one.get(name) != other.get(name)
    }


@pytest.mark.parametrize("seed", [31, 32, 33])
async def test_three_hundred_events_end_alike_in_any_order(seed: int) -> None:
    as_it_happened = await fates(await delivered(seed, 300, 0))

    for order in (1, 2):
        world = await delivered(seed, 300, order)
        assert different(as_it_happened, await fates(world)) == {}
        assert await disagreements(world) == []
        assert await missed(world) == []


@pytest.mark.parametrize("seed", range(100, 124))
async def test_a_few_events_end_alike_backwards(seed: int) -> None:
    told = Tidings(seed).told(40)
    worlds = [a_quiet_world(), a_quiet_world()]
    for world, events in zip(worlds, (told, told[::-1]), strict=True):
        await tell(world, events, Random(seed))  # noqa: S311  a story, no secret

    one, other = [await fates(world) for world in worlds]
    assert different(one, other) == {}


async def test_a_story_pairs_by_every_rule() -> None:
    rules: set[str] = set()
    for seed in (31, 32, 33):
        world = await delivered(seed, 300, 0)
        told = [entry.what for device in await world.devices() for entry in device.timeline]
        rules |= {what.removeprefix("Paired: ") for what in told if what.startswith("Paired: ")}

    assert rules == {
        "the line names the person.",
        "same order reference.",
        "same request.",
        "oldest in stock.",
    }

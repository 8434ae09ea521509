"""Trouble upon trouble: many requests go wrong, whoever applies dies again and again."""

from contextlib import suppress
from datetime import timedelta
from random import Random

import pytest

from shared.domain.setup import Kind
from simulator.mortality import Crash
from simulator.tenant import Latencies, Moods, Operation
from tests.fickle import ANSWERS, Trouble
from tests.tenant_setups import Picture, SettingUp, a_new_tenant

LATER = timedelta(hours=1)


async def undisturbed() -> Picture:
    world = a_new_tenant()
    await world.applied()
    return await world.picture()


async def comes_again(world: SettingUp, random: Random) -> bool:
    """Apply once more, with trouble somewhere on the way; answers whether all is done."""
    parting = random.choice((Trouble.DIES_BEFORE, Trouble.DIES_AFTER))
    for trouble in (parting, random.choice(tuple(ANSWERS))):
        world.objects.goes_wrong(trouble, random.randint(1, 60))
    try:
        return (await world.applied()).complete
    except Crash:
        return False


@pytest.mark.parametrize("seed", range(30))
async def test_whoever_dies_again_and_again_gets_there(seed: int) -> None:
    world, random = a_new_tenant(), Random(seed)  # noqa: S311  a story, not a secret

    while not await comes_again(world, random):
        # The longer the pause, the less is known of what was under way.
        world.clock.advance(random.choice((timedelta(), timedelta(minutes=3), LATER)))
    world.objects.goes_well()

    assert (await world.applied()).complete
    assert await world.picture() == await undisturbed()


@pytest.mark.parametrize(
    "moods",
    [
        Moods(replica_behind=1),
        Moods(replica_behind=0.5),
        Moods(busy=0.05),
        Moods(answer_lost=0.15),
        Moods(replica_behind=0.5, busy=0.05, answer_lost=0.1),
    ],
    ids=["no copy is up to date", "some are not", "busy", "answers get lost", "all of it"],
)
async def test_in_whatever_mood_a_tenant_is_it_is_set_up_at_once(moods: Moods) -> None:
    world = a_new_tenant(Latencies(), moods)

    applied = await world.applied()

    assert applied.complete, [each for each in applied.outcomes if each.reason]
    world.clock.advance(LATER)
    assert await world.picture() == await undisturbed()


async def test_what_is_not_on_every_copy_is_waited_for_and_never_created_again() -> None:
    world = a_new_tenant(Latencies(), Moods(replica_behind=1))

    await world.applied()

    wanted = len(world.plan.of(Kind.GROUP))
    assert world.tenant.counts.by_operation[Operation.CREATE_GROUP] == wanted


# Within so many requests every group of the sample flight plan has been created.
GROUPS_CREATED = 40


@pytest.mark.parametrize("request_number", range(1, GROUPS_CREATED))
@pytest.mark.parametrize("trouble", [Trouble.DIES_AFTER, Trouble.LOST])
async def test_what_may_have_been_created_on_one_copy_is_not_created_on_another(
    trouble: Trouble, request_number: int
) -> None:
    world = a_new_tenant(Latencies(), Moods(replica_behind=1))
    world.objects.goes_wrong(trouble, request_number)
    with suppress(Crash):
        await world.applied()

    assert (await world.applied()).complete

    created = world.tenant.counts.by_operation[Operation.CREATE_GROUP]
    assert created == len(world.plan.of(Kind.GROUP))

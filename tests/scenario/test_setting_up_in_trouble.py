"""Whatever becomes of any one request, the same tenant comes of it, and nothing twice."""

import asyncio

import pytest

from simulator.mortality import Crash
from tests.fickle import ANSWERS, Trouble
from tests.tenant_setups import Picture, SettingUp, a_new_tenant

# An apply of the sample flight plan makes one request less; the last test says so.
MOST_REQUESTS = 65
PARTINGS = (Trouble.DIES_BEFORE, Trouble.DIES_AFTER, Trouble.INTERRUPTED)


@pytest.fixture(scope="module")
def as_it_shall_be() -> Picture:
    async def undisturbed() -> Picture:
        world = a_new_tenant()
        await world.applied()
        return await world.picture()

    return asyncio.run(undisturbed())


async def settles(world: SettingUp, as_it_shall_be: Picture) -> None:
    assert await world.picture() == as_it_shall_be
    assert not (await world.planned()).pending


@pytest.mark.parametrize("request_number", range(1, MOST_REQUESTS))
@pytest.mark.parametrize("parting", PARTINGS)
async def test_whoever_applies_may_leave_at_any_request_and_come_again(
    parting: Trouble, request_number: int, as_it_shall_be: Picture
) -> None:
    world = a_new_tenant()
    world.objects.goes_wrong(parting, request_number)
    with pytest.raises((Crash, asyncio.CancelledError)):
        await world.applied()

    applied = await world.applied()

    assert applied.complete, [each for each in applied.outcomes if each.reason]
    await settles(world, as_it_shall_be)


@pytest.mark.parametrize("request_number", range(1, MOST_REQUESTS))
@pytest.mark.parametrize("trouble", list(ANSWERS))
async def test_any_request_may_meet_with_trouble(
    trouble: Trouble, request_number: int, as_it_shall_be: Picture
) -> None:
    world = a_new_tenant()
    world.objects.goes_wrong(trouble, request_number)

    applied = await world.applied()

    assert applied.complete, [each for each in applied.outcomes if each.reason]
    await settles(world, as_it_shall_be)


async def test_every_request_of_an_apply_was_tried() -> None:
    world = a_new_tenant()

    await world.applied()

    assert world.objects.requests == MOST_REQUESTS - 1

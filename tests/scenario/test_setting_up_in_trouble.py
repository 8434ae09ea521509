"""Whatever becomes of any one request, the same tenant comes of it, and nothing twice."""

import pytest

from simulator.mortality import Crash
from tests.fickle import Trouble
from tests.tenant_setups import SettingUp, a_new_tenant

# An apply of the sample flight plan makes fewer requests than this; the last test says so.
MOST_REQUESTS = 31
PARTINGS = (Trouble.DIES_BEFORE, Trouble.DIES_AFTER)
ANSWERS = tuple(each for each in Trouble if each not in PARTINGS)


async def as_it_shall_be() -> list[tuple[str, str, str]]:
    world = a_new_tenant()
    await world.applied()
    return await world.picture()


async def is_as_it_shall_be(world: SettingUp) -> bool:
    return await world.picture() == await as_it_shall_be() and not (await world.planned()).pending


@pytest.mark.parametrize("request_number", range(1, MOST_REQUESTS))
@pytest.mark.parametrize("parting", PARTINGS)
async def test_whoever_applies_may_die_at_any_request_and_come_again(
    parting: Trouble, request_number: int
) -> None:
    world = a_new_tenant()
    world.objects.goes_wrong(parting, request_number)
    try:
        await world.applied()
    except Crash:
        assert (await world.applied()).complete

    assert await is_as_it_shall_be(world)


@pytest.mark.parametrize("request_number", range(1, MOST_REQUESTS))
@pytest.mark.parametrize("trouble", ANSWERS)
async def test_any_request_may_meet_with_trouble(trouble: Trouble, request_number: int) -> None:
    world = a_new_tenant()
    world.objects.goes_wrong(trouble, request_number)

    applied = await world.applied()

    assert applied.complete, [each for each in applied.outcomes if each.reason]
    assert await is_as_it_shall_be(world)


async def test_every_request_of_an_apply_was_tried() -> None:
    world = a_new_tenant()

    await world.applied()

    assert world.objects.requests == MOST_REQUESTS - 1

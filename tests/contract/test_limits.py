"""What every port must do at the limits that Microsoft documents: keep within them.

Limits: "Microsoft Graph service-specific throttling limits".
"""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from shared.domain.errors import Throttled
from simulator.tenant.limits import Limits
from tests.contract.tenants import FACES, World, a_world, found, the_error
from tests.tenancy import registered


@pytest.fixture(params=FACES)
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async with a_world(request.param) as made:
        made.tenant.limits_apply(Limits.documented())
        yield made


async def test_as_many_are_changed_as_there_is_room_for_and_the_rest_later(world: World) -> None:
    tags = {registered(world.tenant, f"SN-{number}"): "Office" for number in range(100)}

    failed = await world.autopilot.set_group_tags(tags)

    waits = {error.after for error in failed.values() if isinstance(error, Throttled)}
    assert len(failed) == 10
    assert waits == {timedelta(seconds=20, milliseconds=1)}
    world.clock.advance(*waits)
    assert await world.autopilot.set_group_tags(dict.fromkeys(failed, "Office")) == {}
    assert world.tenant.counts.throttled == 0


async def test_a_batch_takes_what_there_is_room_for(world: World) -> None:
    ids = [registered(world.tenant, f"SN-{number}") for number in range(95)]
    await world.autopilot.set_group_tags(dict.fromkeys(ids[:85], "Office"))

    failed = await world.autopilot.set_group_tags(dict.fromkeys(ids[85:], "Office"))

    told = await world.autopilot.identities_by_id(ids[85:])
    assert set(failed) == set(ids[90:])
    assert {found(told, each).group_tag for each in ids[85:90]} == {"Office"}
    assert {found(told, each).group_tag for each in ids[90:]} == {""}


async def test_pages_are_within_the_limits_too(world: World) -> None:
    for _ in range(900):
        await world.monitoring.events([], 1)

    with pytest.raises(Throttled):
        await world.monitoring.events([], 1)

    assert world.tenant.counts.throttled == 0


async def test_what_the_tenant_throttles_all_the_same_closes_the_window(world: World) -> None:
    ids = [registered(world.tenant, f"SN-{number}") for number in range(60)]
    for identity_id in ids:
        world.tenant.update_properties(identity_id, {"groupTag": "theirs"})

    failed = await world.autopilot.set_group_tags(dict.fromkeys(ids, "ours"))

    assert len(failed) == 20
    assert isinstance(the_error(failed, ids[-1]), Throttled)
    assert world.tenant.counts.throttled == 20
    assert not world.tenant.counts.into_closed_window

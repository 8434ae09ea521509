"""What every port must do at the limits that Microsoft documents: keep within them.

Limits: "Microsoft Graph service-specific throttling limits".
"""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from shared.domain.errors import Throttled
from shared.domain.monitoring import Report
from simulator.tenant.limits import Limits, Measure, Quota
from simulator.tenant.resource_groups import ResourceGroup
from tests.contract.tenants import FACES, World, a_world, found
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
    a_window = timedelta(seconds=20, milliseconds=1)
    assert (len(failed), waits) == (10, {a_window})
    world.clock.advance(a_window)
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


async def test_reports_have_a_limit_of_their_own(world: World) -> None:
    for _ in range(43):
        await world.monitoring.begin_export(Report.AUTOPILOT)

    with pytest.raises(Throttled):
        await world.monitoring.begin_export(Report.AUTOPILOT)

    assert world.tenant.counts.throttled == 0


async def test_what_the_tenant_throttles_all_the_same_closes_the_window(world: World) -> None:
    half = Quota(most=45, within=timedelta(seconds=20), measure=Measure.WRITES)
    world.tenant.limits_apply(Limits.documented().but(ResourceGroup.AUTOPILOT, half))
    ids = [registered(world.tenant, f"SN-{number}") for number in range(80)]

    failed = await world.autopilot.set_group_tags(dict.fromkeys(ids, "ours"))

    assert set(failed) == set(ids[45:])
    assert {type(error) for error in failed.values()} == {Throttled}
    assert world.tenant.counts.throttled == 15
    assert not world.tenant.counts.into_closed_window

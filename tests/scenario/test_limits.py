"""A thousand devices at the limits that Microsoft documents: nothing is sent into a closed window.

Limits: "Microsoft Graph service-specific throttling limits".
"""

from datetime import timedelta

import pytest

from shared.domain.stages import Stage
from simulator.tenant import Operation, Rule, Throttle
from simulator.tenant.limits import Limits
from simulator.world import World
from tests.journeys import a_line, a_world, ship

MANIFEST = 100
SETTLED = {Stage.ASSIGNED, Stage.READY, Stage.DEPLOYING, Stage.DEPLOYED}


async def a_fleet(count: int) -> World:
    """A tenant at its limits, and devices for as many people, shipped at once."""
    world = a_world()
    world.tenant.limits_apply(Limits.documented())
    people = [f"person{number}@contoso.com" for number in range(count)]
    for person in people:
        world.tenant.user_appears(person)
    lines = [a_line(f"SN-{number:04}", person=person) for number, person in enumerate(people)]
    for start in range(0, count, MANIFEST):
        await ship(world, *lines[start : start + MANIFEST])
    return world


@pytest.mark.timeout(300)
async def test_a_thousand_devices_are_imported_and_assigned_without_a_single_429() -> None:
    world = await a_fleet(1_000)

    await world.settle(timedelta(hours=4))

    stages = {device.stage for device in await world.devices()}
    assert stages <= SETTLED
    assert world.tenant.counts.throttled == 0
    assert not world.tenant.counts.into_closed_window
    assert len(world.tenant.model.imports.posted) == 1_000


@pytest.mark.parametrize("operation", [Operation.IMPORT_DEVICES, Operation.ASSIGN_USER])
async def test_nothing_is_sent_into_a_window_that_a_429_has_closed(operation: Operation) -> None:
    world = await a_fleet(60)
    for first in (1, 20):
        closes = Rule(fault=Throttle(retry_after=42.128), operation=operation, first=first)
        world.tenant.script.add(closes)

    await world.settle(timedelta(hours=4))

    assert world.tenant.counts.throttled
    assert not world.tenant.counts.into_closed_window
    assert {device.stage for device in await world.devices()} <= SETTLED

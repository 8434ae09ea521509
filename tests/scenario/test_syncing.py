"""One sync for all devices: Microsoft Graph's page of the action allows one in ten minutes."""

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from handlers.syncing import sync
from shared.domain.shipment import ManifestLine
from shared.domain.stages import Stage
from simulator.tenant import Latencies, Operation, Outage, Refusal, Rule, Throttle, minutes
from simulator.world import World
from tests.journeys import a_line, a_world, befallen, ship
from tests.meanwhile import Meanwhile

MINUTE = timedelta(minutes=1)


def syncs(world: World) -> int:
    return world.tenant.counts.by_operation[Operation.SYNC]


async def test_a_hundred_devices_share_one_sync() -> None:
    world = befallen(a_world(), Latencies(identity_seen=minutes(8)))
    await ship(world, *(a_line(f"SN-{number:03}") for number in range(100)))

    await world.settle(9 * MINUTE)

    assert syncs(world) == 1


async def test_devices_that_come_one_by_one_share_the_syncs() -> None:
    world = befallen(a_world(), Latencies(identity_seen=minutes(60)))
    for number in range(60):
        await ship(world, a_line(f"SN-{number:03}"))
        await world.settle(MINUTE)

    assert 3 <= syncs(world) <= 6


async def test_a_device_that_its_manufacturer_registers_is_synced_for() -> None:
    world = a_world()
    await ship(world, ManifestLine(serial="SN-1"))

    await world.settle(9 * MINUTE)

    assert syncs(world) == 1


@pytest.mark.parametrize("call", range(1, 5))
async def test_two_workers_at_once_share_a_sync(call: int) -> None:
    world = a_world()
    both = Meanwhile(world, call, lambda: sync(world.services))

    await sync(both.services)
    await sync(world.services)

    assert syncs(world) == 1


async def test_a_sync_shows_what_was_long_in_coming() -> None:
    world = befallen(a_world(), Latencies(identity_seen=minutes(600)))
    await ship(world, a_line("SN-1"))

    await world.settle(timedelta(hours=1))

    assert (await world.device("SN-1")).stage is Stage.READY


@pytest.mark.parametrize(
    "fault",
    [Outage(), Throttle(retry_after=600), Refusal(status=403, code="Forbidden", message="")],
)
async def test_a_sync_that_fails_holds_no_device_up(fault: Outage | Throttle | Refusal) -> None:
    world = befallen(a_world(), Latencies(identity_seen=minutes(5)))
    world.tenant.script.add(Rule(fault=fault, operation=Operation.SYNC, times=None))
    await ship(world, a_line("SN-1"))

    await world.settle(timedelta(hours=1))

    assert syncs(world) > 0
    assert (await world.device("SN-1")).stage is Stage.READY


async def test_a_sync_that_somebody_else_asked_for_is_no_failure() -> None:
    world = a_world()
    world.tenant.sync()

    with capture_logs() as entries:
        await sync(world.services)

    assert syncs(world) == 2
    assert [entry["event"] for entry in entries] == []


async def test_a_sync_that_is_refused_is_told_in_the_log() -> None:
    world = a_world()
    refusal = Refusal(status=403, code="Forbidden", message="")
    world.tenant.script.add(Rule(fault=refusal, operation=Operation.SYNC))

    with capture_logs() as entries:
        await sync(world.services)

    (entry,) = entries
    assert (entry["event"], entry["log_level"]) == ("sync.failed", "warning")

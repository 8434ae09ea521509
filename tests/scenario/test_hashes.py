"""A hash is kept until its registration is seen, and no longer than it can be of use."""

from datetime import timedelta

from shared.domain.shipment import ShipmentEvent
from shared.domain.stages import Stage
from simulator.tenant import Operation, Outage, Rule
from simulator.world import World
from tests.journeys import a_hash, a_line, a_world, ship

LINE = a_line("SN-1")


async def kept(world: World) -> bool:
    return await world.stored_hash("SN-1", LINE.fingerprint) is not None


async def test_a_hash_that_comes_again_after_the_registration_is_swept_away() -> None:
    world = a_world()
    await ship(world, LINE)
    await world.settle()
    await world.keeps_hash("SN-1", a_hash("SN-1"))
    before = await kept(world)

    await world.passes(timedelta(hours=2))

    assert before
    assert not await kept(world)


async def test_the_hash_of_a_cancelled_device_is_forgotten() -> None:
    world = a_world()
    world.tenant.script.add(Rule(fault=Outage(), operation=Operation.IMPORT_DEVICES, times=None))
    await ship(world, LINE)
    await world.settle(timedelta(minutes=10))
    await ship(world, LINE, event=ShipmentEvent.CANCELLED)

    await world.settle()
    await world.passes(timedelta(hours=2))

    assert (await world.device("SN-1")).stage is Stage.CANCELLED
    assert not await kept(world)


async def test_a_hash_without_a_device_is_kept_for_thirty_days() -> None:
    world = a_world()
    await world.keeps_hash("SN-1", a_hash("SN-1"))
    await world.passes(timedelta(days=29))
    after_29_days = await kept(world)

    await world.passes(timedelta(days=2))

    assert after_29_days
    assert not await kept(world)


async def test_every_kept_hash_is_looked_at_however_many_there_are() -> None:
    world = a_world()
    decoded = a_hash("SN-1")
    for number in range(501):
        await world.keeps_hash(f"SN-{number:03}", decoded)

    await world.passes(timedelta(days=31))

    assert await world.stored_hash("SN-500", decoded.fingerprint) is None

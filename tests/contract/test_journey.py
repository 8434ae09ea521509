"""Whatever a journey writes down, every store can keep: odd keys, timelines, claims and leads."""

from datetime import timedelta

from shared.domain.stages import Stage
from tests.contract.conftest import Store
from tests.journeys import a_hire, a_line, a_world, hired, ship

ORDER = "PO 4711/2 #3?\\'x' ü"


async def test_a_journey_ends_on_the_persons_desk_in_every_store(rows: Store) -> None:
    world = a_world(rows=rows)
    hired(world, a_hire(order_reference=ORDER, employee_id="E/1#?"), times=2)
    await ship(world, a_line("SN-1", order_reference=ORDER), a_line("SN-2"))

    await world.settle()

    stages = {device.serial: device.stage for device in await world.devices()}
    assert stages == {"SN-1": Stage.DEPLOYED, "SN-2": Stage.READY}


async def test_what_is_parked_is_kept_and_removed_in_every_store(rows: Store) -> None:
    world = a_world(rows=rows)
    world.tenant.owned_elsewhere("SN-1")
    await ship(world, a_line("SN-1"))
    await world.settle(timedelta(hours=2))
    before = await world.parked()
    await ship(world, a_line("SN-1", seed=1))
    world.tenant.given_up_elsewhere("SN-1")

    await world.settle()

    assert [parked.serial for parked in before] == ["SN-1"]
    assert await world.parked() == ()

"""Devices without a hardware hash, which their manufacturers register, and start dates."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from structlog.testing import capture_logs

from shared.domain.commands import HireEvent
from shared.domain.shipment import ManifestLine
from shared.domain.stages import Milestone
from simulator.world import START, World
from tests.journeys import ADELE, DAY, a_hire, a_world, hired, ship, waits

LINE = ManifestLine(serial="SN-1", order_reference="PO-1")
IN_NINE_DAYS = (START + 9 * DAY).date()
IN_THREE_DAYS = (START + 3 * DAY).date()


async def dangers(world: World) -> list[str]:
    device = await world.device("SN-1")
    return [entry.what for entry in device.timeline if "manufacturer has not" in entry.what]


async def an_awaited_device(start: date | None) -> World:
    world = a_world()
    hired(world, a_hire(start_date=start))
    await ship(world, LINE)
    await world.settle(timedelta(hours=2))
    return world


async def test_long_before_the_start_date_the_manufacturer_is_waited_for() -> None:
    world = await an_awaited_device(IN_NINE_DAYS)

    assert await waits(world) == "oem-registration"
    assert await dangers(world) == []


async def test_within_a_week_of_the_start_date_the_registration_is_overdue() -> None:
    world = await an_awaited_device(IN_NINE_DAYS)
    await world.settle(DAY)
    before = await waits(world)

    await world.settle(DAY)

    assert (before, await waits(world)) == ("oem-registration", "oem-overdue")
    assert await dangers(world) == ["The manufacturer has not registered it; 7 days are left."]


async def test_that_a_start_is_in_danger_is_told_once() -> None:
    with capture_logs() as entries:
        world = await an_awaited_device(IN_THREE_DAYS)
        await world.settle(2 * DAY)

    told = [entry for entry in entries if entry["event"] == "device.start_in_danger"]
    assert [(entry["serial"], entry["days"], entry["log_level"]) for entry in told] == [
        ("SN-1", 3, "warning")
    ]
    assert await dangers(world) == ["The manufacturer has not registered it; 3 days are left."]


@pytest.mark.parametrize(
    ("days", "left"), [(1, "1 day is left"), (0, "0 days are left"), (-3, "0 days are left")]
)
async def test_the_timeline_tells_how_many_days_are_left(days: int, left: str) -> None:
    world = await an_awaited_device((START + days * DAY).date())

    assert await dangers(world) == [f"The manufacturer has not registered it; {left}."]


async def test_the_same_manifest_again_does_not_tell_it_again() -> None:
    world = await an_awaited_device(IN_THREE_DAYS)
    await ship(world, LINE, again=True)

    with capture_logs() as entries:
        await world.settle(timedelta(hours=2))

    assert await waits(world) == "oem-overdue"
    assert "device.start_in_danger" not in {entry["event"] for entry in entries}


async def test_an_overdue_device_is_looked_for_further() -> None:
    world = await an_awaited_device(IN_THREE_DAYS)
    world.tenant.oem_registers("SN-1")

    await world.settle(timedelta(hours=4))

    assert (await world.device("SN-1")).passed(Milestone.REGISTERED)


async def test_without_a_start_date_nothing_is_overdue() -> None:
    world = await an_awaited_device(None)
    await world.settle(2 * DAY)

    assert await waits(world) == "oem-registration"


async def test_a_start_date_that_comes_later_makes_the_device_overdue() -> None:
    world = a_world()
    await ship(world, LINE)
    await world.settle(DAY)
    before = await waits(world)
    hired(world, a_hire(said_at=START + DAY, start_date=IN_THREE_DAYS))

    await world.settle(timedelta(hours=1))

    assert (before, await waits(world)) == ("oem-registration", "oem-overdue")


async def test_a_start_date_that_is_put_off_lets_the_manufacturer_be_waited_for_again() -> None:
    world = await an_awaited_device(IN_THREE_DAYS)
    later = a_hire(HireEvent.CHANGED, said_at=START + DAY, start_date=IN_NINE_DAYS)
    hired(world, later)

    await world.settle(timedelta(hours=1))

    assert await waits(world) == "oem-registration"


async def test_a_person_whom_only_the_line_names_has_no_start_date() -> None:
    world = a_world()
    await ship(world, replace(LINE, person=ADELE))

    await world.settle(timedelta(hours=1))

    assert await waits(world) == "oem-registration"

"""Somebody starts soon and has no device that is ready: subscribers hear of each verdict once."""

from dataclasses import replace
from datetime import date, timedelta

from handlers.foresight import look_ahead
from handlers.sweeping import sweep
from shared.domain.commands import HireEvent
from shared.domain.device import Device
from shared.domain.hire import Hire, Verdict
from shared.domain.news import NewsType
from shared.domain.shipment import ManifestLine
from shared.runtime.aggregates import Devices
from simulator.subscribers import Mood, SubscriberSite
from simulator.world import START, World
from tests.hearing import a_heard_world, a_subscriber
from tests.journeys import ADELE, DAY, a_hire, a_line, hired, ship

HOUR = timedelta(hours=1)
NEXT_WEEK = date(2026, 1, 12)
AT_RISK = [NewsType.HIRE_AT_RISK]


async def announced(start: date | None = NEXT_WEEK) -> tuple[World, SubscriberSite]:
    """Somebody is announced who starts then."""
    world, site = a_heard_world(a_subscriber(events=AT_RISK))
    world.tenant.people_stay_away()
    hired(world, a_hire(start_date=start))
    await world.settle(HOUR)
    return world, site


async def passing(world: World, time: timedelta) -> None:
    """Let time pass hour by hour."""
    for _ in range(time // HOUR):
        await world.passes(HOUR)
        await world.settle(timedelta(minutes=1))


def told(site: SubscriberSite) -> list[str]:
    heard = (each.event["data"] for each in site.heard)
    return [f"{data['verdict']} {data.get('code', '')}".strip() for data in heard]


async def test_who_starts_within_a_week_without_a_device_is_told_of_once() -> None:
    world, site = await announced()

    await passing(world, 5 * HOUR)

    (event,) = [each.event for each in site.heard]
    assert event["type"] == "hire.at_risk"
    assert event["subject"] == "E-1"
    assert event["data"] == {
        "employee_id": "E-1",
        "person": ADELE,
        "start_date": "2026-01-12",
        "days": "7",
        "verdict": "at-risk",
        "code": "no-device",
        "missing": "device",
        "sentence": "No device is paired with this person yet.",
        "who": "the supplier",
        "remedy": "Order a device, and say its order reference of the hire or of the line.",
    }


async def test_who_starts_later_is_told_of_when_the_week_begins() -> None:
    world, site = await announced(date(2026, 1, 14))
    await passing(world, DAY)
    assert told(site) == []

    await passing(world, DAY)

    assert told(site) == ["at-risk no-device"]


async def test_another_reason_for_the_same_verdict_is_no_news() -> None:
    world, site = await announced()
    await passing(world, HOUR)

    await ship(world, a_line("SN-1", order_reference="PO-1"))
    world.clock.advance(HOUR)
    await world.settle(timedelta(minutes=1))
    await sweep(world.services)
    await world.settle(timedelta(minutes=1))

    assert told(site) == ["at-risk no-device"]


async def test_a_device_that_is_parked_is_told_with_its_reason() -> None:
    world, site = await announced()
    world.roles["add-to-group"] = ()
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle(DAY)

    await passing(world, 2 * HOUR)

    (parked,) = await world.parked()
    assert site.heard[-1].event["data"]["sentence"] == parked.reason.sentence
    assert told(site)[-1] == "at-risk parked"


async def test_who_has_a_device_that_is_ready_is_not_told_of() -> None:
    world, site = await announced(date(2026, 1, 20))
    await ship(world, a_line("SN-1", order_reference="PO-1"))

    await world.settle(12 * DAY)

    assert site.heard == []


async def test_a_danger_that_comes_back_is_told_again() -> None:
    world, site = await announced()
    await passing(world, HOUR)
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle(DAY)
    (safe,) = await world.hires()
    assert safe.readiness is not None
    assert safe.readiness.verdict is Verdict.ON_TRACK

    hired(world, a_hire(HireEvent.CHANGED, said_at=START + DAY, order_reference="PO-2"))
    await world.services.hires.update("E-1", lambda hire: hire.without("SN-1"))
    await passing(world, 2 * HOUR)

    assert told(site)[:3] == ["at-risk no-device", "on-track", "at-risk no-device"]


async def test_who_was_cancelled_is_not_told_of() -> None:
    world, site = await announced()
    hired(world, a_hire(HireEvent.CANCELLED, said_at=START + HOUR, start_date=NEXT_WEEK))
    await world.settle(timedelta(minutes=1))
    before = len(site.heard)

    await passing(world, 3 * HOUR)

    assert len(site.heard) == before


async def test_who_needs_no_device_is_not_told_of() -> None:
    world, site = a_heard_world(a_subscriber(events=AT_RISK))
    visitor = Hire(employee_id="E-2", said_at=START, start_date=NEXT_WEEK, needs_device=False)
    await world.services.hires.put("E-2", visitor)

    await passing(world, 3 * HOUR)

    assert site.heard == []


async def test_another_word_of_hr_makes_the_same_danger_no_news() -> None:
    world, site = await announced()
    await passing(world, HOUR)

    hired(world, a_hire(HireEvent.CHANGED, said_at=START + DAY, start_date=NEXT_WEEK))
    await passing(world, 2 * HOUR)

    assert told(site) == ["at-risk no-device"]


async def test_hires_are_gone_through_once_an_hour() -> None:
    world, site = await announced()
    await passing(world, HOUR)

    await world.services.hires.update("E-1", lambda hire: replace(hire, readiness=None))
    for _ in range(5):
        await world.passes(timedelta(minutes=10))
        await world.settle(timedelta(seconds=1))

    assert len(site.heard) == 1


async def test_without_a_subscriber_of_it_a_hire_is_judged_and_nobody_told() -> None:
    world, _ = a_heard_world(a_subscriber(events=[NewsType.DEVICE_READY]))
    hired(world, a_hire(start_date=NEXT_WEEK))

    await passing(world, 3 * HOUR)

    (hire,) = await world.hires()
    assert hire.readiness is not None
    assert (hire.readiness.verdict, hire.news) == (Verdict.AT_RISK, ())


async def test_news_of_a_hire_that_was_left_is_told_within_the_hour() -> None:
    world, site = await announced()
    site.falls_into(Mood())
    await passing(world, 2 * HOUR)

    site.recovers()
    await passing(world, 2 * HOUR)

    assert told(site) == ["at-risk no-device"]


async def test_a_late_manufacturer_is_told_of_as_at_risk_then_late_and_when_it_is_over() -> None:
    world, site = await announced()
    await ship(world, ManifestLine(serial="SN-1", order_reference="PO-1"))

    await passing(world, 8 * DAY)
    assert told(site) == ["at-risk no-device", "late not-ready"]
    assert site.heard[1].event["data"]["missing"] == "oem-overdue"

    world.tenant.oem_registers("SN-1")
    await passing(world, DAY)

    assert told(site) == ["at-risk no-device", "late not-ready", "on-track"]
    assert site.heard[-1].event["data"]["before"] == "late"
    (hire,) = await world.hires()
    lines = [entry.what for entry in hire.timeline if entry.cause == "sweep"]
    assert [line.partition(":")[0] for line in lines] == [
        "The start is at risk",
        "The device is late",
        "On track again",
    ]


async def test_a_device_is_read_only_where_something_is_due() -> None:
    world, _ = await announced(date(2026, 3, 1))
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle(HOUR)
    world.clock.advance(2 * HOUR)
    asked: list[str] = []
    get = world.services.devices.get

    class Watched(Devices):
        async def get(self, key: str) -> Device | None:
            asked.append(key)
            return await get(key)

    await look_ahead(replace(world.services, devices=Watched(world.rows)))

    (hire,) = await world.hires()
    assert hire.device == "SN-1"
    assert hire.readiness is not None
    assert asked == []

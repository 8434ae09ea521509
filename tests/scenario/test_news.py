"""What happens to devices is told to subscribers: signed, and each thing under one id."""

import json
from datetime import timedelta

from structlog.testing import capture_logs

from shared.domain.commands import Notify, queue_of
from shared.domain.news import NewsType
from shared.domain.stages import Milestone, Stage
from simulator.subscribers import Mood
from simulator.world import World
from tests.hearing import SECRET, a_heard_world, a_subscriber, site_of, told
from tests.journeys import (
    ADELE,
    DAY,
    a_described_line,
    a_line,
    a_preparing_plan,
    a_preparing_world,
    a_world,
    hired,
    ship,
)

REGISTERED, READY, DEPLOYED = "device.registered", "device.ready", "device.deployed"
JOURNEY = [REGISTERED, READY, DEPLOYED]


async def flown(world: World) -> None:
    """Fly a device of somebody whom HR has announced to their desk."""
    hired(world)
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle()


async def test_a_journey_with_autopilot_is_told_signed_and_each_step_once() -> None:
    world, site = a_heard_world()

    await flown(world)

    assert sorted(site.types) == sorted(JOURNEY)
    assert len(set(site.ids)) == 3
    assert [each.signed for each in site.told] == [True] * 3


async def test_a_journey_with_device_preparation_is_told_signed_and_each_step_once() -> None:
    world = a_preparing_world(told(a_subscriber(), plan=a_preparing_plan()))
    site = site_of(world)
    hired(world)
    await ship(world, a_described_line("SN-1", order_reference="PO-1"))
    await world.settle(DAY / 2)
    world.tenant.machine_delivered("SN-1", "Contoso", "Contoso 13", ADELE)

    await world.settle()

    assert sorted(site.types) == sorted(JOURNEY)
    assert len(set(site.ids)) == 3
    assert [each.signed for each in site.told] == [True] * 3


async def test_an_event_tells_what_the_device_was_then() -> None:
    world, site = a_heard_world()

    await flown(world)

    (ready,) = [each.event for each in site.heard if each.event["type"] == READY]
    milestones = (await world.device("SN-1")).milestones
    assert ready.pop("time") == milestones[Milestone.PROFILED].isoformat().replace("+00:00", "Z")
    assert ready | {"id": ""} == {
        "specversion": "1.0",
        "id": "",
        "source": "/groundcrew",
        "type": "device.ready",
        "subject": "SN-1",
        "datacontenttype": "application/json",
        "data": {
            "serial": "SN-1",
            "stage": "ready",
            "persona": "office",
            "shipment_id": "SHP-1",
            "order_reference": "PO-1",
            "employee_id": "E-1",
            "person": ADELE,
            "start_date": "2026-02-02",
        },
    }


async def test_a_parked_device_tells_its_reason_and_what_to_do() -> None:
    world, site = a_heard_world(a_subscriber(events=[NewsType.DEVICE_PARKED]))
    world.roles["add-to-group"] = ()
    await ship(world, a_line("SN-1"))

    await world.settle(DAY)

    (event,) = [each.event for each in site.heard]
    (parked,) = await world.parked()
    assert event["type"] == "device.parked"
    data = event["data"]
    assert (data["code"], data["sentence"], data["remedy"]) == (
        "forbidden",
        parked.reason.sentence,
        parked.reason.remedy,
    )
    assert data["stage"] == "parked"


async def test_a_device_that_is_ready_again_is_news_again() -> None:
    world, site = a_heard_world(a_subscriber(events=[NewsType.DEVICE_READY]))
    world.tenant.people_stay_away()
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle(timedelta(hours=6))

    hired(world)
    await world.settle(timedelta(hours=6))

    people = [each.event["data"].get("person") for each in site.heard]
    assert people == [None, ADELE]
    assert len(set(site.ids)) == 2


async def test_only_what_was_asked_for_is_told() -> None:
    world, site = a_heard_world(a_subscriber(events=[NewsType.DEVICE_DEPLOYED]))

    await flown(world)

    assert site.types == [DEPLOYED]


def noted(sent: list[str], queue: str) -> bool:
    sent.append(queue)
    return False


async def test_without_subscribers_no_news_is_kept_and_none_is_sent() -> None:
    world = a_world()
    sent: list[str] = []
    world.loses(lambda delivery: noted(sent, delivery.queue))

    await flown(world)

    assert (await world.device("SN-1")).stage is Stage.DEPLOYED
    assert (await world.device("SN-1")).news == ()
    assert queue_of(Notify) not in sent


async def test_no_person_no_address_and_no_secret_is_logged() -> None:
    with capture_logs() as entries:
        world, site = a_heard_world()
        site.falls_into(Mood(status=503, until=world.clock.now() + DAY))
        await flown(world)

    # In this world a correlation is the origin of a command, and no receipt.
    told = [{**entry, "correlation": ""} for entry in entries]
    written = json.dumps(told, default=str)
    events = {entry["event"] for entry in entries}
    kept = [ADELE, 'E-1"', "itsm.example", SECRET.removeprefix("whsec_")]
    assert {"news.told", "delivery.postponed"} <= events
    assert [each for each in kept if each in written] == []


async def test_news_that_was_told_is_struck_off() -> None:
    world, _ = a_heard_world()

    await flown(world)

    assert (await world.device("SN-1")).news == ()

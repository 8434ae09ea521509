"""Subscribers that are down, slow, gone or wrong: news waits for them, and for nobody else."""

from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus

from handlers.redriving import redrive
from shared.domain.news import NewsType
from simulator.subscribers import Mood, SubscriberSite
from simulator.world import World
from tests.hearing import OTHER_SECRET, a_channel, a_heard_world, a_subscriber, site_of
from tests.journeys import DAY, a_line, ship
from tests.operating import said

HOUR = timedelta(hours=1)
REGISTERED = [NewsType.DEVICE_REGISTERED]


async def registered(
    mood: Mood | None = None, wait: timedelta = HOUR
) -> tuple[World, SubscriberSite]:
    """One device is registered, and its subscriber is in a mood meanwhile."""
    world, site = a_heard_world(a_subscriber(events=REGISTERED))
    if mood is not None:
        site.falls_into(mood)
    world.tenant.people_stay_away()
    await ship(world, a_line("SN-1"))
    await world.settle(wait)
    return world, site


async def test_a_subscriber_that_was_down_for_hours_is_told_once_when_it_is_back() -> None:
    world, site = await registered(Mood(), 7 * HOUR)
    assert site.heard == []

    site.recovers()
    await world.settle(2 * HOUR)

    assert site.types == ["device.registered"]
    assert len({each.headers["webhook-id"] for each in site.told}) == 1
    assert len(site.told) > 5


async def test_each_try_is_signed_anew_at_its_own_time() -> None:
    world, site = await registered(Mood(status=500), HOUR)

    site.recovers()
    await world.settle(HOUR)

    times = [each.headers["webhook-timestamp"] for each in site.told]
    assert len(times) == len(set(times)) > 5
    assert all(each.signed for each in site.told)


async def test_the_waits_grow_up_to_an_hour_and_end_after_about_a_day() -> None:
    world, site = await registered(Mood(status=503), 3 * DAY)

    waits = [b.at - a.at for a, b in zip(site.told, site.told[1:], strict=False)]
    (parked,) = await world.parked()
    assert waits[0] == timedelta(seconds=30)
    assert max(waits) == HOUR
    assert DAY < sum(waits, timedelta(0)) < DAY + 2 * HOUR
    assert (parked.reason.code, parked.serial, parked.queue) == ("unanswered", "", "notify")


async def test_who_asks_to_wait_long_is_waited_for() -> None:
    _, site = await registered(Mood(status=429, retry_after=6 * 3600), 5 * HOUR)

    assert len(site.told) == 1


async def test_who_says_one_second_all_day_long_does_not_use_up_the_tries() -> None:
    world, site = await registered(Mood(status=429, retry_after=1), 20 * HOUR)

    site.recovers()
    await world.settle(2 * HOUR)

    assert site.types == ["device.registered"]
    assert await world.parked() == ()


async def test_who_answers_gone_is_told_nothing_more() -> None:
    world, site = await registered(Mood(status=HTTPStatus.GONE))
    site.recovers()

    await ship(world, a_line("SN-2"))
    await world.settle(HOUR)

    assert len(site.told) == 1
    assert await world.parked() == ()


async def test_who_was_gone_is_told_again_once_it_has_another_address() -> None:
    world, site = a_heard_world(replace(a_subscriber(events=REGISTERED), url="", url_setting="URL"))
    world.secrets["URL"] = "https://itsm.example/events"
    site.falls_into(Mood(status=HTTPStatus.GONE))
    await ship(world, a_line("SN-1"))
    await world.settle(HOUR)
    site.recovers()

    world.secrets["URL"] = "https://itsm.example/events/anew"
    await ship(world, a_line("SN-2"))
    await world.settle(HOUR)

    assert [each.event["subject"] for each in site.heard] == ["SN-2"]


async def test_who_refuses_parks_the_message_and_not_the_device() -> None:
    world, _ = await registered(Mood(status=404))

    (parked,) = await world.parked()
    assert parked.reason.code == "subscriber-refused"
    assert parked.reason.evidence == {"subscriber": "itsm", "status": "404"}
    assert (parked.error_class, parked.serial) == ("Rejected", "")
    assert (await world.device("SN-1")).parked_for == ""


async def test_what_was_refused_is_told_under_the_same_id_when_it_is_redriven() -> None:
    world, site = await registered(Mood(status=401))
    (parked,) = await world.parked()
    site.recovers()

    await redrive(said(parked.id), world.services)
    await world.settle(HOUR)

    assert len(site.heard) == 1
    assert len({each.headers["webhook-id"] for each in site.told}) == 1


async def test_while_a_secret_is_replaced_old_and_new_are_believed() -> None:
    world, site = a_heard_world(a_subscriber(events=REGISTERED))
    world.secrets["ITSM_SECRET_NEXT"] = OTHER_SECRET
    await ship(world, a_line("SN-1"))
    await world.settle(HOUR)

    site.secret = OTHER_SECRET
    await ship(world, a_line("SN-2"))
    await world.settle(HOUR)

    assert [each.event["subject"] for each in site.heard] == ["SN-1", "SN-2"]


async def test_a_message_with_another_secret_is_refused() -> None:
    world, site = a_heard_world(a_subscriber(events=REGISTERED))
    site.secret = OTHER_SECRET
    await ship(world, a_line("SN-1"))

    await world.settle(HOUR)

    assert site.heard == []
    assert [each.reason.code for each in await world.parked()] == ["subscriber-refused"]


async def test_the_trouble_of_one_subscriber_delays_no_other() -> None:
    world, itsm = a_heard_world(a_subscriber(events=REGISTERED), a_subscriber("down", REGISTERED))
    down = site_of(world, "down")
    down.falls_into(Mood())
    await ship(world, a_line("SN-1"))

    await world.settle(10 * timedelta(minutes=6))

    (first,) = itsm.told
    assert first.at == down.told[0].at
    assert itsm.types == ["device.registered"]
    assert down.heard == []


async def test_a_channel_whose_address_is_missing_parks_until_it_is_set() -> None:
    world, _ = a_heard_world(a_channel())
    await ship(world, a_line("SN-1"))

    await world.settle(HOUR)

    codes = {each.reason.code for each in await world.parked()}
    assert codes == {"setting-missing"}


async def test_a_channel_is_not_told_over_plain_http() -> None:
    world, _ = a_heard_world(a_channel())
    world.secrets["TEAMS_URL"] = "http://channel.example/hook"
    channel = site_of(world, "channel", secret="")
    await ship(world, a_line("SN-1"))

    await world.settle(HOUR)

    assert {each.reason.code for each in await world.parked()} == {"subscriber-address"}
    assert channel.told == []


async def test_a_channel_gets_a_card() -> None:
    world, _ = a_heard_world(a_channel())
    world.secrets["TEAMS_URL"] = "https://channel.example/hook?sig=secret"
    channel = site_of(world, "channel", secret="")
    await ship(world, a_line("SN-1"))

    await world.settle(HOUR)

    assert {each.event["type"] for each in channel.heard} == {"message"}
    assert "webhook-signature" not in channel.heard[0].headers

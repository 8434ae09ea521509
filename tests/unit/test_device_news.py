"""Which changes of a device are news."""

from datetime import timedelta

from shared.domain.device import Device
from shared.domain.errors import Reason
from shared.domain.news import NewsType
from shared.domain.park import park, redrive
from shared.domain.stages import Milestone, Route, Stage
from simulator.world import START
from tests.journeys import a_line

LATER = START + timedelta(hours=1)
REASON = Reason(code="guest", sentence="A guest.", remedy="Take another person.")


def a_device(*milestones: Milestone, route: Route = Route.AUTOPILOT) -> Device:
    device = Device(serial="SN-1", since=START, route=route, line=a_line("SN-1"))
    for each in milestones:
        device = device.reached(each, START, f"Seen: {each}.")
    return device


def types(device: Device) -> list[NewsType]:
    return [each.type for each in device.news]


def test_what_is_seen_on_the_way_is_no_news() -> None:
    assert types(a_device(Milestone.ANNOUNCED, Milestone.SUBMITTED)) == []


def test_a_registration_is_news_on_either_route() -> None:
    autopilot = a_device(Milestone.REGISTERED)
    prepared = a_device(Milestone.IDENTIFIED, route=Route.DEVICE_PREPARATION)

    assert types(autopilot) == types(prepared) == [NewsType.DEVICE_REGISTERED]


def test_ready_and_deployed_are_news() -> None:
    ready = a_device(Milestone.REGISTERED, Milestone.GROUPED, Milestone.PROFILED)

    deployed = ready.reached(Milestone.ENROLLED, LATER, "On.").reached(
        Milestone.DEPLOYED, LATER, "Done."
    )

    assert types(deployed) == [
        NewsType.DEVICE_REGISTERED,
        NewsType.DEVICE_READY,
        NewsType.DEVICE_DEPLOYED,
    ]


def test_ready_lost_and_ready_again_is_news_twice() -> None:
    ready = a_device(Milestone.REGISTERED, Milestone.GROUPED, Milestone.PROFILED)

    lost = ready.lost(Milestone.PROFILED, LATER, "Gone.")
    again = lost.reached(Milestone.PROFILED, LATER + timedelta(hours=1), "Back.")

    moments = [each.at for each in again.news if each.type is NewsType.DEVICE_READY]
    assert moments == [START, LATER + timedelta(hours=1)]


def test_ready_twice_at_one_moment_is_one_news() -> None:
    ready = a_device(Milestone.REGISTERED, Milestone.GROUPED, Milestone.PROFILED)

    again = ready.lost(Milestone.PROFILED, START, "Gone.").reached(
        Milestone.PROFILED, START, "Back."
    )

    assert types(again).count(NewsType.DEVICE_READY) == 1


def test_parking_is_news_with_its_reason() -> None:
    (news,) = park(a_device(), REASON, "R-1", LATER).news

    assert news.type is NewsType.DEVICE_PARKED
    assert news.at == LATER
    assert news.facts == {
        "code": "guest",
        "sentence": "A guest.",
        "remedy": "Take another person.",
    }


def test_a_second_reason_for_what_is_parked_is_no_news() -> None:
    device = park(a_device(), REASON, "R-1", LATER)

    assert park(device, REASON, "R-2", LATER + timedelta(hours=1)).news == device.news


def test_coming_out_of_the_park_is_no_news_unless_it_is_ready() -> None:
    device = park(a_device(), REASON, "R-1", LATER)
    ready = park(
        a_device(Milestone.REGISTERED, Milestone.GROUPED, Milestone.PROFILED), REASON, "R-1", LATER
    )

    assert redrive(device, LATER).news == device.news
    assert types(redrive(ready, LATER))[-1] is NewsType.DEVICE_READY
    assert redrive(ready, LATER).stage is Stage.READY

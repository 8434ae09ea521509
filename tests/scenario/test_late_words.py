"""What was said of somebody before they were erased, and comes only afterwards."""

from datetime import timedelta

from handlers.forgotten import heeded_news, heeds_hire
from shared.domain.changes import ChangeDevice, DeviceEvent
from shared.domain.commands import DeviceRequest, HireEvent, RequestEvent
from shared.domain.news import News, NewsType
from simulator.world import START, World
from tests.erasing import EMPLOYEE, erase, erased, left_of
from tests.fetching import an_office
from tests.journeys import ADELE, a_hire, a_line, a_world, hired, ship

MINUTE = timedelta(minutes=1)
ALEX = "alex.wilber@contoso.com"


async def a_world_without_her() -> World:
    """Adele was announced and erased; a device lies in stock, and Alex works here."""
    world = a_world()
    world.tenant.user_appears(ALEX)
    hired(world, a_hire(employee_id=EMPLOYEE))
    await world.settle(MINUTE)
    await erased(world)
    await ship(world, a_line("SN-1"))
    await world.settle(timedelta(hours=1))
    return world


def a_request(*, by: str, person: str) -> DeviceRequest:
    return DeviceRequest(
        event=RequestEvent.ASKED, request_id="R-1", said_at=START, by=by, person=person
    )


async def test_a_request_for_them_asks_for_nothing() -> None:
    world = await a_world_without_her()

    world.ask(a_request(by=ALEX, person=ADELE), origin="late")
    await world.settle(timedelta(hours=1))

    assert await world.services.requests.get("R-1") is None


async def test_a_request_that_they_made_for_somebody_else_has_a_stand_in() -> None:
    world = await a_world_without_her()

    world.ask(a_request(by=ADELE, person=ALEX), origin="late")
    await world.settle(timedelta(hours=1))

    request = await world.services.requests.known("R-1")
    assert request.asked_by.startswith("erased-")


async def test_an_operator_who_gave_them_a_device_gives_it_to_nobody() -> None:
    world = await a_world_without_her()
    said = ChangeDevice(
        event=DeviceEvent.REASSIGN, serial="SN-1", said_at=START, employee_id=EMPLOYEE
    )

    world.ask(said, origin="late")
    await world.settle(timedelta(hours=1))

    assert (await world.device("SN-1")).given is None
    assert await left_of(world, EMPLOYEE) == []


async def test_news_of_them_is_told_without_them() -> None:
    world = await a_world_without_her()
    facts = {"employee_id": EMPLOYEE, "person": ADELE, "code": "guest"}
    news = News(type=NewsType.DEVICE_PARKED, subject="SN-1", at=START, facts=facts)

    told = await heeded_news(news, world.services)

    assert told.facts == {"employee_id": "", "person": "", "code": "guest"}


async def test_nobody_is_asked_what_a_thin_event_of_them_means() -> None:
    office = an_office("bamboohr")
    await erased(office.world, "E-1")

    office.says("bamboohr")
    await office.world.settle(timedelta(hours=1))

    assert office.vendors["bamboohr"].calls == 0


async def test_what_comes_before_the_erasure_has_begun_is_late_already() -> None:
    world = a_world()
    hired(world, a_hire(employee_id=EMPLOYEE))
    await world.settle(MINUTE)
    changed = a_hire(HireEvent.CHANGED, employee_id=EMPLOYEE)

    await erase(world)

    assert not await heeds_hire(changed, world.services, thin=False)

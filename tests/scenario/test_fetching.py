"""A thin event names somebody; what it means is asked of the HR system, and counted."""

from datetime import date, timedelta

import pytest

from shared.domain.commands import HireEvent
from shared.domain.hire import HireState
from simulator.vendors import Personio
from simulator.world import START
from tests.fetching import FIRST_DAY, VENDORS, an_office, somebody
from tests.journeys import ADELE, a_hire, a_line, hired, ship

MINUTE = timedelta(minutes=1)
# Personio's first call is for a token; it and Finch tell one person in two answers.
CALLS = {"bamboohr": 1, "hibob": 1, "personio": 3, "rippling": 1, "finch": 2}


@pytest.mark.parametrize("vendor", VENDORS)
async def test_a_thin_event_leads_to_a_hire_with_what_the_hr_system_knows(vendor: str) -> None:
    office = an_office(vendor)
    office.says(vendor, HireEvent.CREATED)

    await office.world.settle()

    hire = await office.hire()
    assert hire.user_principal_name == ADELE
    assert (hire.start_date, hire.persona) == (FIRST_DAY, "engineer")
    # Personio tells of an office its id alone.
    assert hire.location == ("" if vendor == "personio" else "Utrecht")
    assert (hire.said_at, hire.state) == (START, HireState.STARTING)
    assert office.vendors[vendor].calls == CALLS[vendor]


@pytest.mark.parametrize("vendor", VENDORS)
async def test_who_has_left_at_the_hr_system_is_cancelled(vendor: str) -> None:
    office = an_office(vendor)
    office.vendors[vendor].changes("E-1", employed=False)
    office.says(vendor)

    await office.world.settle()

    assert (await office.hire()).state is HireState.CANCELLED


@pytest.mark.parametrize("vendor", VENDORS)
async def test_who_comes_back_is_expected_again(vendor: str) -> None:
    office = an_office(vendor)
    office.vendors[vendor].changes("E-1", employed=False)
    office.says(vendor)
    await office.world.settle()
    office.vendors[vendor].changes("E-1", employed=True)
    office.says(vendor, said_at=START + MINUTE)

    await office.world.settle()

    assert (await office.hire()).state is HireState.STARTING


@pytest.mark.parametrize("vendor", VENDORS)
async def test_who_is_not_known_yet_is_asked_for_again(vendor: str) -> None:
    office = an_office(vendor)
    office.vendors[vendor].forgets("E-1")
    office.says(vendor)
    await office.world.settle(5 * MINUTE)
    office.vendors[vendor].knows(somebody())

    await office.world.settle()

    assert (await office.hire()).user_principal_name == ADELE
    assert await office.world.parked() == ()


async def test_the_fetched_person_gets_the_device_of_their_order() -> None:
    office = an_office()
    hired(office.world, a_hire(upn="", persona="", start_date=None))
    await ship(office.world, a_line("SN-1", order_reference="PO-1"))
    office.says(said_at=START + MINUTE)

    await office.world.settle()

    assert (await office.world.device("SN-1")).assigned_to == ADELE


async def test_an_event_that_comes_twice_is_fetched_once() -> None:
    office = an_office()
    office.says(times=2)

    await office.world.settle()

    assert office.vendors["bamboohr"].calls == 1


async def test_a_hr_system_that_is_down_is_asked_until_it_is_up() -> None:
    office = an_office()
    bamboo = office.vendors["bamboohr"]
    bamboo.falters(2)
    bamboo.hangs_up()
    office.says()

    await office.world.settle()

    assert (await office.hire()).user_principal_name == ADELE
    assert bamboo.calls == 4


@pytest.mark.parametrize("vendor", ["bamboohr", "rippling"])
async def test_a_hr_system_that_asks_for_time_is_left_alone_until_then(vendor: str) -> None:
    office = an_office(vendor)
    api = office.vendors[vendor]
    api.rests(10 * MINUTE)
    for number in range(20):
        api.knows(somebody(f"E-{number}", f"person{number}@contoso.com"))
        office.says(vendor, employee_id=f"E-{number}")

    await office.world.settle(9 * MINUTE)
    before = (api.calls, len(await office.world.hires()))
    await office.world.settle()

    assert (before, len(await office.world.hires())) == ((1, 0), 20)
    assert (api.calls, api.throttled) == (21, 1)


async def test_one_hr_systems_rest_delays_no_other() -> None:
    office = an_office("bamboohr", "hibob")
    office.vendors["bamboohr"].rests(10 * MINUTE)
    office.vendors["hibob"].knows(somebody("E-2"))
    office.says("bamboohr")
    office.says("hibob", employee_id="E-2")

    await office.world.settle(timedelta(seconds=1))

    assert [hire.employee_id for hire in await office.world.hires()] == ["E-2"]


async def test_many_events_at_once_stay_within_the_limit() -> None:
    office = an_office()
    bamboo = office.vendors["bamboohr"]
    for number in range(150):
        bamboo.knows(somebody(f"E-{number}", f"person{number}@contoso.com"))
        office.says(employee_id=f"E-{number}")

    await office.world.settle(timedelta(minutes=4))

    assert len(await office.world.hires()) == 150
    assert (bamboo.calls, bamboo.throttled) == (150, 0)


async def test_who_changes_between_event_and_fetch_is_taken_as_they_are_now() -> None:
    office = an_office()
    office.says()
    office.vendors["bamboohr"].changes("E-1", start_date=date(2026, 3, 2))

    await office.world.settle()

    assert (await office.hire()).start_date == date(2026, 3, 2)


async def test_an_older_event_that_is_fetched_late_does_not_undo_a_newer_word() -> None:
    office = an_office()
    office.vendors["bamboohr"].falters(3)
    office.says(said_at=START)
    hired(office.world, a_hire(said_at=START + MINUTE, start_date=date(2026, 4, 6)))

    await office.world.settle()

    hire = await office.hire()
    assert (hire.start_date, hire.location) == (date(2026, 4, 6), "Utrecht")
    assert hire.said_at == START + MINUTE


async def test_nobody_is_asked_about_somebody_who_was_deleted() -> None:
    office = an_office()
    office.vendors["bamboohr"].forgets("E-1")
    office.says(event=HireEvent.CANCELLED)

    await office.world.settle()

    assert (await office.hire()).state is HireState.CANCELLED
    assert office.vendors["bamboohr"].calls == 0


async def test_a_token_serves_until_shortly_before_it_expires() -> None:
    office = an_office("personio")
    personio = office.vendors["personio"]
    assert isinstance(personio, Personio)
    tokens = []
    for minutes in (0, 1, 58, 1):
        office.world.clock.advance(minutes * MINUTE)
        personio.lasting = timedelta(hours=1)
        office.says("personio", said_at=office.world.clock.now())
        await office.world.settle()
        tokens.append(personio.tokens)

    assert tokens == [1, 1, 2, 2]


async def test_a_token_that_was_withdrawn_is_replaced_once() -> None:
    office = an_office("personio")
    personio = office.vendors["personio"]
    assert isinstance(personio, Personio)
    office.says("personio")
    await office.world.settle()
    personio.withdraws_tokens()
    personio.changes("E-1", start_date=date(2026, 3, 2))
    office.says("personio", said_at=START + MINUTE)

    await office.world.settle()

    assert (await office.hire()).start_date == date(2026, 3, 2)
    assert (personio.tokens, personio.calls) == (2, 3 + 4)

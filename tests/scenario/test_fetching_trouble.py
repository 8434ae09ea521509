"""Thin events that cannot be fetched: who is told what, and what mends it."""

import json
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus

import pytest
from structlog.testing import capture_logs

from handlers.redriving import redrive
from shared.domain.commands import HireEvent
from shared.domain.hire import Hire, HireState
from shared.domain.parked import Parked
from simulator.vendors import Personio
from simulator.world import START
from tests.fetching import VENDORS, Office, an_office, setting_of, somebody
from tests.journeys import ADELE
from tests.operating import said

HOUR = timedelta(hours=1)


async def the_parked(office: Office) -> Parked:
    await office.world.settle()
    (parked,) = await office.world.parked()
    return parked


@pytest.mark.parametrize("vendor", VENDORS)
async def test_revoked_credentials_park_the_event_until_there_are_better_ones(vendor: str) -> None:
    office = an_office(vendor)
    office.vendors[vendor].takes("new:credentials")
    office.says(vendor)
    parked = await the_parked(office)
    assert parked.reason.code == "credentials-refused"
    assert setting_of(vendor) in parked.reason.remedy
    assert parked.reason.evidence == {"source": vendor, "status": "401"}

    office.world.secrets[setting_of(vendor)] = "new:credentials"
    await redrive(said(parked.id), office.world.services)
    await office.world.settle()

    assert (await office.hire()).user_principal_name == ADELE
    assert await office.world.parked() == ()


async def test_credentials_that_are_not_set_park_the_event() -> None:
    office = an_office()
    del office.world.secrets[setting_of("bamboohr")]
    office.says()

    parked = await the_parked(office)

    assert parked.reason.code == "setting-missing"
    assert setting_of("bamboohr") in parked.reason.sentence
    assert office.vendors["bamboohr"].calls == 0


async def test_a_token_that_is_refused_again_and_again_is_asked_for_twice() -> None:
    office = an_office("personio")
    personio = office.vendors["personio"]
    assert isinstance(personio, Personio)
    personio.lasting = timedelta(0)
    office.says("personio")

    parked = await the_parked(office)

    assert parked.reason.code == "credentials-refused"
    assert personio.tokens == 2


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (HTTPStatus.FORBIDDEN, "credentials-refused"),
        (HTTPStatus.BAD_REQUEST, "fetch-refused"),
        (HTTPStatus.FOUND, "fetch-refused"),
        (HTTPStatus.OK, "answer-unreadable"),
        (HTTPStatus.NO_CONTENT, "answer-unreadable"),
    ],
)
async def test_an_answer_that_helps_nobody_parks_the_event(status: HTTPStatus, code: str) -> None:
    office = an_office()
    office.vendors["bamboohr"].falters(status=status)
    office.says()

    assert (await the_parked(office)).reason.code == code
    assert office.vendors["bamboohr"].calls == 1


@pytest.mark.parametrize(
    "status", [HTTPStatus.ACCEPTED, HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.SERVICE_UNAVAILABLE]
)
async def test_an_answer_that_says_not_now_is_no_answer(status: HTTPStatus) -> None:
    office = an_office()
    office.vendors["bamboohr"].falters(status=status)
    office.says()

    await office.world.settle()

    assert (await office.hire()).user_principal_name == ADELE
    assert office.vendors["bamboohr"].calls == 2


async def test_who_is_not_known_for_an_hour_is_a_matter_for_a_person() -> None:
    office = an_office()
    office.vendors["bamboohr"].forgets("E-1")
    office.says()

    parked = await the_parked(office)

    assert parked.reason.code == "person-missing"
    assert timedelta(hours=1) <= parked.at - START < timedelta(hours=2)


async def test_who_was_deleted_since_their_event_is_nobodys_trouble() -> None:
    office = an_office()
    office.vendors["bamboohr"].forgets("E-1")
    office.says(event=HireEvent.CREATED)
    office.says(event=HireEvent.CANCELLED, said_at=START + timedelta(minutes=1))

    await office.world.settle()

    assert (await office.hire()).state is HireState.CANCELLED
    assert await office.world.parked() == ()


async def test_a_source_that_has_left_the_flight_plan_is_a_matter_for_a_person() -> None:
    office = an_office()
    office.says("workday")

    parked = await the_parked(office)

    assert (parked.reason.code, parked.reason.evidence) == (
        "source-unknown",
        {"source": "workday"},
    )


async def test_an_id_that_would_lead_elsewhere_is_not_asked_for() -> None:
    office = an_office()
    office.says(employee_id="..")

    assert (await the_parked(office)).reason.code == "employee-id-unusable"
    assert office.vendors["bamboohr"].calls == 0


async def test_nothing_of_a_fetch_is_logged_but_who_was_asked_and_how_it_went() -> None:
    office = an_office(*VENDORS)
    for number, vendor in enumerate(VENDORS):
        office.vendors[vendor].knows(somebody(f"EMP-{number}"))
        office.says(vendor, employee_id=f"EMP-{number}")

    with capture_logs() as entries:
        await office.world.settle()

    lines = [entry for entry in entries if entry["event"] == "source.asked"]
    assert {(line["source"], line["status"]) for line in lines} == {(name, 200) for name in VENDORS}
    assert set(lines[0]) >= {"source", "status", "seconds"}
    # The story names its messages after people; the app names them after receipts.
    told = [{key: entry[key] for key in entry.keys() - {"correlation"}} for entry in entries]
    written = json.dumps(told, default=str)
    secrets = [ADELE, "EMP-", "Utrecht", "?", "papi-", *office.world.secrets.values()]
    assert [secret for secret in secrets if secret in written] == []


def _settled(hire: Hire) -> Hire:
    """Leave out when things happened: a death delays."""
    return replace(hire, news=(), timeline=(), waiting_since=None)


async def calls_of_a_fetch() -> int:
    office = an_office()
    office.says(event=HireEvent.CREATED)
    await office.world.settle()
    return office.world.mortality.calls


# A thin event makes fewer calls than this; the last test says so.
MOST_CALLS = 30


@pytest.mark.parametrize("call", range(1, MOST_CALLS))
async def test_the_process_may_die_after_any_call_of_a_thin_events_journey(call: int) -> None:
    office = an_office(dies_after=call, sweeps=False)
    office.says(event=HireEvent.CREATED)

    await office.world.settle()

    whole = an_office()
    whole.says(event=HireEvent.CREATED)
    await whole.world.settle()
    ended, calm = await office.hire(), await whole.hire()
    assert _settled(ended) == _settled(calm)
    assert [each.what for each in ended.timeline] == [each.what for each in calm.timeline]
    assert office.vendors["bamboohr"].calls <= 2
    assert await office.world.parked() == ()


async def test_every_call_of_a_thin_events_journey_was_tried() -> None:
    assert 8 < await calls_of_a_fetch() < MOST_CALLS

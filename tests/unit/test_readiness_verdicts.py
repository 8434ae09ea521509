"""The verdict on a start: what is due by when, and what is missing."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.device import Device
from shared.domain.flightplan import FlightPlan, Persona
from shared.domain.hire import Hire, HireState, Pairing, Readiness, Verdict
from shared.domain.movers import MOVERS
from shared.domain.readiness import due_of, verdict_of
from shared.domain.service_level import LeadTimes, ServiceLevel, Weekday
from shared.domain.shipment import ManifestLine
from shared.domain.stages import NEXT, Milestone, Route, Stage
from shared.domain.waiting import Wait

DAY = timedelta(days=1)
START = date(2026, 3, 2)
MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)
SEVERITY = list(Verdict)
LEADS = LeadTimes(
    ready=2 * DAY,
    by_stage={Stage.EXPECTED: 20 * DAY, Stage.REGISTERED: 10 * DAY, Stage.GROUPED: 5 * DAY},
)
_M = Milestone
# On the way to ready, by the milestones that it has passed.
PASSED = {
    Stage.EXPECTED: [_M.ANNOUNCED],
    Stage.REGISTERED: [_M.ANNOUNCED, _M.REGISTERED],
    Stage.GROUPED: [_M.ANNOUNCED, _M.REGISTERED, _M.GROUPED],
    Stage.ASSIGNED: [_M.ANNOUNCED, _M.REGISTERED, _M.ASSIGNED],
}


def a_plan(leads: LeadTimes = LEADS, **level: Any) -> FlightPlan:  # noqa: ANN401  its fields
    personas = {
        "office": Persona(name="office"),
        "board": Persona(name="board", lead_times=LeadTimes(ready=30 * DAY)),
    }
    service_level = ServiceLevel(lead_times=leads, **level)
    return FlightPlan(personas=personas, default_persona="office", service_level=service_level)


def a_hire(**told: Any) -> Hire:  # noqa: ANN401  its fields
    known: dict[str, Any] = {
        "employee_id": "E-1",
        "said_at": MIDNIGHT,
        "start_date": START,
        "device": "SN-1",
    }
    return Hire(**(known | told))


def a_device(stage: Stage, *milestones: Milestone, route: Route = Route.AUTOPILOT) -> Device:
    return Device(
        serial="SN-1",
        stage=stage,
        since=MIDNIGHT,
        route=route,
        line=ManifestLine(serial="SN-1"),
        pairing=Pairing(rule="said", employee_id="E-1"),
        milestones=dict.fromkeys(milestones or PASSED.get(stage, ()), MIDNIGHT),
    )


def judged(
    device: Device | None,
    before: timedelta,
    hire: Hire | None = None,
    plan: FlightPlan | None = None,
) -> Readiness | None:
    """Judge so long before the start day begins."""
    now = MIDNIGHT - before
    due = due_of(hire or a_hire(), plan or a_plan(), now)
    return None if due is None else verdict_of(due, device, now)


def verdict(device: Device | None, before: timedelta, **more: Any) -> str:  # noqa: ANN401  as judged
    found = judged(device, before, **more)
    return "" if found is None else found.verdict


TABLE = [
    # device, and until how many days before the start it is on track: at risk from then on
    (None, 20),
    (a_device(Stage.EXPECTED), 10),
    (a_device(Stage.REGISTERING), 10),
    (a_device(Stage.REGISTERED), 5),
    (a_device(Stage.ASSIGNED), 5),
    (a_device(Stage.GROUPED), 2),
    (a_device(Stage.PARKED, _M.REGISTERED), 5),
    (a_device(Stage.PARKED, _M.REGISTERED, _M.GROUPED, _M.ASSIGNED, _M.PROFILED), 2),
    (a_device(Stage.CANCELLED), 20),
    (a_device(Stage.RETIRED), 20),
    (a_device(Stage.IDENTIFIED, _M.IDENTIFIED, route=Route.DEVICE_PREPARATION), 5),
]


@pytest.mark.parametrize(("device", "days"), TABLE)
def test_a_device_is_at_risk_from_the_first_lead_time_it_misses(
    device: Device | None, days: int
) -> None:
    a_moment = timedelta(seconds=1)

    assert verdict(device, days * DAY + a_moment) == Verdict.ON_TRACK
    assert verdict(device, days * DAY) == Verdict.AT_RISK
    assert verdict(device, a_moment) == Verdict.AT_RISK
    assert verdict(device, timedelta(0)) == Verdict.LATE


@pytest.mark.parametrize("stage", [Stage.READY, Stage.DEPLOYING, Stage.DEPLOYED])
@pytest.mark.parametrize("days", [30, 2, 0, -1])
def test_a_device_that_is_ready_is_on_track_at_any_time(stage: Stage, days: int) -> None:
    assert verdict(a_device(stage), days * DAY) == Verdict.ON_TRACK


def test_the_table_has_every_stage() -> None:
    told = {device.stage for device, _ in TABLE if device}

    assert told | {Stage.READY, Stage.DEPLOYING, Stage.DEPLOYED} == set(NEXT)


@given(
    stage=st.sampled_from(Stage),
    passed=st.sets(st.sampled_from(Milestone)),
    route=st.sampled_from(Route),
    leads=st.tuples(*[st.integers(1, 40 * 24)] * 4),
    hours=st.tuples(st.integers(-48, 2000), st.integers(0, 2000)),
    weekend=st.sets(st.sampled_from(Weekday), max_size=6),
    zone=st.sampled_from(["UTC", "America/Los_Angeles", "Asia/Tokyo", "Europe/Berlin"]),
)
def test_more_time_left_never_makes_a_verdict_worse(  # noqa: PLR0913  all that it may depend on
    *,
    stage: Stage,
    passed: set[Milestone],
    route: Route,
    leads: tuple[int, ...],
    hours: tuple[int, int],
    weekend: set[Weekday],
    zone: str,
) -> None:
    ready, *earlier = (timedelta(hours=each) for each in leads)
    stages = dict(zip((Stage.EXPECTED, Stage.REGISTERED, Stage.GROUPED), earlier, strict=True))
    times = LeadTimes(ready=ready, by_stage=stages)
    plan = a_plan(times, weekend=frozenset(weekend), time_zone=zone)
    hire = a_hire(readiness=Readiness(verdict=Verdict.LATE, since=MIDNIGHT))
    device = a_device(stage, *passed, route=route)
    less, more = hours[0], hours[0] + hours[1]

    verdicts = [
        verdict(device, timedelta(hours=each), hire=hire, plan=plan) for each in (less, more)
    ]

    assert SEVERITY.index(Verdict(verdicts[1])) <= SEVERITY.index(Verdict(verdicts[0]))


@pytest.mark.parametrize(
    "hire",
    [
        a_hire(start_date=None),
        a_hire(needs_device=False),
        a_hire(state=HireState.CANCELLED),
        a_hire(start_date=date(2026, 2, 1)),
        a_hire(start_date=date.min),
    ],
)
def test_who_gets_no_device_or_started_long_ago_is_not_judged(hire: Hire) -> None:
    assert judged(None, timedelta(0), hire) is None


def test_who_was_late_is_judged_until_it_is_over() -> None:
    late = Readiness(verdict=Verdict.LATE, since=MIDNIGHT)
    hire = a_hire(start_date=date(2026, 1, 1), readiness=late)

    assert verdict(None, timedelta(0), hire=hire) == Verdict.LATE


def test_a_persona_has_lead_times_of_its_own() -> None:
    device = a_device(Stage.GROUPED)

    assert verdict(device, 25 * DAY) == Verdict.ON_TRACK
    assert verdict(device, 25 * DAY, hire=a_hire(persona="board")) == Verdict.AT_RISK


def test_days_of_the_weekend_do_not_count() -> None:
    # The start is a Monday: two working days before it is the Thursday.
    plan = a_plan(weekend=frozenset({Weekday.SATURDAY, Weekday.SUNDAY}))
    device = a_device(Stage.GROUPED)

    assert verdict(device, 4 * DAY, plan=plan) == Verdict.AT_RISK
    assert verdict(device, 4 * DAY + timedelta(seconds=1), plan=plan) == Verdict.ON_TRACK


@pytest.mark.parametrize(("location", "hours"), [("tokyo ", 9), ("Seattle", -8), ("Munich", 1)])
def test_a_day_begins_at_the_place(location: str, hours: int) -> None:
    zones = {"Tokyo": "Asia/Tokyo", "Seattle": "America/Los_Angeles"}
    plan = a_plan(time_zone="Europe/Berlin", time_zones=zones)
    hire, device = a_hire(location=location), a_device(Stage.GROUPED)
    begins = timedelta(hours=hours)

    assert verdict(device, begins, hire=hire, plan=plan) == Verdict.LATE
    assert verdict(device, begins + timedelta(seconds=1), hire=hire, plan=plan) == Verdict.AT_RISK


def test_the_reason_says_what_is_missing_who_can_move_it_on_and_how() -> None:
    waiting = a_device(Stage.REGISTERED).waits(Wait.LICENCE, MIDNIGHT)

    found = judged(waiting, DAY)

    assert found is not None
    assert (found.code, found.missing, found.expected) == ("not-ready", "licence", "ready")
    assert found.sentence == "The person's Intune licence is missing or still being provisioned."
    assert (found.who, found.remedy) == (
        "the identity team",
        "Assign a licence that has Intune.",
    )


def test_everything_that_is_waited_for_has_somebody_who_can_move_it_on() -> None:
    assert set(MOVERS) == set(Wait)

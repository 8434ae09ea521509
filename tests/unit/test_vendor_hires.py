"""An HR system's events are read by places, and each meets its own verdict."""

import json
from datetime import UTC, date, datetime

import pytest

from shared.domain.commands import HireEvent
from shared.intake.verdicts import Outcome
from shared.runtime.http import Problem
from tests.hr_systems import an_event, codes_of, fields_of, hires_of, our_source, read, read_events
from tests.receiving import NOW


def test_nothing_good_is_lost_with_the_bad() -> None:
    bad: tuple[object, ...] = (7, None, [], an_event(no=""), an_event(town=5), an_event(mail="x"))

    received = read_events(an_event(), *bad, an_event(no="E-2"))

    assert [hire.employee_id for hire in hires_of(received)] == ["E-1", "E-2"]
    assert [verdict.outcome for verdict in received.verdicts] == [
        Outcome.ACCEPTED,
        *[Outcome.REFUSED] * 6,
        Outcome.ACCEPTED,
    ]
    assert [verdict.place.line for verdict in received.verdicts] == [*range(1, 9)]


def test_a_field_is_spelled_as_the_flight_plan_finds_it() -> None:
    received = read_events(an_event(no=[], town=None, mail="ada"))

    assert fields_of(received) == ["join(' ', [town])", "no", "mail"]
    assert codes_of(received) == [["expression-unfit", "field-not-text", "upn-malformed"]]


def test_every_fault_is_told_once_and_the_employee_id_unless_it_is_wrong() -> None:
    wrong = read_events(an_event(no={"a": 1}))
    right = read_events(an_event(start="soon"))

    assert [verdict.key for verdict in (*wrong.verdicts, *right.verdicts)] == ["", "E-1"]


def test_a_refusal_never_repeats_what_was_sent() -> None:
    secret = "SECRET" * 40
    received = read_events(an_event(town=secret, unit=secret, at=secret, laptop=secret, id=secret))

    assert "SECRET" not in json.dumps(received.problem().errors)


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2026-03-01T09:00:00+02:00", (7, 0)),
        ("2026-03-01T09:00:00+0000", (9, 0)),
        ("2026-03-01T09:00:00", (9, 0)),
        ("2026-03-01 09:00:00.500", (9, 500_000)),
        ("2026-03-01", (0, 0)),
        (1772355600, (9, 0)),
        (1772355600123, (9, 123_000)),
        (1772355600.5, (9, 500_000)),
        ("1772355600", (9, 0)),
        ("1772355600123", (9, 123_000)),
        ("/Date(1772355600123+0000)/", (9, 123_000)),
    ],
)
def test_a_time_is_read_however_it_is_written(said: object, moment: tuple[int, int]) -> None:
    hour, micro = moment

    (hire,) = hires_of(read_events(an_event(at=said)))

    assert hire.said_at == datetime(2026, 3, 1, hour, 0, 0, micro, tzinfo=UTC)


@pytest.mark.parametrize("said", ["soon", True, [1], 1e300, -1e300, 10**400, "9" * 14, {"a": 1}])
def test_a_time_that_is_none_is_refused(said: object) -> None:
    assert codes_of(read_events(an_event(at=said)))[0] in (["time-malformed"], ["time-in-future"])


def test_a_time_from_the_day_after_tomorrow_is_refused_with_its_key() -> None:
    received = read_events(an_event(at="2026-03-03T08:00:01Z"))

    assert codes_of(received) == [["time-in-future"]]
    assert received.verdicts[0].key == "E-1"


def test_words_without_a_time_are_said_one_after_the_other() -> None:
    received = read_events(an_event(at=None), an_event(at="", what="gone"))

    assert [hire.said_at for hire in hires_of(received)] == [NOW, NOW.replace(microsecond=1)]


@pytest.mark.parametrize(
    "said",
    [
        "2026-04-01",
        "20260401",
        "2026-04-01T23:30:00-08:00",
        "2026-04-01-08:00",
        "01.04.2026",
        " 2026-04-01 ",
        1775001600000,
        "/Date(1775001600000)/",
    ],
)
def test_a_date_is_read_however_it_is_written(said: object) -> None:
    assert hires_of(read_events(an_event(start=said)))[0].start_date == date(2026, 4, 1)


@pytest.mark.parametrize("said", ["", None, "0000-00-00"])
def test_a_date_that_nobody_entered_is_none(said: object) -> None:
    assert hires_of(read_events(an_event(start=said)))[0].start_date is None


@pytest.mark.parametrize("said", ["4/1/2026", 20260401.5, True, ["2026-04-01"], 4, "2026-02-30"])
def test_a_date_that_is_none_is_refused(said: object) -> None:
    assert codes_of(read_events(an_event(start=said))) == [["date-malformed"]]


def test_an_event_of_another_type_is_noted_and_nothing_comes_of_it() -> None:
    received = read_events(an_event(what="promoted", no="", at="soon"), an_event(what=" HIRED "))

    assert codes_of(received) == [["event-ignored"], []]
    assert [hire.employee_id for hire in hires_of(received)] == ["E-1"]
    assert received.content()["lines"][0] == {
        "line": 1,
        "employee_id": None,
        "verdict": "noted",
        "code": "event-ignored",
        "field": "what",
        "sentence": "This event says nothing of a hire; it was taken note of and passed over.",
        "remedy": "",
    }


def test_an_event_without_a_type_is_refused() -> None:
    received = read_events(an_event(what=None), an_event(what={}))

    assert codes_of(received) == [["field-missing"], ["field-not-text"]]
    assert fields_of(received) == ["what", "what"]


def test_a_condition_that_holds_cancels_whatever_the_type_says() -> None:
    received = read_events(an_event(left=True), an_event(what="moved", left="true"), an_event())

    assert [hire.event for hire in hires_of(received)] == [
        HireEvent.CANCELLED,
        HireEvent.CANCELLED,
        HireEvent.CREATED,
    ]


def test_who_gets_no_device_is_noted() -> None:
    received = read_events(an_event(laptop=False), an_event(laptop=True), an_event())

    assert [hire.needs_device for hire in hires_of(received)] == [False, True, None]
    assert codes_of(received) == [["no-device-due"], [], []]


@pytest.mark.parametrize("said", ["no", 0, 1, [], [True], {}])
def test_a_condition_that_is_neither_true_nor_false_is_refused(said: object) -> None:
    received = read_events(an_event(laptop=said))

    assert (codes_of(received), fields_of(received)) == ([["condition-unclear"]], ["laptop"])


@pytest.mark.parametrize("body", ["{}", "[]", "7", '{"people": 7}', '{"people": null}'])
def test_a_body_without_events_is_a_problem(body: str) -> None:
    with pytest.raises(Problem) as caught:
        read(our_source(), body.encode())

    assert caught.value.code == "events-missing"


def test_a_body_of_no_events_at_all_is_noted() -> None:
    received = read_events()

    assert [reason.code for reason in received.notes] == ["no-events"]
    assert received.goes_on


def test_a_body_of_too_many_events_is_a_problem() -> None:
    with pytest.raises(Problem, match="1,001 events"):
        read_events(*[an_event()] * 1001)

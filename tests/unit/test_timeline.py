"""A timeline: bounded, without repetition, and honest about what led to each line."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handlers.explaining import next_look_at
from shared.domain.device import Device
from shared.domain.shipment import ManifestLine
from shared.domain.timeline import FIRST, LATEST, Entry, Timeline, caused, told, written
from shared.domain.waiting import Wait

START = datetime(2026, 1, 5, 8, tzinfo=UTC)


def a_line(number: int) -> Entry:
    return Entry(at=START + timedelta(minutes=number), stage="ready", what=f"Line {number}.")


def lines(count: int) -> Timeline:
    timeline: Timeline = ()
    for number in range(count):
        timeline = written(timeline, a_line(number))
    return timeline


@given(count=st.integers(0, 400))
def test_every_line_is_there_or_counted(count: int) -> None:
    timeline = lines(count)

    assert sum(each.left_out or 1 for each in timeline) == count
    assert len(timeline) <= FIRST + 1 + LATEST


def test_of_a_long_timeline_the_first_and_the_latest_lines_stay() -> None:
    timeline = lines(500)

    assert timeline[:FIRST] == tuple(a_line(number) for number in range(FIRST))
    assert timeline[-LATEST:] == tuple(a_line(number) for number in range(500 - LATEST, 500))
    assert timeline[FIRST].what == "400 lines were left out here."


def test_a_line_that_says_what_the_last_one_said_is_none() -> None:
    timeline = lines(1)

    assert written(timeline, Entry(at=START + timedelta(days=1), stage="x", what="Line 0.")) == (
        timeline
    )


def test_a_cause_is_given_to_new_lines_alone() -> None:
    before = caused(lines(1), (), "message-1")

    after = caused(written(before, a_line(7)), before, "message-2")

    assert [each.cause for each in after] == ["message-1", "message-2"]


def test_what_was_left_out_has_no_cause_and_no_request() -> None:
    timeline = told(caused(lines(200), (), "message-1"), (), "request-1")

    assert (timeline[FIRST].cause, timeline[FIRST].request_id) == ("", "")


def a_device() -> Device:
    return Device(serial="SN-1", since=START, line=ManifestLine(serial="SN-1"))


def test_a_wait_began_when_it_was_first_seen_and_not_with_the_stage() -> None:
    later = START + timedelta(hours=1)
    device = a_device().waits(Wait.LICENCE, later)

    again = device.waits(Wait.LICENCE, later + timedelta(hours=1))

    assert (device.waiting_since, again.waiting_since) == (later, later)


def test_another_wait_begins_anew() -> None:
    later = START + timedelta(hours=1)

    device = a_device().waits(Wait.LICENCE, START).waits(Wait.PROFILE, later)

    assert device.waiting_since == later


def test_the_next_look_is_the_earliest_that_is_planned() -> None:
    sooner, later = START + timedelta(minutes=1), START + timedelta(hours=1)

    device = a_device().plans("AssignUser", later).plans("AddToGroup", sooner)

    assert next_look_at(device) == sooner
    assert next_look_at(a_device()) is None

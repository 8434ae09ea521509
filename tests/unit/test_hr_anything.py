"""Whatever is sent, every preset's format reads it; what is written in a vendor's shape is read."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.commands import HireEvent, NewHire
from shared.domain.errors import Rejected
from shared.intake.fetched import fetched_hire
from shared.intake.received import Received
from shared.intake.vendor_times import iso_moment
from shared.intake.verdicts import Outcome
from shared.runtime.http import Problem
from tests.hr_systems import PRESETS, SAMPLES, a_source, a_thin, hires_of, read, read_json
from tests.receiving import NOW, PERSONAS

SOURCES = {name: a_source(name) for name in PRESETS}
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)
THIN = [name for name, each in SOURCES.items() if each.hires and each.hires.fetch]
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | ANY_TEXT
    | st.sampled_from(["2026-03-01T09:00:00Z", "2026-04-01", "created", "/Users/1", "Hire", "POST"])
)
ANY_JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=6,
)
DOCUMENTS = {
    name: [json.loads(path.read_bytes()) for path in sorted((SAMPLES / name).glob("*.json"))]
    for name in PRESETS
}


def places_in(node: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:  # noqa: ANN401  any JSON
    inner: Any = ()
    if isinstance(node, dict):
        inner = node.items()
    if isinstance(node, list):
        inner = enumerate(node)
    return [path, *(place for name, each in inner for place in places_in(each, (*path, name)))]


def with_another(node: Any, path: tuple[str | int, ...], value: Any) -> Any:  # noqa: ANN401  any JSON
    """Copy a document with another value in one place."""
    if not path:
        return value
    first, *rest = path
    copy: Any = dict(node) if isinstance(node, dict) else list(node)
    copy[first] = with_another(node[first], tuple(rest), value)
    return copy


@st.composite
def a_spoilt_sample(draw: st.DrawFn, preset: str) -> Any:  # noqa: ANN401  any JSON
    document = draw(st.sampled_from(DOCUMENTS[preset] or [{}]))
    return with_another(document, draw(st.sampled_from(places_in(document))), draw(ANY_JSON))


def is_consistent(received: Received) -> bool:
    """A verdict that goes on and has a key has its command, and no other has one."""
    keys = [
        verdict.key
        for verdict in received.verdicts
        if verdict.outcome is not Outcome.REFUSED and verdict.key
    ]
    json.dumps(received.content())
    return keys == [hire.employee_id for hire in hires_of(received)]


@pytest.mark.parametrize("preset", PRESETS)
@settings(max_examples=30)
@given(data=st.data())
def test_a_sample_with_anything_in_it_is_read(preset: str, data: st.DataObject) -> None:
    document = data.draw(a_spoilt_sample(preset))

    try:
        received = read_json(SOURCES[preset], document)
    except Problem:
        return
    assert is_consistent(received)


@pytest.mark.parametrize("preset", PRESETS)
@settings(max_examples=20)
@given(document=ANY_JSON)
def test_any_json_is_read(preset: str, document: object) -> None:
    try:
        received = read_json(SOURCES[preset], document)
    except Problem:
        return
    assert is_consistent(received)


@given(st.binary(max_size=200) | st.from_regex(rb"(a(\[[a0]?\]){0,3}=1&){0,5}"))
def test_any_form_is_read(body: bytes) -> None:
    try:
        received = read(SOURCES["rippling"], body, "application/x-www-form-urlencoded")
    except Problem:
        return
    assert is_consistent(received)


@pytest.mark.parametrize("preset", THIN)
@settings(max_examples=20)
@given(data=st.data())
def test_any_answer_completes_a_thin_event_or_is_rejected(preset: str, data: st.DataObject) -> None:
    document = data.draw(a_spoilt_sample(preset) | ANY_JSON)

    try:
        told = fetched_hire(a_thin(preset), document, SOURCES[preset], PERSONAS)
    except Rejected:
        return
    assert told.fetch_from == ""


@pytest.mark.parametrize("number", [10**15, -(10**15), 10**400, 1e308])
def test_a_number_beyond_the_calendar_is_left_for_its_field_to_refuse(number: float) -> None:
    assert iso_moment(number) == number


# A hire that every shape below can tell whole.
HIRES = st.builds(
    NewHire,
    event=st.sampled_from([HireEvent.CREATED, HireEvent.CANCELLED]),
    employee_id=st.from_regex(r"[1-9][0-9]{0,8}", fullmatch=True),
    said_at=st.datetimes(datetime(2020, 1, 1), datetime(2026, 3, 1)).map(  # noqa: DTZ001  made aware below
        lambda moment: moment.replace(tzinfo=UTC, microsecond=0)
    ),
    user_principal_name=st.from_regex(r"[a-z]{1,9}@example\.com", fullmatch=True),
    start_date=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    persona=st.sampled_from(["", "lab"]),
    location=st.text("abcé -", max_size=9).map(str.strip),
)
WORDS = {"lab": "Engineering", "": ""}


def as_merge(hire: NewHire) -> Any:  # noqa: ANN401  any JSON
    event = {HireEvent.CREATED: "Employee.added", HireEvent.CANCELLED: "Employee.removed"}
    data = {
        "id": hire.employee_id,
        "work_email": hire.user_principal_name,
        "start_date": f"{hire.start_date}T00:00:00Z",
        "employments": [{"job_title": WORDS[hire.persona]}],
        "work_location": {"name": hire.location},
        "modified_at": hire.said_at.isoformat(),
    }
    return {"hook": {"event": event[hire.event]}, "data": data}


def as_scim(hire: NewHire) -> Any:  # noqa: ANN401  any JSON
    enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
    data = {
        "externalId": hire.employee_id,
        "userName": hire.user_principal_name,
        "active": hire.event is not HireEvent.CANCELLED,
        "addresses": [{"type": "work", "locality": hire.location}],
        "meta": {"lastModified": hire.said_at.isoformat()},
        "urn:ietf:params:scim:schemas:extension:csv:1.0:User": {"HireDate": str(hire.start_date)},
        enterprise: {"department": WORDS[hire.persona]},
    }
    return {"Operations": [{"method": "POST", "path": "/Users", "data": data}]}


def as_workday(hire: NewHire) -> Any:  # noqa: ANN401  any JSON
    event = {HireEvent.CREATED: "Hire", HireEvent.CANCELLED: "Rescind Hire"}
    worker = {
        "employeeId": int(hire.employee_id),
        "workEmail": hire.user_principal_name,
        "hireDate": f"{hire.start_date}-07:00",
        "jobProfile": WORDS[hire.persona],
        "location": hire.location,
    }
    said = {"completedDateTime": int(hire.said_at.timestamp()), "worker": worker}
    return {"events": [{"businessProcess": event[hire.event], **said}]}


def as_successfactors(hire: NewHire) -> Any:  # noqa: ANN401  any JSON
    midnight = datetime.combine(hire.start_date or NOW, datetime.min.time(), UTC)
    milliseconds = (midnight - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    job = {
        "startDate": f"/Date({milliseconds})/",
        "department": WORDS[hire.persona],
        "location": hire.location,
    }
    event = {HireEvent.CREATED: "Hire", HireEvent.CANCELLED: "No Show"}
    return {
        "eventType": event[hire.event],
        "publishedAt": hire.said_at.replace(tzinfo=None).isoformat(),
        "personIdExternal": hire.employee_id,
        "email": hire.user_principal_name,
        "jobInfo": job,
    }


WRITERS: dict[str, Callable[[NewHire], Any]] = {
    "merge": as_merge,
    "scim": as_scim,
    "workday": as_workday,
    "successfactors": as_successfactors,
}


@pytest.mark.parametrize("preset", WRITERS)
@given(hire=HIRES)
def test_a_hire_in_a_vendors_shape_reads_back_the_same(preset: str, hire: NewHire) -> None:
    assert hires_of(read_json(SOURCES[preset], WRITERS[preset](hire))) == [hire]

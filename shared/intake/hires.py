"""What HR tells: each event becomes a ``NewHire``, or a verdict that says why not."""

from dataclasses import replace
from datetime import timedelta

from pydantic import ValidationError

from shared.domain.commands import HireEvent, NewHire
from shared.intake.bodies import JSON, SCIM, check
from shared.intake.cloud_events import ACCEPTED, BrokenEvent, CloudEvent, read_events, receipt
from shared.intake.faults import Fault, fault, faults_of
from shared.intake.fields import PERSONAS
from shared.intake.forms import FORM
from shared.intake.hire_data import AHEAD, TIME_AHEAD, HireData
from shared.intake.received import Received, Step, Terms, digest
from shared.intake.vendor_hires import read_vendor_hires
from shared.intake.verdicts import Place, Subject, Verdict, refused
from shared.runtime.http import Request

_VENDORS = (JSON, SCIM, FORM)

EVENTS = {f"hire.{event}": event for event in HireEvent}
_TYPE_UNKNOWN = (
    "event-type-unknown",
    "{field} is none that this intake knows.",
    f"Send one of: {', '.join(EVENTS)}.",
)


def read_hires(request: Request, terms: Terms) -> Received:
    """Read HR's events, in the source's own words where it has a format for them."""
    if terms.source.hires is None:
        check(request, ACCEPTED)
        return _read_cloud_events(request, terms)
    check(request, _VENDORS)
    return read_vendor_hires(request, terms, terms.source.hires)


def _read_cloud_events(request: Request, terms: Terms) -> Received:
    """Words without a time are taken as said now, one after the other."""
    events = read_events(request)
    taken = [
        _taken(event, replace(terms, now=terms.now + timedelta(microseconds=index)), index + 1)
        for index, event in enumerate(events)
    ]
    return Received(
        receipt=receipt(events, request.body, terms.source.name),
        subject=Subject.HIRE,
        verdicts=tuple(verdict for verdict, _ in taken),
        steps=tuple(step for _, step in taken if step is not None),
    )


def _taken(
    event: CloudEvent | BrokenEvent, terms: Terms, number: int
) -> tuple[Verdict, Step | None]:
    place = Place(line=number)
    if isinstance(event, BrokenEvent):
        return refused(place, *event.faults), None
    if event.type not in EVENTS:
        return refused(place, fault(f"{event.prefix}type", _TYPE_UNKNOWN)), None
    if event.time is not None and event.time > terms.now + AHEAD:
        return refused(place, fault(f"{event.prefix}time", TIME_AHEAD)), None
    try:
        data = HireData.model_validate(event.data, context={PERSONAS: terms.personas})
    except ValidationError as error:
        faults = faults_of(error, event.spelled)
        return refused(place, *faults, key=_key(event, faults)), None
    return Verdict(place=place, key=data.employee_id), _step(event, data, terms)


def _key(event: CloudEvent, faults: tuple[Fault, ...]) -> str:
    """Find the employee id of a refused event, unless it is what was refused."""
    wrong = event.spelled("employee_id") in {fault.field for fault in faults}
    return "" if wrong else str(event.data["employee_id"]).strip()


def _step(event: CloudEvent, data: HireData, terms: Terms) -> Step:
    """Name the step after the event and what it says: a correction may reuse an event's id."""
    said = f"{event.type}/{event.time}/{data.model_dump_json()}"
    command = NewHire(
        event=EVENTS[event.type],
        said_at=event.time or terms.now,
        **data.model_dump(),
    )
    return Step(
        command=command, origin=f"{event.receipt(terms.source.name)}/{digest(said.encode())}"
    )

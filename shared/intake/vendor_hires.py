"""What HR systems tell in words of their own: each event becomes a ``NewHire``, or a verdict.

Where what stands is the source's ``HireFormat``; there is one engine and no vendor in it.
"""

from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from shared.domain.commands import HireEvent, NewHire
from shared.domain.expressions import find
from shared.domain.hire_formats import HireFormat
from shared.intake.bodies import json_of
from shared.intake.cloud_events import batch_of
from shared.intake.faults import Fault, fault
from shared.intake.forms import FORM, form_of
from shared.intake.hire_data import AHEAD, TIME_AHEAD
from shared.intake.received import Received, Step, Terms, digest, receipt_of
from shared.intake.vendor_data import TASK, Said, Unfit, persona_of, said_in, type_at, word_at
from shared.intake.verdicts import Outcome, Place, Subject, Verdict, note, refused
from shared.runtime.http import Problem, Request

_IGNORED = note(
    "event-ignored", "This event says nothing of a hire; it was taken note of and passed over."
)
_NO_EVENTS = note("no-events", "The body holds no event.")
# Whoever counts the events says where one stands.
_SOMEWHERE = Place()
_NO_DEVICE = note("no-device-due", "The source says that this person gets no device.")


def read_vendor_hires(request: Request, terms: Terms, hires: HireFormat) -> Received:
    """Read an HR system's body; the content type and the length have been checked."""
    content = form_of(request.body) if request.media_type == FORM else json_of(request.body)
    events = _events(content, hires)
    taken = [
        _taken(event, replace(terms, now=terms.now + timedelta(microseconds=index)), hires)
        for index, event in enumerate(events)
    ]
    return Received(
        receipt=_receipt(events, request.body, terms, hires),
        subject=Subject.HIRE,
        verdicts=tuple(
            replace(verdict, place=Place(line=index + 1))
            for index, (verdict, _) in enumerate(taken)
        ),
        steps=tuple(step for _, step in taken if step is not None),
        notes=() if events else (_NO_EVENTS,),
    )


def _events(content: Any, hires: HireFormat) -> list[Any]:  # noqa: ANN401  whatever JSON holds
    try:
        found = find(hires.events, content)
    except ValueError:
        found = None
    match found:
        case dict():
            return [found]
        case list():
            return batch_of(found)
        case _:
            raise Problem(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                "events-missing",
                f"The body holds no events at {hires.events}, where the flight plan has them.",
            )


def _receipt(events: list[Any], body: bytes, terms: Terms, hires: HireFormat) -> str:
    """Name a delivery: after its event if there is one with an id, or after the whole body."""
    named = word_at(hires.id, events[0]) if len(events) == 1 else ""
    return receipt_of(terms.source.name, named or digest(body))


def _taken(event: Any, terms: Terms, hires: HireFormat) -> tuple[Verdict, Step | None]:  # noqa: ANN401  whatever JSON holds
    """Read one event; its place in the body is filled in by whoever counts."""
    try:
        told = _told(event, hires)
        if told is None:
            remark = Fault(field=hires.type, reason=_IGNORED)
            return Verdict(place=_SOMEWHERE, outcome=Outcome.NOTED, remarks=(remark,)), None
        said = _said(event, terms, hires)
    except Unfit as unfit:
        return refused(_SOMEWHERE, *unfit.faults, key=unfit.key), None
    command, remarks = _command(told, said, terms, hires)
    verdict = Verdict(
        place=_SOMEWHERE,
        key=said.employee_id,
        outcome=Outcome.NOTED if remarks else Outcome.ACCEPTED,
        remarks=remarks,
    )
    return verdict, Step(command=command, origin=_origin(command, said, terms))


def _told(event: Any, hires: HireFormat) -> HireEvent | None:  # noqa: ANN401  whatever JSON holds
    """Find what the event's type means to us; ``None``: nothing."""
    types = {name.strip().casefold(): means for name, means in hires.types.items()}
    return types.get(type_at(hires.type, event).casefold())


def _said(event: Any, terms: Terms, hires: HireFormat) -> Said:  # noqa: ANN401  whatever JSON holds
    said = said_in(event, _places(hires), hires.dates)
    if said.time is not None and said.time > terms.now + AHEAD:
        raise Unfit((fault(hires.time, TIME_AHEAD),), said.employee_id)
    return said


def _places(hires: HireFormat) -> dict[str, str]:
    return {
        **hires.fields,
        "id": hires.id,
        "time": hires.time,
        "cancelled": hires.cancelled,
        "needs_device": hires.needs_device,
        **{f"{TASK}{name}": expression for name, expression in hires.task.items()},
    }


def _command(
    told: HireEvent, said: Said, terms: Terms, hires: HireFormat
) -> tuple[NewHire, tuple[Fault, ...]]:
    """Make the command, with remarks on what was passed over."""
    event = HireEvent.CANCELLED if said.cancelled else told
    persona, unmapped = persona_of(said.persona, terms.source, terms.personas)
    thin = hires.fetch is not None and event is not HireEvent.CANCELLED
    command = NewHire(
        event=event,
        employee_id=said.employee_id,
        said_at=said.time or terms.now,
        user_principal_name=said.user_principal_name,
        start_date=said.start_date,
        persona=persona,
        location=said.location,
        order_reference=said.order_reference,
        needs_device=said.needs_device,
        fetch_from=terms.source.name if thin else "",
        task=said.waits,
    )
    remarks = {
        hires.fields.get("persona", ""): unmapped,
        hires.needs_device: _NO_DEVICE if said.needs_device is False else None,
    }
    return command, tuple(
        Fault(field=field, reason=reason) for field, reason in remarks.items() if reason
    )


def _origin(command: NewHire, said: Said, terms: Terms) -> str:
    """Name the step after the event and what it says: a correction may reuse an event's id.

    The persona counts as it was mapped, so that an event which comes again
    after the map was corrected is carried out.
    """
    words = f"{command.event}/{command.persona}/{said.model_dump_json()}"
    name = _name(command, said, terms)
    return f"{receipt_of(terms.source.name, name)}/{digest(words.encode())}"


def _name(command: NewHire, said: Said, terms: Terms) -> str:
    """Name an event; one with neither id nor time is called after what it was delivered as.

    A thin event that nothing tells from an earlier one is taken for another:
    to fetch once too often costs a call, and once too seldom a change.
    """
    if said.id or said.time:
        return said.id
    return terms.delivery or (terms.now.isoformat() if command.fetch_from else "")

"""What suppliers tell, as CloudEvents: each event becomes ``Shipment`` commands, or refusals."""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BaseModel, Field, ValidationError

from shared.domain.shipment import ShipmentEvent
from shared.intake.chunks import Notice, steps_of
from shared.intake.cloud_events import BrokenEvent, CloudEvent, read_events, receipt
from shared.intake.faults import Fault, Spelling, fault, faults_of
from shared.intake.fields import PERSONAS, Key, Persona, Text
from shared.intake.manifest import MOST_LINES, Defaults, Manifest, RawLine, too_many
from shared.intake.moments import AHEAD, TIME_AHEAD
from shared.intake.received import KeptHash, Received, Step, Terms
from shared.intake.verdicts import Place, Subject, Verdict, refused
from shared.runtime.http import Request

EVENTS = {f"shipment.{event}": event for event in ShipmentEvent}
_TYPE_UNKNOWN = (
    "event-type-unknown",
    "{field} is none that this intake knows.",
    f"Send one of: {', '.join(EVENTS)}.",
)


class _ShipmentData(BaseModel):
    shipment_id: Key
    order_reference: Text = ""
    persona: Persona = ""
    lines: Annotated[list[Any], Field(min_length=1)]


def read_shipments(request: Request, terms: Terms) -> Received:
    """Read a supplier's events; the content type and the length have been checked."""
    events = read_events(request)
    _count(events)
    verdicts: list[Verdict] = []
    steps: list[Step] = []
    hashes: list[KeptHash] = []
    for event in events:
        read = _read(event, terms)
        if isinstance(read, Verdict):
            verdicts.append(read)
            continue
        notice, manifest = read
        verdicts += manifest.verdicts
        hashes += manifest.hashes
        steps += steps_of(notice, manifest.lines.values())
    return Received(
        receipt=receipt(events, request.body, terms.source.name),
        subject=Subject.DEVICE,
        verdicts=tuple(verdicts),
        steps=tuple(steps),
        hashes=tuple(hashes),
    )


def _count(events: tuple[CloudEvent | BrokenEvent, ...]) -> None:
    read = (event.data.get("lines") for event in events if isinstance(event, CloudEvent))
    lines = sum(len(found) for found in read if isinstance(found, list))
    if lines > MOST_LINES:
        raise too_many()


def _read(event: CloudEvent | BrokenEvent, terms: Terms) -> Verdict | tuple[Notice, Manifest]:
    """Read one event: a notice with its manifest, or one verdict for the whole."""
    if isinstance(event, BrokenEvent):
        return refused(event.place, *event.faults)
    said = EVENTS.get(event.type)
    if said is None:
        return refused(event.place, fault(f"{event.prefix}type", _TYPE_UNKNOWN))
    if event.time is not None and event.time > terms.now + AHEAD:
        return refused(event.place, Fault(field=f"{event.prefix}time", reason=TIME_AHEAD))
    try:
        data = _ShipmentData.model_validate(event.data, context={PERSONAS: terms.personas})
    except ValidationError as error:
        return refused(event.place, *faults_of(error, event.spelled))
    refusal = terms.permits.of_persona(data.persona) if data.persona else None
    if refusal is not None:
        return refused(event.place, Fault(field=event.spelled("persona"), reason=refusal))
    manifest = Manifest(
        defaults=Defaults(
            terms=terms,
            event=said,
            persona=data.persona,
            order_reference=data.order_reference,
        )
    )
    manifest.read(_lines(event, data.lines))
    notice = Notice(
        event=said,
        shipment_id=data.shipment_id,
        receipt=event.receipt(terms.source.name),
        said_at=event.time,
    )
    return notice, manifest


def _lines(event: CloudEvent, lines: list[Any]) -> Iterator[RawLine]:
    for index, values in enumerate(lines):
        yield RawLine(
            place=Place(event=event.place.event, line=index + 1),
            values=values,
            spelled=_within(event, f"lines[{index}]"),
        )


def _within(event: CloudEvent, line: str) -> Spelling:
    return lambda name: event.spelled(f"{line}.{name}" if name else line)

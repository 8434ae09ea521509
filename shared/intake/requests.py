"""Requests for devices, and what is decided of them: from a body to a command, or a problem."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, ValidationError

from shared.domain.commands import DeviceRequest, RequestEvent
from shared.intake.bodies import CLOUD_EVENT, JSON, json_of
from shared.intake.cloud_events import BrokenEvent, CloudEvent, read_events
from shared.intake.faults import Fault, Spelling, fault, faults_of
from shared.intake.fields import PERSONAS
from shared.intake.received import Step, digest, receipt_of
from shared.intake.request_data import Asking, DecisionData, RequestData
from shared.intake.verdicts import problem_error
from shared.runtime.http import Problem, Request

ACCEPTED = (JSON, CLOUD_EVENT)
ASKED = f"request.{RequestEvent.ASKED}"
# The asker's clock may be wrong; a word from the far future would be outranked by every decision.
_AHEAD = timedelta(days=1)

_NOBODY = (
    "person-missing",
    "Neither person nor employee_id says whom the device is for.",
    "Send the person's user principal name, or HR's employee id.",
)
_TYPE_UNKNOWN = (
    "event-type-unknown",
    "{field} is none that this intake knows.",
    f"Send one of: {ASKED}.",
)
_TIME_AHEAD = (
    "time-in-future",
    "{field} lies in the future.",
    "Send the time at which it was asked for; the day by which it is needed is needed_by.",
)
_NOT_ALLOWED = (
    "persona-not-allowed",
    "The source may not ask for devices of this persona.",
    "Ask for another, or allow it in the flight plan under may_use.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A word that goes on; *receipt* is the correlation that the logs carry."""

    receipt: str
    step: Step
    command: DeviceRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What was found in a body; *name* is what its sender calls it, if it is called anything."""

    content: Any
    spelled: Spelling
    time: datetime | None = None
    name: tuple[str, ...] = ()


def read_request(request: Request, asking: Asking) -> Taken:
    """Read a request, plain or as a CloudEvent (``Problem`` when it is none)."""
    read = _read(request)
    data = _validated(RequestData, read, asking)
    asked_at = read.time or data.asked_at
    faults = [
        *([] if data.person or data.employee_id else [fault(read.spelled("person"), _NOBODY)]),
        *_ahead(asked_at, read.spelled, asking.now),
        *([] if asking.allows(data.persona) else [fault(read.spelled("persona"), _NOT_ALLOWED)]),
    ]
    if faults:
        raise _refused(*faults)
    content = digest(data.model_dump_json().encode())
    command = DeviceRequest(
        event=RequestEvent.ASKED,
        request_id=data.id or _id_of(read, content, asked_at, asking),
        said_at=asked_at or asking.now,
        by=asking.person or data.asked_by or data.person,
        **data.model_dump(exclude={"id", "asked_by", "asked_at"}),
    )
    receipt = receipt_of(asking.source.name, "request", command.request_id, content)
    return Taken(receipt=receipt, step=Step(command=command, origin=receipt), command=command)


def read_decision(request: Request, event: RequestEvent, asking: Asking) -> Taken:
    """Read a decision on the request that the route names (``Problem`` when it is none)."""
    read = _Read(content=_object(json_of(request.body)), spelled=str)
    data = _validated(DecisionData, read, asking)
    by = asking.person or data.by
    needed = {"by": by} | {name: getattr(data, name) for name in _NEEDED.get(event, ())}
    if faults := [fault(name, _MISSING) for name, value in needed.items() if not value]:
        raise _refused(*faults)
    command = DeviceRequest(
        event=event,
        request_id=request.route["id"],
        said_at=asking.now,
        by=by,
        why=data.why,
        order_reference=data.order_reference if event is RequestEvent.ORDERED else "",
    )
    said = f"{event}/{by}/{data.why}/{command.order_reference}/{asking.now.isoformat()}"
    receipt = receipt_of(asking.source.name, "request", command.request_id, asking.delivery or said)
    return Taken(receipt=receipt, step=Step(command=command, origin=receipt), command=command)


_NEEDED = {RequestEvent.REFUSED: ("why",), RequestEvent.ORDERED: ("order_reference",)}
_MISSING = ("field-missing", "{field} is missing.", "Add it and send this again.")


def _read(request: Request) -> _Read:
    content = json_of(request.body)
    binary = "ce-specversion" in request.headers
    if not binary and request.media_type == JSON and "specversion" not in _object(content):
        return _Read(content=content, spelled=str)
    events = read_events(request)
    match events:
        case [CloudEvent(type=kind) as event] if kind == ASKED:
            name = (event.source, event.id)
            return _Read(content=event.data, spelled=event.spelled, time=event.time, name=name)
        case [CloudEvent()]:
            raise _refused(fault("type", _TYPE_UNKNOWN))
        case [BrokenEvent(faults=faults)]:
            raise _refused(*faults)
        case _:
            raise _not_one()


def _object(content: Any) -> dict[str, Any]:  # noqa: ANN401  whatever JSON holds
    if not isinstance(content, dict):
        raise _not_one()
    return content


def _validated[D: BaseModel](model: type[D], read: _Read, asking: Asking) -> D:
    try:
        return model.model_validate(read.content, context={PERSONAS: asking.personas})
    except ValidationError as error:
        raise _refused(*faults_of(error, read.spelled)) from error


def _ahead(at: datetime | None, spelled: Callable[[str], str], now: datetime) -> list[Fault]:
    if at is None or at <= now + _AHEAD:
        return []
    return [fault(spelled("asked_at"), _TIME_AHEAD)]


def _id_of(read: _Read, content: str, asked_at: datetime | None, asking: Asking) -> str:
    """Name a request whose caller did not: the same however often its delivery is repeated.

    A body that says neither its name nor its time is the same request all day long.
    """
    when = asked_at.isoformat() if asked_at else asking.now.date().isoformat()
    cause = (asking.delivery,) if asking.delivery else read.name or (content, when)
    return receipt_of(asking.source.name, "request", *cause)


def _refused(*faults: Fault) -> Problem:
    return Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "nothing-accepted",
        "Nothing was accepted and nothing was queued; errors says what to mend.",
        tuple(map(problem_error, faults)),
    )


def _not_one() -> Problem:
    detail = "The body is not one JSON object; send requests one by one."
    return Problem(HTTPStatus.BAD_REQUEST, "not-a-request", detail)

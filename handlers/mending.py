"""Say what is right of something parked, and go on with it.

A correction is the word that a supplier, HR or whoever asked would have said,
said by an operator now: whatever order words arrive in, the latest counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from typing import Any

from handlers.mending_lines import Source, check_line, line_words, source_of
from handlers.operators import act_of, hear, note
from handlers.park_reading import command_in, decided, standing, stands
from shared.domain.acts import Act, ActType
from shared.domain.commands import Command, DeviceRequest, HireEvent, NewHire, RequestEvent
from shared.domain.parked import Parked
from shared.domain.serials import normalised
from shared.domain.words import said_now
from shared.intake.acts import refusal
from shared.intake.faults import fault
from shared.intake.lines import LineData
from shared.intake.park_acts import CorrectionData
from shared.runtime.envelope import Envelope, first
from shared.runtime.http import Problem, Reply, Request, reply
from shared.runtime.services import Services

_NOTHING = (
    "nothing-corrected",
    "No field says what is right.",
    "Send at least one field besides by and why.",
)
_ELSEWHERE = (
    "field-not-there",
    "{field} is no field of what is parked there.",
    "Leave it out; GET /api/parked/ID shows the fields that there are.",
)
_LINE = frozenset(LineData.model_fields)
# What a correction calls a field, and what the command does.
_HIRE = {
    "person": "user_principal_name",
    "persona": "persona",
    "location": "location",
    "order_reference": "order_reference",
    "start_date": "start_date",
}
_ASKED = ("person", "employee_id", "persona", "location", "order_reference")


async def correct(request: Request, services: Services) -> Reply:
    """Correct what is parked, and drive it again.

    Another serial number makes another device, which takes over; the wrong one is cancelled.
    """
    data = hear(request, CorrectionData, services)
    parked = await standing(request, services)
    envelope = command_in(parked)
    source = await source_of(envelope.command, services)
    _check(data, envelope.command, source)
    if source is not None:
        await check_line(data, source, parked, services)
    act = await _noted(data, parked, services)
    if not await stands(parked, services):
        raise decided()
    words = await _words(data, envelope, source, act, services)
    for number, command in enumerate(words):
        sent = first(command, origin=f"{act.id}/{number}", correlation=act.id)
        await services.outbox.send(sent.message())
    # Last: should this process die before, the record still says what to correct.
    await services.parked.leave(parked, services.clock.now())
    told = {"corrected": parked.id, "serial": normalised(data.serial) or parked.serial or None}
    return reply({**told, "fields": sorted(data.told)}, HTTPStatus.ACCEPTED)


def _check(data: CorrectionData, command: Command, source: Source | None) -> None:
    allowed = _LINE if source is not None else _fields_of(command)
    if not allowed:
        raise Problem(
            HTTPStatus.CONFLICT,
            "not-correctable",
            "What is parked there is nothing that one word could correct. "
            "Redrive it, dismiss it, or send what is right to the intake.",
        )
    elsewhere = [name for name in data.told if name not in allowed]
    if elsewhere:
        raise refusal(*(fault(name, _ELSEWHERE) for name in elsewhere))
    if not data.told:
        raise refusal(fault("", _NOTHING))


def _fields_of(command: Command) -> frozenset[str]:
    match command:
        case NewHire():
            return frozenset(_HIRE)
        case DeviceRequest(event=RequestEvent.ASKED):
            return frozenset(_ASKED)
        case _:
            return frozenset()


async def _noted(data: CorrectionData, parked: Parked, services: Services) -> Act:
    """Write down which fields were corrected; of their values only a serial number is nobody's."""
    facts = {"record": parked.id, "fields": ", ".join(sorted(data.told))}
    if data.serial:
        facts["serial"] = normalised(data.serial)
    act = act_of(ActType.CORRECT, parked.subject, data, services, **facts)
    return await note(act, services, mark=parked.parking)


async def _words(
    data: CorrectionData, envelope: Envelope, source: Source | None, act: Act, services: Services
) -> Sequence[Command]:
    if source is not None:
        return await line_words(data, source, act, services)
    if isinstance(envelope.command, NewHire):
        hire = await services.hires.get(envelope.command.employee_id)
        at = said_now(act.at, [envelope.command.said_at, hire.said_at if hire else None])
        return _hire_words(data.told, envelope.command, at)
    if isinstance(envelope.command, DeviceRequest):
        # It has not been heard yet: whoever asks is corrected, and not contradicted.
        return [replace(envelope.command, **_named(data.told, _ASKED))]
    return []


def _hire_words(told: Mapping[str, object], command: NewHire, at: datetime) -> Sequence[NewHire]:
    """Say what HR said when HR said it, and what is right now; nobody asks HR again."""
    right: dict[str, Any] = {_HIRE[name]: value for name, value in told.items()}
    blank: dict[str, Any] = {name: None if name == "start_date" else "" for name in right}
    said = replace(command, fetch_from="", **blank)
    corrected = NewHire(
        event=HireEvent.CHANGED, employee_id=command.employee_id, said_at=at, **right
    )
    return [said, corrected]


def _named(told: Mapping[str, object], names: Sequence[str]) -> dict[str, Any]:
    return {name: told[name] for name in names if name in told}

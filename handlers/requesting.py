"""Take in a request for a device, and what is decided of it."""

from dataclasses import replace
from datetime import datetime
from functools import partial

import structlog

from handlers.following import restate
from handlers.forgotten import heeded_request
from handlers.pairing import pair_request
from shared.domain.commands import DeviceRequest, FollowUp, RequestEvent
from shared.domain.directory import User
from shared.domain.errors import GroundcrewError
from shared.domain.flightplan import FlightPlan
from shared.domain.request import Approval, Request, RequestState, Word
from shared.domain.timeline import told
from shared.runtime.services import Services
from shared.runtime.work import present

MANAGER_FOUND = "The person's manager has to agree."
NO_MANAGER = "Entra ID knows no manager of this person; somebody else has to approve."
MANAGER_ASKED = "The person's manager asked for it; somebody else has to approve."
_AT_REST = frozenset({RequestState.ASKED, RequestState.DELIVERED})

log = structlog.get_logger()


async def device_request(command: DeviceRequest, services: Services) -> list[FollowUp]:
    """Remember what is said of a request; find it a device once it is approved.

    A decision may come before the request itself: it is kept, and counts as soon
    as there is something to decide.
    """
    heeded = await heeded_request(command, services)
    if heeded is None:
        return []
    command = heeded
    heard = partial(_heard, command=command, services=services)
    request = await services.requests.change(command.request_id, heard)
    if not request.known:
        return []
    if request.approval is None:
        request = await _judged(request, services)
    await _tell_of_unheeded(request, command, services)
    return await _followed(request, services)


async def _tell_of_unheeded(request: Request, command: DeviceRequest, services: Services) -> None:
    _, counted = request.ruled()
    heeded = {(word.event, word.by.casefold()) for word in counted}
    said = (command.event, command.by.casefold())
    if command.event is not RequestEvent.ASKED and said not in heeded:
        log.warning("request.word_unheeded", request=request.id, word=command.event)
        now, what = services.clock.now(), f"The word '{command.event}' changes nothing."
        await services.requests.update(request.id, lambda request: request.noted(now, what))


async def _followed(request: Request, services: Services) -> list[FollowUp]:
    """Do what its state asks for; what comes of it is written down with the pairing."""
    request = await restate(request.id, services) or request
    return [] if request.state in _AT_REST else await pair_request(request, services)


def _heard(before: Request | None, command: DeviceRequest, services: Services) -> Request:
    """Add a word.  Asked twice under one id, the earlier word says what is wanted."""
    request = before or Request(
        id=command.request_id,
        person="",
        persona="",
        asked_at=command.said_at,
        since=services.clock.now(),
    )
    if command.event is RequestEvent.ASKED:
        if request.known and request.asked_at <= command.said_at:
            return request
        request = _asked(request, command, services.flight_plan)
    word = Word(
        event=command.event,
        at=command.said_at,
        by=command.by,
        why=command.why,
        order_reference=command.order_reference,
    )
    return _noted(before, request.told(word), word, services.clock.now())


def _noted(before: Request | None, request: Request, word: Word, now: datetime) -> Request:
    """Write down what a word makes of a request, unless the state that follows says it all."""
    if word.event is RequestEvent.ASKED:
        return request.noted(now, "Asked for.")
    if not request.known:
        return request.noted(now, f"The word '{word.event}' came before the request itself.")
    if before is not None and before.order_reference != request.order_reference:
        return request.noted(now, "Its order reference was told.")
    return request


def _asked(request: Request, command: DeviceRequest, plan: FlightPlan) -> Request:
    """Write down what is wanted, and by the persona's policy who has to agree."""
    persona = command.persona or plan.default_persona
    known = plan.personas.get(persona)
    # A persona that was taken out of the flight plan since lets nobody off.
    policy = Approval.OPERATOR if known is None else known.approval
    return replace(
        request,
        person=command.person,
        employee_id=command.employee_id,
        persona=persona,
        asked_at=command.said_at,
        asked_by=command.by,
        location=command.location,
        needed_by=command.needed_by,
        why=command.why,
        approval=None if policy is Approval.MANAGER else policy,
        manager="",
        note="",
        # Of what was asked before under this id, nothing holds any more.
        words=tuple(word for word in request.words if word.event is not RequestEvent.ASKED),
    )


async def _judged(request: Request, services: Services) -> Request:
    """Find out who has to agree (raises what stands in the way)."""
    person = await _person_of(request, services)
    manager = await _manager_of(person, services)
    now, asked = services.clock.now(), present().told_of(person)

    def judged(request: Request) -> Request:
        if request.approval is not None:
            return request
        if manager and manager.casefold() != request.asked_by.casefold():
            agreed = replace(request, approval=Approval.MANAGER, manager=manager)
            agreed = agreed.noted(now, MANAGER_FOUND)
        else:
            note = MANAGER_ASKED if manager else NO_MANAGER
            agreed = replace(request, approval=Approval.OPERATOR, note=note).noted(now, note)
        timeline = told(agreed.timeline, request.timeline, asked)
        return replace(agreed, timeline=timeline).weighed()

    return await services.requests.update(request.id, judged)


async def _person_of(request: Request, services: Services) -> str:
    """Name whom the device is for; blank when HR has not said it."""
    if request.person:
        return request.person
    hire = await services.hires.get(request.employee_id)
    return "" if hire is None else hire.user_principal_name


async def _manager_of(person: str, services: Services) -> str:
    """Name somebody's manager; blank when Entra ID knows of none."""
    if not person:
        return ""
    match (await services.directory.managers([person])).get(person):
        case User(user_principal_name=name):
            return name
        case GroundcrewError() as error:
            raise error
        case _:
            return ""

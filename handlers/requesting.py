"""Take in a request for a device, and what is decided of it."""

from dataclasses import replace
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
from shared.runtime.services import Services

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
    told = partial(_told, command=command, services=services)
    request = await services.requests.change(command.request_id, told)
    if not request.known:
        return []
    if request.approval is None:
        request = await _judged(request, services)
    _tell_of_unheeded(request, command)
    return await _followed(request, services)


def _tell_of_unheeded(request: Request, command: DeviceRequest) -> None:
    _, counted = request.ruled()
    heeded = {(word.event, word.by.casefold()) for word in counted}
    said = (command.event, command.by.casefold())
    if command.event is not RequestEvent.ASKED and said not in heeded:
        log.warning("request.word_unheeded", request=request.id, word=command.event)


async def _followed(request: Request, services: Services) -> list[FollowUp]:
    """Do what its state asks for; what comes of it is written down with the pairing."""
    request = await restate(request.id, services) or request
    return [] if request.state in _AT_REST else await pair_request(request, services)


def _told(before: Request | None, command: DeviceRequest, services: Services) -> Request:
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
    return request.told(word)


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
    manager = await _manager_of(request, services)

    def judged(request: Request) -> Request:
        if request.approval is not None:
            return request
        if manager and manager.casefold() != request.asked_by.casefold():
            agreed = replace(request, approval=Approval.MANAGER, manager=manager)
        else:
            note = MANAGER_ASKED if manager else NO_MANAGER
            agreed = replace(request, approval=Approval.OPERATOR, note=note)
        return agreed.weighed()

    return await services.requests.update(request.id, judged)


async def _manager_of(request: Request, services: Services) -> str:
    """Name the manager of whom the device is for; blank when Entra ID knows of none."""
    person = request.person
    if not person:
        hire = await services.hires.get(request.employee_id)
        person = "" if hire is None else hire.user_principal_name
    if not person:
        return ""
    match (await services.directory.managers([person])).get(person):
        case User(user_principal_name=name):
            return name
        case GroundcrewError() as error:
            raise error
        case _:
            return ""

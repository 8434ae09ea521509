"""Take in requests for devices over HTTP, and what is decided of them.

What the store shows is answered at once; what it does not show yet is decided
when the word is taken from its queue.
"""

from dataclasses import replace
from http import HTTPStatus

import structlog

from handlers.admission import Sender, admit
from handlers.following import device_of
from handlers.repeating import once
from handlers.request_inquiry import current, known_request
from shared.domain.commands import DeviceRequest, RequestEvent
from shared.domain.request import NEXT, Request, RequestState
from shared.domain.request_states import state_of
from shared.domain.sources import OWN, Intake
from shared.intake.bodies import JSON, check
from shared.intake.request_data import Asking
from shared.intake.requests import ACCEPTED, Taken, read_decision, read_request
from shared.runtime.envelope import first
from shared.runtime.http import Problem, Reply, reply
from shared.runtime.http import Request as HttpRequest
from shared.runtime.services import Services

_AGREED = frozenset({RequestState.APPROVED, RequestState.ORDERED})
# By the last word of the route.
DECISIONS = {
    "approve": RequestEvent.APPROVED,
    "refuse": RequestEvent.REFUSED,
    "order": RequestEvent.ORDERED,
    "cancel": RequestEvent.CANCELLED,
}
_DECIDED = {
    RequestEvent.APPROVED: _AGREED,
    RequestEvent.REFUSED: frozenset({RequestState.REFUSED}),
    RequestEvent.CANCELLED: frozenset({RequestState.CANCELLED}),
}

log = structlog.get_logger()


async def receive_request(request: HttpRequest, services: Services) -> Reply:
    """Take in a request."""
    sender = await _admitted(request, services)

    async def take_in() -> Reply:
        check(request, ACCEPTED)
        asking = _asking(sender, services)
        return await _ask(read_request(request, asking), asking, services)

    return await once(request, sender, take_in, services)


async def decide_request(request: HttpRequest, services: Services) -> Reply:
    """Take in a decision: that somebody approves, refuses, has ordered or cancels."""
    sender = await _admitted(request, services)
    event = DECISIONS.get(request.route["decision"])
    if event is None:
        named = ", ".join(DECISIONS)
        detail = f"There is no such decision; there are: {named}."
        raise Problem(HTTPStatus.NOT_FOUND, "decision-unknown", detail)

    async def take_in() -> Reply:
        check(request, (JSON,))
        asking = _asking(sender, services)
        return await _decide(read_decision(request, event, asking), asking, services)

    return await once(request, sender, take_in, services)


async def _ask(taken: Taken, asking: Asking, services: Services) -> Reply:
    known = await services.requests.get(taken.command.request_id)
    if known is not None and known.known and not _asks_the_same(known, taken.command):
        raise Problem(
            HTTPStatus.CONFLICT,
            "request-exists",
            "Something else was asked for under this id. Ask for this under an id of its own.",
        )
    return await _queued(taken, asking, services)


async def _decide(taken: Taken, asking: Asking, services: Services) -> Reply:
    known = await known_request(taken.command.request_id, services)
    if not asking.allows(known.persona):
        detail = "The source may not decide on requests for this persona."
        raise Problem(HTTPStatus.FORBIDDEN, "persona-not-allowed", detail)
    if _is_decided(known, taken.command):
        return reply(await current(known, services), lasting=False)
    _check_state(state_of(known, await device_of(known, services)), taken.command.event)
    _check_approver(known, taken.command)
    return await _queued(taken, asking, services)


async def _admitted(request: HttpRequest, services: Services) -> Sender:
    """Recognise the sender, whose source the query names."""
    name = request.query.get("source", OWN.name)
    named = replace(request, route={**request.route, "source": name})
    return await admit(named, Intake.REQUESTS, services)


def _asking(sender: Sender, services: Services) -> Asking:
    return Asking(
        source=sender.source,
        personas=frozenset(services.flight_plan.personas),
        default_persona=services.flight_plan.default_persona,
        now=services.clock.now(),
        delivery=sender.delivery,
        person=sender.person,
    )


async def _queued(taken: Taken, asking: Asking, services: Services) -> Reply:
    command = taken.command
    log.info(
        "request.received",
        receipt=taken.receipt,
        source=asking.source.name,
        request=command.request_id,
        word=command.event,
    )
    envelope = first(command, origin=taken.step.origin, correlation=taken.receipt)
    await services.outbox.send(envelope.message())
    told = {
        "receipt": taken.receipt,
        "id": command.request_id,
        "status": f"/api/requests/{command.request_id}",
    }
    return reply(told, HTTPStatus.ACCEPTED)


def _asks_the_same(known: Request, command: DeviceRequest) -> bool:
    names = ("person", "employee_id", "location", "needed_by", "why")
    same = all(getattr(known, name) == getattr(command, name) for name in names)
    return same and command.persona in {"", known.persona}


def _is_decided(known: Request, command: DeviceRequest) -> bool:
    """Whether it was decided like this before, so that nothing has to be done."""
    said, _ = known.ruled()
    if command.event is RequestEvent.ORDERED:
        return said in _AGREED and known.order_reference == command.order_reference
    return said in _DECIDED[command.event]


def _check_state(state: RequestState, event: RequestEvent) -> None:
    if event in NEXT[state]:
        return
    yet = "yet" if state is RequestState.ASKED else "any more"
    raise Problem(
        HTTPStatus.CONFLICT,
        "request-impossible",
        f"The request is {state}: it cannot be {event} {yet}.",
    )


def _check_approver(known: Request, command: DeviceRequest) -> None:
    """Refuse whoever is known not to be the one; as long as nobody knows, their word is kept."""
    known_by = known.approval is not None
    if not known_by or command.event is not RequestEvent.APPROVED or known.may_approve(command.by):
        return
    who = "the person's manager" if known.manager else "somebody other than who asked"
    raise Problem(
        HTTPStatus.CONFLICT,
        "approver-wrong",
        f"This request has to be approved by {who}; the approval does not count.",
    )

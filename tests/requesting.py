"""Builders of requests for devices: values, commands, bodies and worlds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from handlers.request_inquiry import list_requests, show_request
from handlers.request_intake import decide_request, receive_request
from shared.domain.commands import DeviceRequest, RequestEvent
from shared.domain.device import Device
from shared.domain.flightplan import FlightPlan
from shared.domain.hire import Pairing
from shared.domain.request import Approval, Request, RequestState, Word
from shared.domain.shipment import ManifestLine
from shared.domain.sources import OWN, MayUse
from shared.domain.stages import Milestone, Stage
from shared.runtime.http import Problem, Reply
from shared.runtime.http import Request as HttpRequest
from shared.runtime.services import Services
from simulator.tenant import Person
from simulator.world import START, World
from tests.journeys import ADELE, a_line, a_world
from tests.receiving import KEY, Intake, as_json

BOSS = "pradeep.gupta@contoso.com"
NESTOR = "nestor.wilke@contoso.com"
OPERATOR = "olivia.wilson@contoso.com"
MINUTE = timedelta(minutes=1)
NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def a_word(event: RequestEvent, *, by: str = OPERATOR, after: int = 1, **told: str) -> Word:
    return Word(event=event, at=NOW + after * MINUTE, by=by, **told)


def a_request(
    *words: Word,
    approval: Approval | None = Approval.OPERATOR,
    **told: Any,  # noqa: ANN401  any field's value
) -> Request:
    known: dict[str, Any] = {"person": ADELE, "asked_by": ADELE, "persona": "office"} | told
    request = Request(id="R-1", asked_at=NOW, since=NOW, approval=approval, **known)
    for word in words:
        request = request.told(word)
    return request


def a_device(
    stage: Stage = Stage.GROUPED,
    *milestones: Milestone,
    request: str = "R-1",
    line: ManifestLine | None = None,
) -> Device:
    return Device(
        serial="SN-1",
        since=NOW + MINUTE,
        stage=stage,
        line=line or ManifestLine(serial="SN-1"),
        pairing=Pairing(rule="", user_principal_name=ADELE, request=request),
        milestones=dict.fromkeys(milestones, NOW),
    )


def a_stock_line(serial: str = "SN-1") -> ManifestLine:
    """A line of what lies in stock for the persona and at the place of ``a_command``."""
    return a_line(serial, persona="office", location="Oslo")


def a_command(event: RequestEvent = RequestEvent.ASKED, **told: Any) -> DeviceRequest:  # noqa: ANN401  any field's value
    asked = event is RequestEvent.ASKED
    usual: dict[str, Any] = {
        "request_id": "R-1",
        "said_at": START if asked else START + MINUTE,
        "by": NESTOR if asked else OPERATOR,
    }
    if asked:
        usual |= {"person": ADELE, "persona": "office", "location": "Oslo"}
    return DeviceRequest(event=event, **(usual | told))


def a_requesting_world(
    approval: Approval = Approval.NONE,
    *,
    managed: bool = True,
    **how: Any,  # noqa: ANN401  passed on
) -> World:
    """A world whose persona ``office`` is approved like this; Pradeep manages Adele and Nestor."""
    world = a_world(**how)
    with_policy(world.services.flight_plan, approval)
    boss = Person(manager=BOSS if managed else "")
    world.tenant.user_appears(BOSS)
    world.tenant.user_changes(ADELE, boss)
    world.tenant.user_appears(NESTOR, person=boss)
    return world


def with_policy(plan: FlightPlan, approval: Approval, *names: str) -> None:
    """Have these personas, or all, approved like this."""
    for name in names or tuple(plan.personas):
        plan.personas[name] = replace(plan.personas[name], approval=approval)


def told(world: World, *commands: DeviceRequest, times: int = 1) -> None:
    """Queue what is said of a request as the intake does."""
    for command in commands:
        origin = f"request/{command.request_id}/{command.event}/{command.said_at}/{command.by}"
        world.ask(command, origin=origin, times=times)


async def the_request(world: World, request_id: str = "R-1") -> Request:
    found = await world.services.requests.get(request_id)
    assert found is not None
    return found


async def states_passed(world: World) -> list[RequestState]:
    """Let half a day pass, and list the states that the request was seen in."""
    states: list[RequestState] = []
    for _ in range(360):
        await world.settle(2 * MINUTE)
        state = (await the_request(world)).state
        if state not in states[-1:]:
            states.append(state)
    return states


async def ask(services: Services, content: Any, **how: Any) -> Reply:  # noqa: ANN401  any JSON
    return await answered(receive_request, http(content, **how), services)


async def decide(
    services: Services,
    decision: str,
    content: Any,  # noqa: ANN401  any JSON
    request_id: str = "R-1",
    **how: Any,  # noqa: ANN401  any JSON
) -> Reply:
    route = {"id": request_id, "decision": decision}
    return await answered(decide_request, http(content, route=route, **how), services)


async def show(services: Services, request_id: str = "R-1") -> Reply:
    return await answered(show_request, HttpRequest(route={"id": request_id}), services)


async def list_all(services: Services) -> Reply:
    return await answered(list_requests, HttpRequest(), services)


def http(  # noqa: PLR0913  a builder: every argument has its usual value
    content: Any,  # noqa: ANN401  any JSON
    kind: str = "application/json",
    *,
    key: str = KEY,
    query: dict[str, str] | None = None,
    route: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
) -> HttpRequest:
    return HttpRequest(
        headers={"content-type": kind, "x-groundcrew-key": key, **(headers or {})},
        query=query or {},
        route=route or {},
        body=content if isinstance(content, bytes) else as_json(content),
    )


async def answered(answer: Any, request: HttpRequest, services: Services) -> Reply:  # noqa: ANN401  any of them
    """Answer as the edge does."""
    try:
        reply: Reply = await answer(request, services)
    except Problem as problem:
        return problem.reply()
    return reply


def the_word(intake: Intake) -> DeviceRequest:
    (command,) = intake.commands
    assert isinstance(command, DeviceRequest)
    return command


def restrict(intake: Intake, *personas: str) -> None:
    source = replace(OWN, may_use=MayUse(personas=frozenset(personas)))
    intake.services.flight_plan.sources[OWN.name] = source  # type: ignore[index]  # a dict in this world

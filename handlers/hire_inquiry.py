"""Answer what is known of hires: how their starts stand, and what their devices wait for."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from http import HTTPStatus
from itertools import batched

from handlers.explaining import Json, device_waiting_json, reason_json, timeline_json, waiting_json
from handlers.inquiry import listed, unknown
from shared.domain.device import Device
from shared.domain.hire import Hire, Readiness, Verdict
from shared.domain.readiness import Due, due_of, verdict_of
from shared.runtime.http import Problem, Reply, Request, reply
from shared.runtime.records import every
from shared.runtime.services import Services

# How many devices are read at once for a page of hires.
_AT_ONCE = 32


async def list_hires(request: Request, services: Services) -> Reply:
    """List hires, a page at a time; of some verdicts alone if that is asked for."""
    wanted = _wanted(request)
    page = await listed(request, services.hires)
    items = [
        written
        for some in batched(page.items, _AT_ONCE, strict=False)
        for written in await _together(some, services)
        if not wanted or written["verdict"] in wanted
    ]
    return reply({"items": items, "continuation": page.continuation})


async def show_hire(request: Request, services: Services) -> Reply:
    """Show one hire."""
    hire = await services.hires.get(request.route["employee_id"])
    if hire is None:
        raise unknown("hire", "employee id")
    return reply(await _current(hire, services))


async def show_service_level(request: Request, services: Services) -> Reply:  # noqa: ARG001  nothing is asked
    """Count the verdicts that the hourly look came to last."""
    counts = Counter({verdict.value: 0 for verdict in Verdict})
    unjudged = 0
    async for hire in every(services.hires.page):
        if hire.readiness is None:
            unjudged += 1
        else:
            counts[hire.readiness.verdict] += 1
    return reply({"verdicts": counts, "not_judged": unjudged})


def hire_json(
    hire: Hire, device: Device | None, due: Due | None, readiness: Readiness | None
) -> Json:
    """Write a hire down for a caller; a verdict that nobody was told of yet has no time."""
    before = hire.readiness
    told = readiness and before and before.verdict is readiness.verdict
    since = before.since if before and told else None
    return {
        "employee_id": hire.employee_id,
        "state": hire.state,
        "person": hire.user_principal_name or None,
        "start_date": None if hire.start_date is None else hire.start_date.isoformat(),
        "days_left": None if due is None else due.days,
        "verdict": None if readiness is None else readiness.verdict,
        "verdict_since": None if since is None else since.isoformat(),
        "reason": reason_json(readiness),
        "persona": hire.persona or None,
        "location": hire.location or None,
        "order_reference": hire.order_reference or None,
        "device": hire.device or None,
        "device_stage": None if device is None else device.stage,
        "device_waiting_for": device_waiting_json(device),
        "waiting_for": waiting_json(hire.waiting_for, hire.waiting_since or hire.first_said_at),
        "timeline": timeline_json(hire.timeline),
    }


async def _current(hire: Hire, services: Services) -> Json:
    """Judge a hire by what their device shows now; the hourly look may not have seen it yet."""
    now, device = services.clock.now(), None
    if hire.device:
        device = await services.devices.get(hire.device)
    due = due_of(hire, services.flight_plan, now)
    readiness = None if due is None else verdict_of(due, device, now)
    return hire_json(hire, device, due, readiness)


async def _together(hires: Sequence[Hire], services: Services) -> list[Json]:
    return await asyncio.gather(*(_current(each, services) for each in hires))


def _wanted(request: Request) -> frozenset[str]:
    """Read which verdicts a caller asks for (``Problem`` when they are none); none: all."""
    told = frozenset(filter(None, request.query.get("verdict", "").split(",")))
    if told <= set(Verdict):
        return told
    known = ", ".join(Verdict)
    raise Problem(
        HTTPStatus.BAD_REQUEST,
        "verdict-wrong",
        f"verdict is one of {known}, or several with commas between.",
        ({"field": "verdict", "code": "verdict-wrong", "detail": known},),
    )

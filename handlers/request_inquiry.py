"""Answer what is known of requests for devices."""

import asyncio
from collections.abc import Sequence
from itertools import batched

from handlers.explaining import Json, device_waiting_json, timeline_json, waiting_json
from handlers.following import device_of
from handlers.inquiry import listed, unknown
from shared.domain.device import Device
from shared.domain.request import Request, Word
from shared.domain.request_states import request_waits, state_of
from shared.runtime.http import Reply, reply
from shared.runtime.http import Request as HttpRequest
from shared.runtime.services import Services

# How many devices are read at once for a page of requests.
_AT_ONCE = 32


async def list_requests(request: HttpRequest, services: Services) -> Reply:
    """List requests, a page at a time."""
    page = await listed(request, services.requests)
    # Of some only a decision has come so far.
    known = [each for each in page.items if each.known]
    items = [
        written
        for some in batched(known, _AT_ONCE, strict=False)
        for written in await _together(some, services)
    ]
    return reply({"items": items, "continuation": page.continuation})


async def show_request(request: HttpRequest, services: Services) -> Reply:
    """Show one request."""
    found = await known_request(request.route["id"], services)
    return reply(await current(found, services))


async def known_request(request_id: str, services: Services) -> Request:
    """Read a request that was asked for (``Problem`` 404 otherwise)."""
    found = await services.requests.get(request_id)
    if found is None or not found.known:
        raise unknown("request", "id")
    return found


async def current(request: Request, services: Services) -> Json:
    """Write down where a request stands, by what its device shows now."""
    return request_json(request, await device_of(request, services))


def request_json(request: Request, device: Device | None) -> Json:
    """Write a request down for a caller."""
    state = state_of(request, device)
    # The device has gone on, and the request has not been told yet.
    since = request.since if device is None or state is request.state else device.since
    _, counted = request.ruled()
    return {
        "id": request.id,
        "state": state,
        "since": since.isoformat(),
        "person": request.person or None,
        "employee_id": request.employee_id or None,
        "persona": request.persona,
        "location": request.location or None,
        "needed_by": None if request.needed_by is None else request.needed_by.isoformat(),
        "why": request.why or None,
        "asked_by": request.asked_by or None,
        "asked_at": request.asked_at.isoformat(),
        "approval": request.approval,
        "manager": request.manager or None,
        "decided_by": request.decided_by or None,
        "order_reference": request.order_reference or None,
        "device": request.device or None,
        "device_stage": None if device is None else device.stage,
        "device_waiting_for": device_waiting_json(device),
        "waiting_for": waiting_json(request_waits(request, state), since),
        "note": request.note or None,
        "history": [_word_json(word, counted) for word in request.words],
        "timeline": timeline_json(request.timeline),
    }


def _word_json(word: Word, counted: Sequence[Word]) -> Json:
    return {
        "at": word.at.isoformat(),
        "event": word.event,
        "by": word.by or None,
        "why": word.why or None,
        "order_reference": word.order_reference or None,
        "counts": word.event == "asked" or word in counted,
    }


async def _together(requests: Sequence[Request], services: Services) -> list[Json]:
    return await asyncio.gather(*(current(each, services) for each in requests))

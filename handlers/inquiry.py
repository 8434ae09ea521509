"""Answer what is known of devices."""

from collections.abc import Callable
from http import HTTPStatus

from handlers.explaining import Json, device_waiting_json, timeline_json
from shared.domain.device import Device
from shared.domain.errors import Rejected
from shared.domain.serials import normalised
from shared.runtime.http import Problem, Reply, Request, reply
from shared.runtime.records import Listing, Records
from shared.runtime.services import Services

MOST = 1000
USUAL = 100
# So many reads of the store may one page of a list cost of which only some is wanted.
_MOST_READS = 20


async def list_devices(request: Request, services: Services) -> Reply:
    """List devices, a page at a time."""
    return page_of(await listed(request, services.devices), device_json)


async def show_device(request: Request, services: Services) -> Reply:
    """Show one device and its timeline."""
    serial = normalised(request.route["serial"])
    device = await services.devices.get(serial)
    if device is None:
        raise unknown("device", "serial number")
    return reply(device_json(device))


def device_json(device: Device) -> Json:
    """Write a device down for a caller: no hash, no internal id."""
    pairing = device.pairing
    return {
        "serial": device.serial,
        "stage": device.stage,
        "since": device.since.isoformat(),
        "person": None if pairing is None else pairing.user_principal_name or None,
        "employee_id": None if pairing is None else pairing.employee_id or None,
        "paired_by": None if pairing is None else pairing.rule,
        "route": device.route,
        "persona": device.line.persona or None,
        "order_reference": device.line.order_reference or None,
        "waiting_for": device_waiting_json(device),
        "timeline": timeline_json(device.timeline),
    }


async def listed[T](
    request: Request, records: Records[T], takes: Callable[[T], bool] | None = None
) -> Listing[T]:
    """Read the page that a caller asks for (``Problem`` when it is none).

    With *takes* it holds what is wanted of so many rows: perhaps nothing, and yet
    another page follows.
    """
    limit = request.query.get("limit", str(USUAL))
    digits = limit.isascii() and limit.isdigit() and len(limit) <= len(str(MOST))
    if not (digits and 1 <= int(limit) <= MOST):
        raise Problem(
            HTTPStatus.BAD_REQUEST,
            "limit-wrong",
            f"limit is a whole number from 1 to {MOST}.",
            ({"field": "limit", "code": "limit-wrong", "detail": f"1 to {MOST}"},),
        )
    continuation = request.query.get("continuation") or None
    try:
        if takes is None:
            return await records.page(continuation, int(limit))
        return await _wanted(records, takes, continuation, int(limit))
    except Rejected as error:
        if continuation is None:
            raise
        # With a store that serves first pages, only a continuation that is none is refused.
        told = f"{error.reason.sentence} {error.reason.remedy}"
        raise Problem(HTTPStatus.BAD_REQUEST, error.reason.code, told) from error


async def _wanted[T](
    records: Records[T], takes: Callable[[T], bool], continuation: str | None, limit: int
) -> Listing[T]:
    """Read on until the page is full, the list ends, or it has been looked through far enough."""
    items: list[T] = []
    for _ in range(_MOST_READS):
        page = await records.page(continuation, limit - len(items))
        items += filter(takes, page.items)
        continuation = page.continuation
        if continuation is None or len(items) == limit:
            break
    return Listing(items=tuple(items), continuation=continuation)


def page_of[T](page: Listing[T], write: Callable[[T], Json]) -> Reply:
    """Write a page down."""
    return reply({"items": [write(item) for item in page.items], "continuation": page.continuation})


def unknown(thing: str, key: str) -> Problem:
    """Say that there is no such thing."""
    return Problem(HTTPStatus.NOT_FOUND, "unknown", f"No {thing} has this {key}.")

"""Keep the state of a request where its words and its device lead.

Nothing here pairs anything, so that whoever changes a device may call it.
"""

from functools import partial

from shared.domain.device import Device
from shared.domain.errors import Conflict
from shared.domain.request import Request
from shared.domain.request_states import restated, state_of
from shared.runtime.records import ATTEMPTS
from shared.runtime.services import Services


async def follow(device: Device, services: Services) -> None:
    """Let the request that a device answers follow it."""
    if device.pairing is not None and device.pairing.request:
        await restate(device.pairing.request, services)


async def restate(request_id: str, services: Services) -> Request | None:
    """Write down where a request stands by now (``None``: there is no such request).

    The device may have gone on while the request was written, so it is looked
    at again until both agree; ``Conflict`` when they do not come to rest.
    """
    request = await services.requests.get(request_id)
    for _ in range(ATTEMPTS):
        if request is None or not request.known:
            return request
        device = await device_of(request, services)
        if state_of(request, device) is request.state:
            return request
        now = services.clock.now()
        change = partial(restated, device=device, at=now)
        request = await services.requests.amend(request_id, change)
    raise Conflict(f"The device of request {request_id} does not come to rest.")


async def device_of(request: Request, services: Services) -> Device | None:
    """Read the device that a request points to, if there is one."""
    return await services.devices.get(request.device) if request.device else None

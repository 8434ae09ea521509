"""Forget requests that ended and devices that are gone, long ago."""

from collections.abc import Mapping

from handlers.finishing import is_left
from shared.domain.claimant import claimant_of_request, stock_of
from shared.domain.device import Device
from shared.domain.over import device_over_at, request_over_at
from shared.domain.pairing import Clue, lead, leads_of
from shared.domain.parties import Party, Side
from shared.domain.request import Request
from shared.runtime.records import every
from shared.runtime.services import Services
from shared.runtime.tombstones import Kind


async def forget_requests(services: Services) -> Mapping[str, int]:
    """Forget requests that were refused, cancelled or answered long ago."""
    kept, now = services.flight_plan.retention.requests, services.clock.now()
    forgotten = 0
    async for request in every(services.requests.page):
        over = request_over_at(request)
        if over is not None and now - over > kept and not request.news:
            await _forget_request(request, services)
            forgotten += 1
    return {"requests": forgotten}


async def _forget_request(request: Request, services: Services) -> None:
    now = services.clock.now()
    await services.tombstones.put(Kind.REQUEST, request.id, erased=False, at=now)
    party = Party(side=Side.REQUEST, key=request.id)
    stock = lead(Clue.STOCK, request.persona, request.location)
    for each in (*claimant_of_request(request).leads, *stock):
        await services.leads.withdraw(each, party)
    await services.requests.delete(request.id)


async def forget_devices(services: Services) -> Mapping[str, int]:
    """Forget devices that were cancelled or retired long ago, with nothing left to finish."""
    kept, now = services.flight_plan.retention.devices, services.clock.now()
    forgotten = 0
    async for device in every(services.devices.page):
        over = device_over_at(device)
        if over is None or now - over <= kept or device.news or is_left(device):
            continue
        await _forget_device(device, services)
        forgotten += 1
    return {"devices": forgotten}


async def _forget_device(device: Device, services: Services) -> None:
    now = services.clock.now()
    await services.tombstones.put(Kind.DEVICE, device.serial, erased=False, at=now)
    party = Party(side=Side.DEVICE, key=device.serial)
    for each in (*leads_of(device), *stock_of(device, services.flight_plan)):
        await services.leads.withdraw(each, party)
    for record in device.parked_as:
        await services.parked.delete(record)
    await services.hashes.forget(device.serial)
    await services.devices.delete(device.serial)

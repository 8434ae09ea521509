"""Forget hires whose start is long past, and of whom a device in use once was."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta

from shared.domain.claimant import claimant_of_hire
from shared.domain.device import Device
from shared.domain.errors import Conflict
from shared.domain.hire import Hire
from shared.domain.over import hire_over_at
from shared.domain.pairing import SETTLED, Clue, lead
from shared.domain.parties import Party, Side
from shared.domain.stages import Stage
from shared.domain.traces import Person, Traces
from shared.domain.unnamed import person_on, unnamed
from shared.runtime.records import every
from shared.runtime.services import Services
from shared.runtime.tombstones import Kind

# What a timeline says instead of a name.
SOMEBODY = "somebody"


async def forget_hires(services: Services) -> Mapping[str, int]:
    """Forget people whose start, or whose hire's cancellation, is long past."""
    kept = services.flight_plan.retention.hires
    forgotten = 0
    async for hire in every(services.hires.page):
        if await _is_over(hire, kept, services):
            forgotten += await _forget_hire(hire, services)
    return {"hires": forgotten}


async def _is_over(hire: Hire, kept: timedelta, services: Services) -> bool:
    """Whether nothing follows from a hire any more; a device on its way keeps its person."""
    if hire.news or services.clock.now() - hire_over_at(hire) <= kept:
        return False
    device = await services.devices.get(hire.device) if hire.device else None
    return device is None or device.stage in SETTLED


async def _forget_hire(hire: Hire, services: Services) -> bool:
    """Leave a tombstone, and remove the row, unless HR has spoken meanwhile."""
    now = services.clock.now()
    await services.tombstones.put(Kind.EMPLOYEE, hire.employee_id, erased=False, at=now)
    if await services.hires.get(hire.employee_id) != hire:
        await services.tombstones.lift(Kind.EMPLOYEE, hire.employee_id)
        return False
    party = Party(side=Side.HIRE, key=hire.employee_id)
    stock = lead(Clue.STOCK, hire.persona, hire.location)
    for each in (*claimant_of_hire(hire, None).leads, *stock):
        await services.leads.withdraw(each, party)
    await services.hires.delete(hire.employee_id)
    return True


async def forget_people(services: Services) -> Mapping[str, int]:
    """Forget whose a device was that was deployed long ago, once no hire and no request says so."""
    kept = services.flight_plan.retention.people
    left = 0
    async for device in every(services.devices.page):
        old = services.clock.now() - device.since > kept
        if device.stage is not Stage.DEPLOYED or not old or device.news:
            continue
        person = person_on(device, SOMEBODY)
        if person is not None and not await _is_claimed(device, services):
            left += await _take_out(person, device.serial, services)
    return {"people": left}


async def _take_out(person: Person, serial: str, services: Services) -> bool:
    """Write a device without its person; whoever writes it meanwhile leaves that to next time."""
    row = await services.stored.get("devices", serial)
    if row is None:
        return False
    with suppress(Conflict):
        await services.stored.replace(row, unnamed(row.document, Traces(person)))
        return True
    return False


async def _is_claimed(device: Device, services: Services) -> bool:
    """Whether a hire or a request is left that has this device."""
    pairing = device.pairing
    if pairing is None:
        return False
    if pairing.request and await services.requests.get(pairing.request) is not None:
        return True
    keys = [pairing.employee_id] if pairing.employee_id else []
    for each in lead(Clue.PERSON, pairing.user_principal_name):
        keys += await services.leads.follow(each, Side.HIRE)
    for key in keys:
        hire = await services.hires.get(key)
        if hire is not None and hire.device == device.serial:
            return True
    return False

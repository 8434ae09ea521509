"""Decide which device is for which person, and what a device does next because of it."""

from handlers.matching import match
from handlers.onward import onward
from handlers.parking import unpark
from shared.domain.claimant import Claimant, claimant_of_hire, claimant_of_request
from shared.domain.commands import FollowUp, RegisterDevices, Step
from shared.domain.device import Device
from shared.domain.hire import Hire
from shared.domain.pairing import Clue, Lead, leads_of
from shared.domain.park import is_listed
from shared.domain.parties import Party, Side
from shared.domain.request import Request
from shared.domain.settled import is_settled
from shared.runtime.services import Services

# A device whose line speaks of somebody by these lies in stock only once they need no device.
_SPEAKING = frozenset({Clue.EMPLOYEE, Clue.PERSON, Clue.REQUEST})


async def pair_device(serial: str, services: Services) -> tuple[str, ...]:
    """Find a device's person, or let theirs look for another one; tell whose pairings changed."""
    party = Party(side=Side.DEVICE, key=serial)
    device = await services.devices.get(serial)
    held = device is None or is_settled(device)
    for lead in () if device is None else leads_of(device):
        await (services.leads.withdraw if held else services.leads.leave)(lead, party)
    return await match(party, services)


async def pair_hire(before: Hire | None, hire: Hire, services: Services) -> tuple[str, ...]:
    """Find a person's device, or give it back; tell whose pairings changed."""
    former = set() if before is None else set(claimant_of_hire(before, None).leads)
    return await _pair(claimant_of_hire(hire, None), former, services)


async def pair_request(request: Request, services: Services) -> list[FollowUp]:
    """Find the device that answers a request, or give back what ties it no longer.

    The next steps of every device that this concerns.
    """
    touched = await _pair(claimant_of_request(request), set(), services)
    has = (await services.requests.known(request.id)).device
    # A process that died had paired it, perhaps, and not asked for its step.
    serials = dict.fromkeys((*touched, *filter(None, (has,))))
    return [each for serial in serials for each in await reassigned(serial, services)]


async def _pair(claimant: Claimant, former: set[Lead], services: Services) -> tuple[str, ...]:
    """Leave what ties a claimant to devices, whatever becomes of it, and match it.

    Somebody who will not come is found by it, too: a device may wait for them.
    """
    present = set(claimant.leads)
    for lead in claimant.leads:
        await services.leads.leave(lead, claimant.party)
    for lead in sorted(former - present, key=str):
        await services.leads.withdraw(lead, claimant.party)
    named = {
        Party(side=Side.DEVICE, key=serial): None
        for lead in sorted(former | present, key=str)
        if lead.clue in _SPEAKING
        for serial in await services.leads.follow(lead, Side.DEVICE)
    }
    return await match(claimant.party, services, tuple(named))


async def reassigned(serial: str, services: Services) -> list[FollowUp]:
    """Ask for the step that a device's pairing, or its line, makes it take next."""
    step = await next_step(await services.devices.get(serial), services)
    return [] if step is None else [FollowUp(command=step(serials=(serial,)))]


async def next_step(device: Device | None, services: Services) -> type[Step] | None:
    """Plan that groups and assignment follow the pairing, once the device is registered.

    Where the pairing changed the route, it begins with its registration.
    """
    if device is None or device.held:
        return None
    if is_settled(device):
        return None
    if device.parked_as:
        await unpark(device.serial, services)
    if not is_listed(device):
        due = device.planned.get(RegisterDevices.__name__)
        return RegisterDevices if due is not None and due <= services.clock.now() else None
    step, now = onward(device), services.clock.now()
    if step is not None:
        name = step.__name__
        await services.devices.update(device.serial, lambda device: device.plans(name, now))
    return step

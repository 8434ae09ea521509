"""Decide which device is for which person, whoever was announced first.

The hire is claimed before the device: of two devices that reach for one
person, the second finds the person taken.  A claim that the device does not
answer is given back, so a crash in between leaves nothing that the next
delivery does not mend.
"""

from dataclasses import replace

from handlers.parking import unpark
from shared.domain.commands import AddToGroup, AssignUser, FollowUp, RegisterDevices, Step
from shared.domain.device import Device
from shared.domain.hire import Hire, HireState, Pairing
from shared.domain.pairing import NAMED, SETTLED, Lead, is_for, leads, may_pair, pairing_of
from shared.domain.park import is_listed
from shared.domain.request import Request
from shared.domain.stages import Milestone, Route
from shared.runtime.leads import Side
from shared.runtime.services import Services


def leads_of_device(device: Device) -> tuple[Lead, ...]:
    """List what ties a device to a person."""
    return leads(
        employee_id=device.line.employee_id,
        person=device.line.person,
        order_reference=device.line.order_reference,
    )


def leads_of_hire(hire: Hire) -> tuple[Lead, ...]:
    """List what ties a person to a device."""
    return leads(
        employee_id=hire.employee_id,
        person=hire.user_principal_name,
        order_reference=hire.order_reference,
    )


def paired(device: Device, pairing: Pairing | None, services: Services) -> Device:
    """Be for this person, or nobody, and take the route of the persona that this makes."""
    now = services.clock.now()
    return services.flight_plan.routed(device.paired(pairing, now), now)


async def pair_device(device: Device, services: Services) -> Device:
    """Find a device's person; a person whom only the line names counts as well."""
    for lead in leads_of_device(device):
        for employee_id in await services.leads.follow(lead, Side.HIRE):
            if await _joined(device.serial, employee_id, lead, services):
                return await services.devices.known(device.serial)
    if not device.line.person or not await _may_come(device.line.person, services):
        return device
    named = Pairing(rule=NAMED, user_principal_name=device.line.person)

    def taken(device: Device) -> Device:
        free = device.pairing is None and device.stage not in SETTLED
        return paired(device, named, services) if free else device

    return await services.devices.update(device.serial, taken)


async def pair_hire(hire: Hire, services: Services) -> Hire:
    """Find a person's device."""
    for lead in leads_of_hire(hire):
        for serial in await services.leads.follow(lead, Side.DEVICE):
            if await _joined(serial, hire.employee_id, lead, services):
                return await services.hires.known(hire.employee_id)
    return hire


async def unpair(hire: Hire, services: Services) -> tuple[str, ...]:
    """Give whatever is for a person to the next one, or back to stock; tell which devices.

    What is being deployed already stays.  A line may have named the person
    before HR spoke, so that the device knows of its person, but not the other
    way round.
    """
    named = [lead for lead in leads_of_hire(hire) if lead.rule == NAMED]
    found = [await services.leads.follow(lead, Side.DEVICE) for lead in named]
    serials = {hire.device, *(serial for each in found for serial in each)} - {""}
    for serial in sorted(serials):
        device = await _freed(serial, hire, services)
        await pair_device(device, services)
    return tuple(sorted(serials))


async def release_hire(device: Device, services: Services) -> list[FollowUp]:
    """Let the person of a device that will not come find another one."""
    employee_id = device.pairing.employee_id if device.pairing else ""
    if not employee_id:
        return []
    hire = await services.hires.amend(employee_id, lambda hire: hire.without(device.serial))
    if hire is None:
        return []
    hire = await pair_hire(hire, services)
    return await reassigned(hire.device, services) if hire.device else []


async def reassigned(serial: str, services: Services) -> list[FollowUp]:
    """Ask for the step that a device's pairing, or its line, makes it take next."""
    step = await next_step(serial, services)
    return [] if step is None else [FollowUp(command=step(serials=(serial,)))]


async def next_step(serial: str, services: Services) -> type[Step] | None:
    """Plan that groups and assignment follow the pairing, once the device is registered.

    Where the pairing changed the route, it begins with its registration.
    """
    device = await services.devices.get(serial)
    if device is None or device.held:
        return None
    if device.parked_as:
        await unpark(serial, services)
    if device.stage in SETTLED:
        return None
    if not is_listed(device):
        due = device.planned.get(RegisterDevices.__name__)
        return RegisterDevices if due is not None and due <= services.clock.now() else None
    # The groups lead on to the assignment; a person of another persona has other groups.
    assigns = device.route is Route.AUTOPILOT and device.passed(Milestone.GROUPED)
    step = AssignUser if assigns else AddToGroup
    now = services.clock.now()
    await services.devices.update(serial, lambda device: device.plans(step.__name__, now))
    return step


async def _joined(serial: str, employee_id: str, lead: Lead, services: Services) -> bool:
    """Pair these two, if the lead still holds and nothing stands between them."""
    device = await services.devices.get(serial)
    hire = await services.hires.get(employee_id)
    if device is None or hire is None or not may_pair(device, hire):
        return False
    if lead not in leads_of_device(device) or lead not in leads_of_hire(hire):
        return False
    claimed = await services.hires.update(employee_id, lambda hire: hire.paired_with(serial))
    if claimed.device != serial:
        return False

    def taken(device: Device) -> Device:
        free = may_pair(device, claimed)
        return paired(device, pairing_of(claimed, lead.rule), services) if free else device

    device = await services.devices.update(serial, taken)
    # HR may have cancelled, and found nothing to give back, between the two claims.
    hire = await services.hires.known(employee_id)
    theirs = device.pairing is not None and is_for(device.pairing, hire)
    if theirs and hire.device == serial and hire.state is HireState.STARTING:
        return True
    await _freed(serial, hire, services)
    return False


async def _freed(serial: str, hire: Hire, services: Services) -> Device:
    """Undo a pairing on both sides, unless the device is being deployed already."""

    def freed(device: Device) -> Device:
        theirs = device.pairing is not None and is_for(device.pairing, hire)
        free = theirs and device.stage not in SETTLED
        return paired(device, None, services) if free else device

    device = await services.devices.update(serial, freed)
    if device.pairing is None or not is_for(device.pairing, hire):
        await services.hires.update(hire.employee_id, lambda hire: hire.without(serial))
    return device


async def _may_come(person: str, services: Services) -> bool:
    """Whether somebody of this name may start: HR expects them, or never spoke of them."""
    (lead,) = leads(employee_id="", person=person, order_reference="")
    told = [
        await services.hires.get(employee_id)
        for employee_id in await services.leads.follow(lead, Side.HIRE)
    ]
    heard = [hire.state for hire in told if hire is not None and lead in leads_of_hire(hire)]
    return not heard or HireState.STARTING in heard


async def pair_request(request: Request, services: Services) -> Request:
    """Find the device that answers a request that was approved."""
    for device in (await services.devices.page(None, 1000)).items:
        fits = services.flight_plan.persona_of(device).name == request.persona
        if fits and device.pairing is None and not request.device:
            theirs = Pairing(rule="", user_principal_name=request.person, request=request.id)
            request = replace(request, device=device.serial)
            await services.requests.put(request.id, request)
            await services.devices.put(device.serial, paired(device, theirs, services))
    return request


async def release_request(request: Request, services: Services) -> list[FollowUp]:
    """Give back what a request that is refused or cancelled has; the next steps of its device."""
    if request.device:
        await services.requests.put(request.id, replace(request, device=""))
        await services.devices.amend(request.device, lambda each: paired(each, None, services))
    return await reassigned(request.device, services) if request.device else []

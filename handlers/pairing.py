"""Decide which device is for which person, whoever was announced first.

The hire is claimed before the device: of two devices that reach for one
person, the second finds the person taken.  A claim that the device does not
answer is given back, so a crash in between leaves nothing that the next
delivery does not mend.
"""

from shared.domain.commands import AssignUser, FollowUp
from shared.domain.device import Device, Pairing
from shared.domain.hire import Hire
from shared.domain.pairing import NAMED, SETTLED, Lead, is_for, leads, may_pair, pairing_of
from shared.domain.stages import Milestone
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


async def pair_device(device: Device, services: Services) -> Device:
    """Find a device's person; a person whom only the line names counts as well."""
    for lead in leads_of_device(device):
        for employee_id in await services.leads.follow(lead, Side.HIRE):
            if await _joined(device.serial, employee_id, lead.rule, services):
                return await services.devices.update(device.serial, lambda device: device)
    if device.line.person and device.pairing is None and device.stage not in SETTLED:
        named = Pairing(rule=NAMED, user_principal_name=device.line.person)
        now = services.clock.now()
        return await services.devices.update(
            device.serial,
            lambda device: device if device.pairing else device.paired(named, now),
        )
    return device


async def pair_hire(hire: Hire, services: Services) -> Hire:
    """Find a person's device."""
    for lead in leads_of_hire(hire):
        for serial in await services.leads.follow(lead, Side.DEVICE):
            if await _joined(serial, hire.employee_id, lead.rule, services):
                return await services.hires.update(hire.employee_id, lambda hire: hire)
    return hire


async def unpair(hire: Hire, services: Services) -> None:
    """Give a person's device back to stock, unless it is being deployed already."""
    now = services.clock.now()

    def freed(device: Device) -> Device:
        meant = device.pairing is not None and is_for(device.pairing, hire)
        return device.paired(None, now) if meant and device.stage not in SETTLED else device

    device = await services.devices.update(hire.device, freed)
    if device.pairing is None:
        await services.hires.update(hire.employee_id, lambda hire: hire.without(device.serial))


async def release_hire(device: Device, services: Services) -> list[FollowUp]:
    """Let the person of a device that will not come find another one."""
    employee_id = device.pairing.employee_id if device.pairing else ""
    if not employee_id or await services.hires.get(employee_id) is None:
        return []
    hire = await services.hires.update(employee_id, lambda hire: hire.without(device.serial))
    hire = await pair_hire(hire, services)
    return await reassigned(hire.device, services) if hire.device else []


async def reassigned(serial: str, services: Services) -> list[FollowUp]:
    """Ask for the assignment to follow the pairing, once the device is registered."""
    device = await services.devices.get(serial)
    if device is None or device.held or not device.passed(Milestone.REGISTERED):
        return []
    return [FollowUp(command=AssignUser(serial=serial))]


async def _joined(serial: str, employee_id: str, rule: str, services: Services) -> bool:
    device = await services.devices.get(serial)
    hire = await services.hires.get(employee_id)
    if device is None or hire is None or not may_pair(device, hire):
        return False
    hire = await services.hires.update(employee_id, lambda hire: hire.paired_with(serial))
    if hire.device != serial:
        return False
    pairing = pairing_of(hire, rule)
    now = services.clock.now()

    def taken(device: Device) -> Device:
        return device.paired(pairing, now) if may_pair(device, hire) else device

    device = await services.devices.update(serial, taken)
    if device.pairing is None or not is_for(device.pairing, hire):
        await services.hires.update(employee_id, lambda hire: hire.without(serial))
        return False
    return True

"""Take in what HR says of a person."""

from dataclasses import replace

from handlers.pairing import leads_of_hire, pair_hire, reassigned, unpair
from shared.domain.commands import FollowUp, HireEvent, NewHire
from shared.domain.device import Device
from shared.domain.hire import Hire, HireState
from shared.domain.pairing import SETTLED, is_for, pairing_of
from shared.runtime.leads import Side
from shared.runtime.services import Services


async def new_hire(command: NewHire, services: Services) -> list[FollowUp]:
    """Remember a person and find them a device, or give theirs back."""
    before = await services.hires.get(command.employee_id)
    hire = await services.hires.change(command.employee_id, lambda hire: _told(hire, command))
    await _leave_leads(before, hire, services)
    if hire.state is HireState.CANCELLED:
        serial = hire.device
        if serial:
            await unpair(hire, services)
    else:
        hire = await pair_hire(hire, services)
        serial = hire.device
        if serial:
            await _refresh(hire, services)
    return await reassigned(serial, services) if serial else []


def _told(before: Hire | None, command: NewHire) -> Hire:
    """Apply HR's word, unless a later one has been heard already."""
    cancelled = command.event is HireEvent.CANCELLED
    state = HireState.CANCELLED if cancelled else HireState.STARTING
    if before is None:
        before = Hire(employee_id=command.employee_id, said_at=command.said_at)
    elif command.said_at < before.said_at:
        return before
    return replace(
        before,
        said_at=command.said_at,
        state=state,
        user_principal_name=command.user_principal_name or before.user_principal_name,
        start_date=command.start_date or before.start_date,
        persona=command.persona or before.persona,
        location=command.location or before.location,
        order_reference=command.order_reference or before.order_reference,
    )


async def _leave_leads(before: Hire | None, hire: Hire, services: Services) -> None:
    old = set() if before is None else set(leads_of_hire(before))
    starting = hire.state is HireState.STARTING
    new = set(leads_of_hire(hire)) if starting else set()
    for lead in sorted(new, key=str):
        await services.leads.leave(lead, Side.HIRE, hire.employee_id)
    for lead in sorted(old - new, key=str):
        await services.leads.withdraw(lead, Side.HIRE, hire.employee_id)


async def _refresh(hire: Hire, services: Services) -> None:
    """Carry a changed name or start date over to the device."""
    now = services.clock.now()

    def refreshed(device: Device) -> Device:
        meant = device.pairing is not None and is_for(device.pairing, hire)
        if not meant or device.pairing is None or device.stage in SETTLED:
            return device
        return device.paired(pairing_of(hire, device.pairing.rule), now)

    await services.devices.update(hire.device, refreshed)

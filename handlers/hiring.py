"""Take in what HR says of a person."""

from handlers.fetching import fetched
from handlers.pairing import leads_of_hire, pair_hire, paired, reassigned, unpair
from shared.domain.commands import FollowUp, HireEvent, NewHire
from shared.domain.device import Device
from shared.domain.hire import Hire, HireState
from shared.domain.pairing import SETTLED, is_for, pairing_of
from shared.runtime.leads import Side
from shared.runtime.services import Services


async def new_hire(command: NewHire, services: Services) -> list[FollowUp]:
    """Remember a person and find them a device, or give theirs back."""
    if command.fetch_from:
        command = await fetched(command, services)
    before = await services.hires.get(command.employee_id)
    hire = await services.hires.change(command.employee_id, lambda hire: _told(hire, command))
    await _leave_leads(before, hire, services)
    if hire.state is HireState.CANCELLED:
        serials = await unpair(hire, services)
    else:
        hire = await pair_hire(hire, services)
        serials = (hire.device,) if hire.device else ()
        if hire.device:
            await _refresh(hire, services)
    return [each for serial in serials for each in await reassigned(serial, services)]


def _told(before: Hire | None, command: NewHire) -> Hire:
    """Apply HR's word; one that is older than what is known only adds to it."""
    said = Hire(
        employee_id=command.employee_id,
        said_at=command.said_at,
        state=_state_after(before, command.event),
        user_principal_name=command.user_principal_name,
        start_date=command.start_date,
        persona=command.persona,
        location=command.location,
        order_reference=command.order_reference,
    )
    if before is None:
        return said
    return said.over(before) if said.rank >= before.rank else before.over(said)


def _state_after(before: Hire | None, event: HireEvent) -> HireState:
    """Whether somebody is coming; a change alone brings nobody back who was cancelled."""
    match event:
        case HireEvent.CREATED:
            return HireState.STARTING
        case HireEvent.CANCELLED:
            return HireState.CANCELLED
        case HireEvent.CHANGED:
            return HireState.STARTING if before is None else before.state


async def _leave_leads(before: Hire | None, hire: Hire, services: Services) -> None:
    """Leave what ties the person to a device; somebody who will not come is found by it, too."""
    old = set() if before is None else set(leads_of_hire(before))
    new = leads_of_hire(hire)
    for lead in new:
        await services.leads.leave(lead, Side.HIRE, hire.employee_id)
    for lead in sorted(old.difference(new), key=str):
        await services.leads.withdraw(lead, Side.HIRE, hire.employee_id)


async def _refresh(hire: Hire, services: Services) -> None:
    """Carry a changed name or start date over to the device."""

    def refreshed(device: Device) -> Device:
        meant = device.pairing is not None and is_for(device.pairing, hire)
        if not meant or device.pairing is None or device.stage in SETTLED:
            return device
        return paired(device, pairing_of(hire, device.pairing.rule), services)

    await services.devices.update(hire.device, refreshed)

"""Take in what HR says of a person."""

from functools import partial

from handlers.fetching import fetched
from handlers.forgotten import heeds_hire, is_late
from handlers.pairing import pair_hire, reassigned
from handlers.rescinding import tell_of_device_in_use
from shared.domain.commands import FollowUp, NewHire
from shared.domain.hearing import heard
from shared.runtime.services import Services


async def new_hire(command: NewHire, services: Services) -> list[FollowUp]:
    """Remember a person and find them a device, or give theirs back."""
    thin = bool(command.fetch_from)
    if thin and not await is_late(command, services):
        command = await fetched(command, services)
    if not await heeds_hire(command, services, thin=thin):
        return []
    before = await services.hires.get(command.employee_id)
    hire = await services.hires.change(
        command.employee_id, partial(heard, said=command, now=services.clock.now())
    )
    touched = await pair_hire(before, hire, services)
    hire = await services.hires.known(hire.employee_id)
    await tell_of_device_in_use(hire, services)
    serials = dict.fromkeys((*touched, *filter(None, (hire.device,))))
    return [each for serial in serials for each in await reassigned(serial, services)]

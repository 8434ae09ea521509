"""What devices and claimants have by now, and whether a pair of some rank is better."""

from handlers.claims import load, owner_of, partners_of
from handlers.naming import may_be_named, named_on
from handlers.ranking import named_rank, rank_in, ride_rank
from shared.domain.claimant import Claimant
from shared.domain.device import Device
from shared.domain.hire import Pairing
from shared.domain.pairing import Rank
from shared.domain.request import Request
from shared.domain.settled import is_gone, is_in_use, is_settled
from shared.domain.stages import Milestone
from shared.runtime.services import Services


def answers(device: Device, request: Request) -> bool:
    """Whether a device is for this request."""
    return device.pairing is not None and device.pairing.request == request.id


def is_theirs(claimant: Claimant, device: Device) -> bool:
    """Whether a device is for a claimant: as its owner, or with the request made for them."""
    if is_gone(device):
        return False
    if claimant.party in partners_of(device.pairing):
        return True
    companion = claimant.companion
    if companion is None or companion.device != device.serial:
        return False
    return answers(device, companion)


def is_of_earlier_times(claimant: Claimant, device: Device) -> bool:
    """Whether a device was deployed before the person was hired again."""
    deployed = device.milestones.get(Milestone.DEPLOYED)
    begun = claimant.begun_anew_at
    return begun is not None and deployed is not None and deployed <= begun


async def present_of(claimant: Claimant, device: Device, services: Services) -> Rank | None:
    """Rank what a claimant has; ``None`` when nothing ties the two any longer."""
    if owner_of(device.pairing) == claimant.party:
        return await rank_in(claimant, device, services)
    return ride_rank(claimant, device, services.flight_plan)


async def rank_on(device: Device, services: Services) -> Rank | None:
    """Rank whom a device is for; ``None`` when it is for nobody, or should be."""
    owner = owner_of(device.pairing)
    if owner is None:
        named = device.pairing is not None and _is_named(device.pairing, device)
        may = named and await may_be_named(device, services)
        return named_rank(device, services.flight_plan) if may else None
    claimant = await load(owner, services)
    if claimant is None or not claimant.claims or claimant.device != device.serial:
        return None
    return await rank_in(claimant, device, services)


async def takes(device: Device, better: Rank, services: Services) -> bool:
    """Whether a device has nobody of this rank or a better one."""
    if is_settled(device) or not device.passed(Milestone.ANNOUNCED):
        return False
    present = await rank_on(device, services)
    return present is None or better < present


async def accepts(claimant: Claimant, device: Device, better: Rank, services: Services) -> bool:
    """Whether a claimant has no device of this rank or a better one."""
    if not claimant.claims or claimant.device in {"", device.serial}:
        return claimant.claims
    has = await services.devices.get(claimant.device)
    if has is None or not is_theirs(claimant, has):
        return True
    if is_in_use(has):
        return False
    present = await present_of(claimant, has, services)
    return present is None or better < present


def _is_named(pairing: Pairing, device: Device) -> bool:
    return pairing.user_principal_name.casefold() == named_on(device).casefold()

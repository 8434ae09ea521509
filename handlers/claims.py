"""Who claims devices: hires and requests, read and written alike."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from shared.domain.claimant import CLAIMING, Claimant, claimant_of_hire, claimant_of_request, is_of
from shared.domain.device import Device
from shared.domain.hire import Hire, Pairing
from shared.domain.pairing import Clue, Lead, Rule, lead
from shared.domain.parties import Party, Side
from shared.domain.request import Request
from shared.runtime.services import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """Have *serial* (blank: no device) if it is still *before*, and say *what* of it."""

    before: str
    serial: str
    what: str


async def load(party: Party, services: Services) -> Claimant | None:
    """Read a claimant."""
    return await _KINDS[party.side].load(party.key, services)


async def claim(claimant: Claimant, serial: str, rule: str, services: Services) -> bool:
    """Have this device instead of the present one, unless somebody changed that meanwhile.

    *rule* says why in the timeline.
    """
    before = claimant.device
    given_up = f" instead of {before}" if before not in {"", serial} else ""
    swap = Swap(before=before, serial=serial, what=f"Paired with {serial}{given_up}: {rule}.")
    return await _KINDS[claimant.party.side].swap(claimant.party.key, swap, services)


async def release(party: Party, serial: str, services: Services) -> None:
    """Have this device no longer."""
    swap = Swap(before=serial, serial="", what=f"{serial} is no longer for them.")
    await _KINDS[party.side].swap(party.key, swap, services)


def owner_of(pairing: Pairing | None) -> Party | None:
    """Name the claimant of a pairing; nobody is where only the line knows of the person."""
    if pairing is None:
        return None
    if pairing.request:
        return Party(side=Side.REQUEST, key=pairing.request)
    return Party(side=Side.HIRE, key=pairing.employee_id) if pairing.employee_id else None


def partners_of(pairing: Pairing | None) -> tuple[Party, ...]:
    """Name everybody who has the device: a request, a hire, or both."""
    if pairing is None:
        return ()
    named = ((Side.REQUEST, pairing.request), (Side.HIRE, pairing.employee_id))
    return tuple(Party(side=side, key=key) for side, key in named if key)


async def hires_of(request: Request, services: Services) -> tuple[Hire, ...]:
    """Find whom HR knows by the person of a request."""
    found = await _follow(
        _person_leads(request.employee_id, (request.person,)), Side.HIRE, services
    )
    hires = [await services.hires.get(key) for key in found]
    return tuple(hire for hire in hires if hire is not None and is_of(request, hire))


async def shared_by(device: Device, services: Services) -> Hire | None:
    """Find the hire who has the device of a request as well."""
    if device.pairing is None or not device.pairing.request:
        return None
    request = await services.requests.get(device.pairing.request)
    hires = () if request is None else await hires_of(request, services)
    return next((hire for hire in hires if hire.device == device.serial), None)


async def _hire(key: str, services: Services) -> Claimant | None:
    hire = await services.hires.get(key)
    return None if hire is None else claimant_of_hire(hire, await _companion(hire, services))


async def _request(key: str, services: Services) -> Claimant | None:
    request = await services.requests.get(key)
    return None if request is None else claimant_of_request(request)


async def _companion(hire: Hire, services: Services) -> Request | None:
    """Find the first request for this hire; a second one is for a second device."""
    if Rule.REQUEST not in services.flight_plan.pairing:
        return None
    leads = _person_leads(hire.employee_id, hire.names)
    found = [
        await services.requests.get(key) for key in await _follow(leads, Side.REQUEST, services)
    ]
    theirs = [each for each in found if each and each.state in CLAIMING and is_of(each, hire)]
    first = min(theirs, key=lambda request: (request.asked_at, request.id), default=None)
    if first is None:
        return None
    # Two hires of one name do not share one device.
    hires = await hires_of(first, services)
    named = min((each.employee_id for each in hires if each.expects_device), default="")
    return first if named == hire.employee_id else None


def _person_leads(employee_id: str, names: tuple[str, ...]) -> tuple[Lead, ...]:
    named = (each for name in names for each in lead(Clue.PERSON, name))
    return (*lead(Clue.EMPLOYEE, employee_id), *named)


async def _follow(leads: tuple[Lead, ...], side: Side, services: Services) -> tuple[str, ...]:
    found = [key for each in leads for key in await services.leads.follow(each, side)]
    return tuple(dict.fromkeys(found))


async def _swap_hire(key: str, swap: Swap, services: Services) -> bool:
    now = services.clock.now()

    def swapped(hire: Hire) -> Hire:
        may = hire.device == swap.before and (hire.expects_device or not swap.serial)
        if not may or hire.device == swap.serial:
            return hire
        return replace(hire, device=swap.serial).awaiting(now).noted(now, swap.what)

    hire = await services.hires.amend(key, swapped)
    return hire is not None and hire.device == swap.serial


async def _swap_request(key: str, swap: Swap, services: Services) -> bool:
    now = services.clock.now()

    def swapped(request: Request) -> Request:
        may = request.device == swap.before and (request.state in CLAIMING or not swap.serial)
        if not may or request.device == swap.serial:
            return request
        return replace(request, device=swap.serial).noted(now, swap.what)

    request = await services.requests.amend(key, swapped)
    return request is not None and request.device == swap.serial


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """How a kind of claimant is read, and made to have another device."""

    load: Callable[[str, Services], Awaitable[Claimant | None]]
    swap: Callable[[str, Swap, Services], Awaitable[bool]]


_KINDS = {
    Side.HIRE: _Kind(load=_hire, swap=_swap_hire),
    Side.REQUEST: _Kind(load=_request, swap=_swap_request),
}

"""Find whom a device, or which device a claimant, may be paired with, the best first.

Leads name them.  The stock may be large, so that its leads say in what turn
each is, and rows are read one after the other until one will do.
"""

from collections.abc import AsyncIterator
from datetime import datetime

from handlers.claims import hires_of, load
from handlers.naming import is_awaited
from handlers.ranking import rank_in
from shared.domain.claimant import Claimant, stock_of
from shared.domain.device import Device
from shared.domain.pairing import Lead, Rank, Rule, Turn, announced_at, leads_of, rank
from shared.domain.parties import Party, Side
from shared.runtime.services import Services

_SIDES = (Side.HIRE, Side.REQUEST)
_EQUAL = (0, 0)


async def devices_for(claimant: Claimant, services: Services) -> AsyncIterator[Device]:
    """Find devices that an operator gave them, then by one rule after the other."""
    named = await _devices_of(claimant, Rule.PERSON, services)
    for device in named:
        if device.given is not None:
            yield device
    for rule in services.flight_plan.pairing:
        if rule is Rule.STOCK:
            serials = [*await _shared_stock(claimant, services), *await _stock(claimant, services)]
            for serial in dict.fromkeys(serials):
                drawn = await services.devices.get(serial)
                if drawn is not None:
                    yield drawn
            continue
        by_rule = named if rule is Rule.PERSON else await _devices_of(claimant, rule, services)
        for device in by_rule:
            yield device


async def claimants_for(device: Device, services: Services) -> AsyncIterator[Claimant]:
    """Find whom an operator gave it to, then claimants by one rule after the other."""
    if device.given is not None:
        for claimant in await _claimants_of(device, Rule.PERSON, services):
            yield claimant
    for rule in services.flight_plan.pairing:
        if rule is Rule.STOCK:
            for party in await _waiting(device, services):
                waiting = await load(party, services)
                if waiting is not None:
                    yield waiting
            continue
        for claimant in await _claimants_of(device, rule, services):
            yield claimant


async def _devices_of(claimant: Claimant, rule: Rule, services: Services) -> list[Device]:
    """List the devices that the leads of a rule lead to, the best first."""
    leads = [each for each in claimant.leads if each.by is rule]
    found = {serial: None for each in leads for serial in await _devices(each, services)}
    ranked: list[tuple[Rank, Device]] = []
    for serial in found:
        device = await services.devices.get(serial)
        better = None if device is None else await rank_in(claimant, device, services)
        if device is not None and better is not None:
            ranked.append((better, device))
    return [device for _, device in sorted(ranked, key=lambda pair: pair[0])]


async def _claimants_of(device: Device, rule: Rule, services: Services) -> list[Claimant]:
    """List the claimants that the leads of a rule lead to, the best first."""
    leads = [each for each in leads_of(device) if each.by is rule]
    found = {party: None for each in leads for party in await _claimants(each, services)}
    ranked: list[tuple[Rank, Claimant]] = []
    for party in found:
        claimant = await load(party, services)
        better = None if claimant is None else await rank_in(claimant, device, services)
        if claimant is not None and better is not None:
            ranked.append((better, claimant))
    return [claimant for _, claimant in sorted(ranked, key=lambda pair: pair[0])]


async def leave_stock(of: Device | Claimant, services: Services) -> None:
    """Lie in stock, or wait for it; what is meant for somebody else is no stock."""
    party, leads, note = _in_stock(of, services)
    if isinstance(of, Device) and leads and await is_awaited(of, services):
        await withdraw_stock(of, services)
        return
    for each in leads:
        await services.leads.leave(each, party, note)


async def withdraw_stock(of: Device | Claimant, services: Services) -> None:
    """Lie in stock, or wait for it, no longer."""
    party, leads, _ = _in_stock(of, services)
    for each in leads:
        await services.leads.withdraw(each, party)


def _in_stock(
    of: Device | Claimant, services: Services
) -> tuple[Party, tuple[Lead, ...], dict[str, str]]:
    if isinstance(of, Claimant):
        return of.party, of.stock, of.turn.note()
    note = {"announced": announced_at(of).isoformat()}
    return Party(side=Side.DEVICE, key=of.serial), stock_of(of, services.flight_plan), note


async def _devices(lead: Lead, services: Services) -> tuple[str, ...]:
    return await services.leads.follow(lead, Side.DEVICE)


async def _claimants(lead: Lead, services: Services) -> tuple[Party, ...]:
    found = [(side, await services.leads.follow(lead, side)) for side in _SIDES]
    return tuple(Party(side=side, key=key) for side, keys in found for key in keys)


async def _stock(claimant: Claimant, services: Services) -> tuple[str, ...]:
    """List what lies in stock for a claimant, the best first."""
    found: list[tuple[Rank, str]] = []
    for each in claimant.stock:
        for note in await services.leads.notes(each, Side.DEVICE):
            announced, serial = datetime.fromisoformat(str(note["announced"])), str(note["key"])
            found.append((rank(_EQUAL, claimant.turn, announced, serial), serial))
    return tuple(serial for _, serial in sorted(found))


async def _shared_stock(claimant: Claimant, services: Services) -> tuple[str, ...]:
    """List what the hire whom a request was made for has drawn: one device is enough for both."""
    request = await services.requests.get(claimant.request) if claimant.request else None
    hires = () if request is None or not claimant.stock else await hires_of(request, services)
    return tuple(hire.device for hire in hires if hire.device)


async def _waiting(device: Device, services: Services) -> tuple[Party, ...]:
    """List who waits for what is in stock, whose turn it is first."""
    found: list[tuple[Rank, Party]] = []
    for each in stock_of(device, services.flight_plan):
        for side in _SIDES:
            for note in await services.leads.notes(each, side):
                turn = rank(_EQUAL, Turn.read(note), announced_at(device), device.serial)
                found.append((turn, Party(side=side, key=str(note["key"]))))
    return tuple(party for _, party in sorted(found, key=lambda pair: pair[0]))

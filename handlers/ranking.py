"""Rank a pair by what is known of both and of those they are meant for."""

from datetime import date

from handlers.naming import is_awaited
from shared.domain.claimant import Claimant, tie
from shared.domain.device import Device
from shared.domain.flightplan import FlightPlan
from shared.domain.pairing import GIVEN, Rank, Rule, Turn, announced_at, rank
from shared.domain.words import NEVER
from shared.runtime.services import Services

# Weaker than a claimant whom the line names, and stronger than any other rule.
_NAMED = 3
# Weaker than a line that carries the request itself.
_SHARED = 1
_NOBODY = Turn(since=NEVER, needed=date.max, key="")


async def rank_in(claimant: Claimant, device: Device, services: Services) -> Rank | None:
    """Rank a pair, if a rule ties it; what is meant for somebody else is no stock."""
    found = tie(claimant, device, services.flight_plan)
    if found is None:
        return None
    strength, rule = found
    if rule is Rule.STOCK and await is_awaited(device, services):
        return None
    return rank(strength, claimant.turn, announced_at(device), device.serial)


def ride_rank(claimant: Claimant, device: Device, plan: FlightPlan) -> Rank | None:
    """Rank a hire's having the device of the request that was made for them."""
    companion, pairing = claimant.companion, device.pairing
    if companion is None or pairing is None or Rule.REQUEST not in plan.pairing:
        return None
    if pairing.request != companion.id or companion.device != device.serial:
        return None
    strength = (plan.pairing.index(Rule.REQUEST), _SHARED)
    return rank(strength, claimant.turn, announced_at(device), device.serial)


def named_rank(device: Device, plan: FlightPlan) -> Rank:
    """Rank a device's being for the person whom only its line, or an operator, knows."""
    if device.given is not None and device.given.person:
        return rank((GIVEN[0], _NAMED), _NOBODY, announced_at(device), device.serial)
    place = plan.pairing.index(Rule.PERSON) if Rule.PERSON in plan.pairing else len(plan.pairing)
    return rank((place, _NAMED), _NOBODY, announced_at(device), device.serial)

"""What must hold between devices, hires and requests when everything has come to rest."""

from collections.abc import Mapping

from handlers.claims import load, partners_of
from handlers.naming import is_awaited
from shared.domain.claimant import CLAIMING, Claimant, tie
from shared.domain.device import Device
from shared.domain.pairing import IN_USE, SETTLED, Rule
from shared.domain.parties import Party, Side
from shared.runtime.aggregates import Requests
from shared.runtime.records import every
from simulator.world import World


async def disagreements(world: World) -> list[str]:
    """List where a device and a hire, or a request, do not agree on each other."""
    devices = {device.serial: device for device in await world.devices()}
    claimants = await _claimants(world)
    found: list[str] = []
    for claimant in claimants.values():
        device = devices.get(claimant.device)
        named = device is not None and claimant.party in partners_of(device.pairing)
        if claimant.device and not named:
            found.append(f"{claimant.party} points to {claimant.device}, which is not theirs")
    for device in devices.values():
        found += _of(device, claimants)
    return found


def _of(device: Device, claimants: Mapping[Party, Claimant]) -> list[str]:
    found: list[str] = []
    for party in partners_of(device.pairing):
        claimant = claimants[party]
        # Whoever was hired again has left the device of their earlier time behind.
        if claimant.device != device.serial and device.stage not in IN_USE:
            found.append(f"{device.serial} is for {party}, who points to {claimant.device!r}")
        if not claimant.claims and device.stage not in SETTLED:
            found.append(f"{device.serial} is for {party}, who gets none")
    return found


async def missed(world: World) -> list[str]:
    """List who waits for a device that lies in stock for them."""
    found: list[str] = []
    free = [each for each in await world.devices() if not each.pairing and not each.held]
    for device in free:
        for claimant in (await _claimants(world)).values():
            tied = tie(claimant, device, world.services.flight_plan)
            if not claimant.claims or claimant.device or tied is None:
                continue
            if tied[1] is not Rule.STOCK or not await is_awaited(device, world.services):
                found.append(f"{claimant.party} waits while {device.serial} lies in stock")
    return found


async def _claimants(world: World) -> dict[Party, Claimant]:
    hires = [Party(side=Side.HIRE, key=hire.employee_id) for hire in await world.hires()]
    requests = [
        Party(side=Side.REQUEST, key=request.id)
        async for request in every(Requests(world.rows).page)
        if request.state in CLAIMING or request.device
    ]
    read = {party: await load(party, world.services) for party in (*hires, *requests)}
    return {party: claimant for party, claimant in read.items() if claimant is not None}

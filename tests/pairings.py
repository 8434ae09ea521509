"""What must hold between devices and hires when everything has come to rest."""

from handlers.pairing import leads_of_device, leads_of_hire
from shared.domain.hire import HireState
from shared.domain.pairing import SETTLED, is_for
from simulator.world import World


async def disagreements(world: World) -> list[str]:
    """List where a device and a hire do not agree on each other."""
    devices = {device.serial: device for device in await world.devices()}
    hires = {hire.employee_id: hire for hire in await world.hires()}
    found: list[str] = []
    for hire in hires.values():
        device = devices.get(hire.device)
        if hire.device and (
            device is None or device.pairing is None or not is_for(device.pairing, hire)
        ):
            found.append(f"{hire.employee_id} points to {hire.device}, which is not theirs")
    for device in devices.values():
        name = device.pairing.employee_id if device.pairing else ""
        if name and hires[name].device != device.serial:
            found.append(f"{device.serial} is for {name}, who points to {hires[name].device!r}")
        if name and hires[name].state is HireState.CANCELLED and device.stage not in SETTLED:
            found.append(f"{device.serial} is for {name}, who will not come")
    return found


async def missed(world: World) -> list[str]:
    """List who waits for a device that lies in stock for them."""
    stock = [
        device
        for device in await world.devices()
        if device.pairing is None and device.stage not in SETTLED
    ]
    waiting = [
        hire for hire in await world.hires() if hire.state is HireState.STARTING and not hire.device
    ]
    return [
        f"{hire.employee_id} waits while {device.serial} lies in stock"
        for device in stock
        for hire in waiting
        if set(leads_of_device(device)) & set(leads_of_hire(hire))
    ]

"""What is not as a model of a history has it, once everything has come to rest."""

from collections.abc import AsyncIterator, Mapping

from shared.domain.device import Device
from shared.domain.pairing import IN_USE
from shared.domain.stages import Stage
from simulator.world import World
from tests.histories import SERIALS, Model


async def wrong_in(world: World, model: Model) -> AsyncIterator[str]:
    """Say what is not as the model has it."""
    devices = {device.serial: device for device in await world.devices()}
    parked = {each.serial for each in await world.parked()}
    for serial in SERIALS:
        device, comes = devices.get(serial), model.comes(serial)
        parked_too = device is not None and device.stage is Stage.PARKED
        if parked_too != (serial in parked):
            yield f"{serial} is parked: {parked_too}, and has a record: {serial in parked}"
        if comes if device is None else not is_right(device, comes=comes):
            yield f"{serial}, which comes: {comes}, is {device and device.stage}: {device}"
    async for each in _wrong_people(world, model, devices):
        yield each


async def _wrong_people(
    world: World, model: Model, devices: Mapping[str, Device]
) -> AsyncIterator[str]:
    for hire in await world.hires():
        in_use = hire.device in devices and devices[hire.device].stage in IN_USE
        if hire.device and not model.starts(hire.employee_id) and not in_use:
            yield f"{hire.employee_id} is cancelled and has {hire.device}"
    for number in (1, 2):
        request = await world.services.requests.get(f"R-{number}")
        if request is None or not request.device or model.may_have_one(request.id):
            continue
        if devices[request.device].stage not in IN_USE:
            yield f"{request.id} is {request.state} and has {request.device}"


def is_right(device: Device, *, comes: bool) -> bool:
    """Whether a device that does (not) come stands where it should at rest."""
    if device.stage in IN_USE:
        return device.stage is not Stage.DEPLOYING
    if not comes:
        return device.stage is Stage.CANCELLED and device.pairing is None
    if device.stage is Stage.PARKED:
        return bool(device.parked_for)
    meant = device.pairing.user_principal_name if device.pairing else ""
    stands = device.stage is Stage.READY
    return stands and device.assigned_to.casefold() == meant.casefold()

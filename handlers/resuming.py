"""Take devices out of the park, and find the step that they go on with."""

from collections.abc import Sequence

from handlers.parking import serials_of
from shared.domain.commands import AddToGroup, Command, RegisterDevices, RetireDevices, Step
from shared.domain.device import Device
from shared.domain.pairing import SETTLED
from shared.domain.park import is_listed
from shared.domain.park import redrive as redriven
from shared.domain.stages import Milestone, Route
from shared.runtime.services import Services


async def resumed(command: Command, services: Services) -> Command:
    """Take the devices out of the park; what is not registered begins with that."""
    now = services.clock.now()
    if not isinstance(command, Step):
        return command
    amended = [
        await services.devices.amend(serial, lambda device: redriven(device, now))
        for serial in await serials_of(command, services)
    ]
    devices = [device for device in amended if device is not None]
    if not devices:
        return command
    serials = tuple(device.serial for device in devices)
    command = _first(type(command), devices)(serials=serials)
    name = type(command).__name__
    for serial in serials:
        await services.devices.update(serial, lambda device: device.plans(name, now))
    return command


def _first(parked: type[Step], devices: Sequence[Device]) -> type[Step]:
    """Find the step to begin with: the earliest that one of the devices lacks by now."""
    if all(device.leaving is not None for device in devices):
        return RetireDevices
    if not all(is_listed(device) for device in devices):
        return RegisterDevices
    return AddToGroup if any(_left_its_groups(device) for device in devices) else parked


def _left_its_groups(device: Device) -> bool:
    """Whether a line or a pairing that came in the park has made other groups of its groups."""
    ungrouped = device.route is Route.AUTOPILOT and not device.passed(Milestone.GROUPED)
    return ungrouped and device.stage not in SETTLED

"""Set a device aside until somebody decides, and say why."""

from dataclasses import replace
from uuid import UUID, uuid5

from shared.domain.commands import (
    AddToGroup,
    AssignUser,
    CheckDeployment,
    Command,
    ConfirmRegistration,
    FollowUp,
    NewHire,
    RegisterDevices,
    Shipment,
)
from shared.domain.errors import Reason
from shared.domain.parked import Parked
from shared.domain.stages import Stage
from shared.runtime.envelope import first
from shared.runtime.services import Services

_NAMESPACE = UUID("b3c1f6b4-0d3e-4f39-9a39-54b5f2d0f9c1")


async def park_device(command: Command, serial: str, reason: Reason, services: Services) -> None:
    """Park one device of a command that speaks of several.

    *command* is what to drive again for this device once the cause is mended.
    """
    key = str(uuid5(_NAMESPACE, f"{serial}/{reason.code}"))
    envelope = first(command, origin=f"redrive/{key}", correlation=key)
    parked = Parked(
        id=key,
        at=services.clock.now(),
        reason=reason,
        error_class="Refused",
        queue=envelope.queue,
        message=envelope.message().body.decode(),
        serial=serial,
    )
    await services.parked.put(key, parked)
    await _mark(serial, parked, services)


async def mark_parked(command: Command, parked: Parked, services: Services) -> None:
    """Let every device that a parked command speaks of show that it is parked."""
    for serial in serials_of(command):
        await _mark(serial, parked, services)


async def unpark(serial: str, services: Services) -> None:
    """Remove the park records of a device that has left the park."""
    device = await services.devices.get(serial)
    if device is None or device.stage is Stage.PARKED or not device.parked_as:
        return
    for record in device.parked_as:
        await services.parked.delete(record)
    await services.devices.update(serial, lambda device: replace(device, parked_as=()))


def serials_of(command: Command) -> tuple[str, ...]:
    """List the devices that a command speaks of; what HR or a supplier says parks none."""
    match command:
        case RegisterDevices(serials=serials) | ConfirmRegistration(serials=serials):
            return serials
        case AddToGroup(serial=serial) | AssignUser(serial=serial) | CheckDeployment(serial=serial):
            return (serial,)
        case NewHire() | Shipment():
            return ()


def each_alone(command: RegisterDevices | ConfirmRegistration) -> list[FollowUp]:
    """Split a command of which one device is to blame: nothing good is lost with the bad."""
    return [FollowUp(command=replace(command, serials=(each,))) for each in command.serials]


async def _mark(serial: str, parked: Parked, services: Services) -> None:
    now = services.clock.now()
    await services.devices.amend(
        serial, lambda device: device.parked(parked.reason, parked.id, now)
    )

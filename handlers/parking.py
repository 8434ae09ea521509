"""Set a device aside until somebody decides, and say why."""

from uuid import UUID, uuid5

from shared.domain.commands import Command, ConfirmRegistration, RegisterDevices
from shared.domain.errors import Reason
from shared.domain.parked import Parked
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
    await _mark(serial, reason, services)


async def mark_parked(command: Command, reason: Reason, services: Services) -> None:
    """Let every device that a parked command speaks of show that it is parked."""
    match command:
        case RegisterDevices(serials=serials) | ConfirmRegistration(serials=serials):
            for serial in serials:
                await _mark(serial, reason, services)
        case _:
            serial = getattr(command, "serial", "")
            if serial:
                await _mark(serial, reason, services)


async def _mark(serial: str, reason: Reason, services: Services) -> None:
    if await services.devices.get(serial) is None:
        return
    now = services.clock.now()
    await services.devices.update(serial, lambda device: device.parked(reason, now))

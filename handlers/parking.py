"""Set a device aside until somebody decides, and say why."""

from collections.abc import Collection
from dataclasses import replace
from functools import partial
from uuid import UUID, uuid5

import structlog

from shared.domain.commands import Command, Step
from shared.domain.device import Device
from shared.domain.errors import Rejected
from shared.domain.park import park
from shared.domain.parked import Parked
from shared.domain.stages import Stage
from shared.runtime import measures
from shared.runtime.envelope import first
from shared.runtime.services import Services
from shared.runtime.work import present

log = structlog.get_logger()

_NAMESPACE = UUID("b3c1f6b4-0d3e-4f39-9a39-54b5f2d0f9c1")


async def park_device(command: Step, serial: str, error: Rejected, services: Services) -> None:
    """Park one device of a command that speaks of several.

    *command* is what to drive again for this device once the cause is mended.
    """
    key = str(uuid5(_NAMESPACE, f"{serial}/{error.reason.code}"))
    at_hand = present()
    envelope = first(command, origin=f"redrive/{key}", correlation=at_hand.correlation or key)
    device = await services.devices.get(serial)
    parked = Parked(
        id=key,
        at=services.clock.now(),
        reason=error.reason,
        error_class=type(error).__name__,
        queue=envelope.queue,
        message=envelope.message().body.decode(),
        serial=serial,
        shipment_id=device.shipment_id if device else "",
        correlation=at_hand.correlation,
        tries=at_hand.tries,
        mark=at_hand.cause,
    )
    await services.parked.put(key, parked)
    await _mark(serial, parked, services)
    log.warning("device.parked", serial=serial, code=error.reason.code)
    measures.PARKED(1, {"queue": envelope.queue, "code": error.reason.code})


async def mark_parked(command: Command, parked: Parked, services: Services) -> None:
    """Let every device that a parked command speaks of show that it is parked.

    A round is forgotten one day, so each of its devices gets a record of its own;
    those that have gone on meanwhile are left alone.
    """
    for serial in await serials_of(command, services):
        if not isinstance(command, Step) or command.at is None:
            await _mark(serial, parked, services)
        elif await still_waits(serial, command, services):
            error = Rejected(parked.reason)
            await park_device(type(command)(serials=(serial,)), serial, error, services)


async def still_waits(serial: str, command: Step, services: Services) -> bool:
    """Tell whether a device has waited for a step until now, and has not gone on without it."""
    device = await services.devices.get(serial)
    due = device.planned.get(type(command).__name__) if device else None
    return due is not None and due <= services.clock.now()


async def still_waiting(command: Step, services: Services) -> list[str]:
    """List the devices of a step that have not gone on without it."""
    serials = dict.fromkeys(await serials_of(command, services))
    return [serial for serial in serials if await still_waits(serial, command, services)]


async def unpark(serial: str, services: Services, *, sparing: str = "") -> None:
    """Remove the park records of a device that has left the park, *sparing* those of a code."""
    before = await services.devices.get(serial)
    if before is None or not before.parked_as:
        return
    # Read first: one that is parked again from here on stays.
    found = [(record, await services.parked.get(record)) for record in before.parked_as]
    seen = {name: each for name, each in found if each is None or each.reason.code != sparing}
    device = await services.devices.known(serial)
    if device.stage is Stage.PARKED or not seen:
        return
    for record in filter(None, seen.values()):
        await services.parked.leave(record, services.clock.now())
    await services.devices.update(serial, partial(_without, seen.keys()))


def _without(records: Collection[str], device: Device) -> Device:
    left = tuple(each for each in device.parked_as if each not in records)
    return device if device.stage is Stage.PARKED else replace(device, parked_as=left)


async def serials_of(command: Command, services: Services) -> tuple[str, ...]:
    """List the devices that a command speaks of; what HR or a supplier says parks none."""
    if not isinstance(command, Step):
        return ()
    if command.at is None:
        return command.serials
    return await services.rounds.members(type(command), command.at)


async def _mark(serial: str, parked: Parked, services: Services) -> None:
    now = services.clock.now()
    device = await services.devices.amend(
        serial, lambda device: park(device, parked.reason, parked.id, now)
    )
    if device is not None and device.stage is Stage.PARKED:
        # Somebody who saw it before may have taken the record for one of the past.
        await services.parked.put(parked.id, parked)

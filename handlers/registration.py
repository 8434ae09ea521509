"""Bring devices into Autopilot, and see them there.

Look: is the device registered, is an import of it under way?  Act: write our
import id down, submit the hash, write Graph's id down.  Look again: the device
is registered when its identity is *seen*; an import that calls itself complete
is not enough.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from handlers.looking import IN_FLIGHT
from handlers.parking import each_alone, park_device
from shared.domain.autopilot import ImportOrder, ImportRecord, ImportStatus
from shared.domain.commands import AddToGroup, ConfirmRegistration, FollowUp, RegisterDevices
from shared.domain.device import Device
from shared.domain.errors import HASH_GONE, Reason, Refused, Rejected, Throttled
from shared.domain.stages import Milestone
from shared.domain.waiting import Wait
from shared.runtime.services import Services

_NAMESPACE = UUID("1d0b9c62-7d5e-4b1c-8a36-2f6f0f5b7e11")
_NAME = RegisterDevices.__name__
_OPEN = {ImportStatus.UNKNOWN, ImportStatus.PENDING, ImportStatus.PARTIAL}


async def register_devices(command: RegisterDevices, services: Services) -> list[FollowUp]:
    """Submit the hashes of devices that Autopilot neither knows nor is taking in."""
    try:
        return await _register(command, services)
    except Rejected:
        if len(command.serials) == 1:
            raise
        return each_alone(command)


async def _register(command: RegisterDevices, services: Services) -> list[FollowUp]:
    follow_ups: list[FollowUp] = []
    watched: list[str] = []
    orders: list[ImportOrder] = []
    for serial in command.serials:
        device = await on_its_way(serial, services)
        if device is None:
            continue
        identity_id = await seen_as(device, services)
        if identity_id:
            follow_ups.append(await registered(serial, identity_id, services))
            continue
        order = await _order_for(device, services)
        if isinstance(order, Reason):
            await park_device(RegisterDevices(serials=(serial,)), serial, order, services)
            continue
        watched.append(serial)
        if order is not None:
            orders.append(order)
    left = await _submit(orders, services)
    if left:
        follow_ups.append(FollowUp(command=RegisterDevices(serials=left), after=IN_FLIGHT))
        watched = [serial for serial in watched if serial not in left]
    if watched:
        follow_ups.append(await watch(watched, 1, services))
    return follow_ups


async def on_its_way(serial: str, services: Services) -> Device | None:
    """Read a device that may be registered; one that has left its route is passed over."""
    device = await services.devices.known(serial)
    return None if device.held else device


async def seen_as(device: Device, services: Services) -> str:
    """Find the id of a device's identity, blank when there is none; what was seen was seen."""
    if device.passed(Milestone.REGISTERED):
        return device.identity_id
    identity = await services.autopilot.identity(device.serial)
    return "" if identity is None else identity.id


async def registered(serial: str, identity_id: str, services: Services) -> FollowUp:
    """Note that the identity was seen, and forget the hash: it has done its work."""
    now = services.clock.now()

    def seen(device: Device) -> Device:
        device = replace(device, identity_id=identity_id)
        device = device.answered(RegisterDevices.__name__).answered(ConfirmRegistration.__name__)
        if not device.passed(Milestone.GROUPED):
            device = device.plans(AddToGroup.__name__, now).waits(Wait.MEMBERSHIP)
        return device.reached(Milestone.REGISTERED, now, "Seen in Autopilot.")

    device = await services.devices.update(serial, seen)
    await services.hashes.forget(serial)
    key = f"{serial}/{identity_id}/{device.imports}"
    return FollowUp(command=AddToGroup(serial=serial), key=key)


async def watch(serials: Sequence[str], look: int, services: Services) -> FollowUp:
    """Plan the next look at devices that are to appear."""
    wait = services.flight_plan.patience.before(look)
    due = services.clock.now() + wait
    for serial in serials:
        await services.devices.update(
            serial,
            lambda device: device.answered(RegisterDevices.__name__).plans(
                ConfirmRegistration.__name__, due
            ),
        )
    return FollowUp(command=ConfirmRegistration(serials=tuple(serials), look=look), after=wait)


async def _order_for(device: Device, services: Services) -> ImportOrder | Reason | None:
    """Make the order to import a device, or ``None`` when there is nothing to submit."""
    now = services.clock.now()
    if not device.line.fingerprint:

        def awaited(device: Device) -> Device:
            what = "No hardware hash: the manufacturer registers the device."
            return device.reached(Milestone.SUBMITTED, now, what).waits(Wait.OEM_REGISTRATION)

        await services.devices.update(device.serial, awaited)
        return None
    record = await services.autopilot.import_of(device.serial)
    if record is not None and (
        record.import_id == device.import_id != "" or record.status in _OPEN
    ):
        await _under_way(record, services)
        return None
    text = await services.hashes.find(device.serial, device.line.fingerprint)
    if text is None:
        return Reason(
            code=HASH_GONE,
            sentence=f"The hardware hash of {device.serial} is no longer stored.",
            remedy="Send the manifest line again.",
        )
    return ImportOrder(
        serial=device.serial,
        hardware_hash=text,
        import_id=import_id_of(device),
        group_tag=services.flight_plan.group_tag_of(device),
        product_key=device.line.product_key,
    )


def import_id_of(device: Device) -> str:
    """Name the import that a device's line asks for now."""
    key = f"{device.serial}/{device.line.fingerprint}/{device.imports}"
    return str(uuid5(_NAMESPACE, key))


async def _submit(orders: Sequence[ImportOrder], services: Services) -> tuple[str, ...]:
    """Write the intent down, import, and write Graph's ids down before anything else.

    Tells the serial numbers that are left to another worker, who may be posting them now.
    """
    now = services.clock.now()
    ours = [order for order in orders if await _intends(order, now, services)]
    try:
        records = await services.autopilot.import_devices(ours) if ours else ()
    except (Throttled, Refused):
        # Graph did nothing, so the next worker need not wait for us.
        for order in ours:
            await services.devices.update(order.serial, lambda device: device.plans(_NAME, now))
        raise
    for record in records:
        await _under_way(record, services)
    return tuple(order.serial for order in orders if order not in ours)


async def _intends(order: ImportOrder, now: datetime, services: Services) -> bool:
    """Write our import id down; false when somebody has just done so and may be posting it.

    Graph makes a second record of a second post, whatever its import id.
    """
    free = True

    def intended(device: Device) -> Device:
        nonlocal free
        due = device.planned.get(_NAME, now)
        free = device.import_id != order.import_id or due <= now
        if not free:
            return device
        return replace(device, import_id=order.import_id).plans(_NAME, now + IN_FLIGHT)

    await services.devices.update(order.serial, intended)
    return free


async def _under_way(record: ImportRecord, services: Services) -> None:
    now = services.clock.now()

    def submitted(device: Device) -> Device:
        device = replace(device, import_record=record.id, import_id=record.import_id)
        what = "The hardware hash was submitted to Autopilot."
        return device.reached(Milestone.SUBMITTED, now, what).waits(Wait.REGISTRATION)

    await services.devices.update(record.serial, submitted)

"""Submit hardware hashes: intent first, then the post, then Graph's ids.

Graph makes a second record of a second post, whatever its import id, so nobody
posts while somebody else's post may be on its way, nor upon a look that is
older than the last post.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from handlers.awaiting import watched
from handlers.ordering import order_for
from handlers.steps import IN_FLIGHT
from handlers.under_way import under_way
from shared.domain.autopilot import ImportOrder, ImportRecord, ImportStatus
from shared.domain.commands import RegisterDevices
from shared.domain.device import Device
from shared.domain.errors import GroundcrewError, Refused, Throttled
from shared.domain.leaving import is_taken_by
from shared.domain.outcomes import Next, Outcome
from shared.domain.stages import Milestone
from shared.domain.waiting import Wait
from shared.runtime.services import Services

_NAME = RegisterDevices.__name__
_OPEN = {ImportStatus.UNKNOWN, ImportStatus.PENDING, ImportStatus.PARTIAL}


async def submit(devices: Sequence[Device], services: Services) -> Mapping[str, Outcome]:
    """Import what is not under way: intent first, then the post, then Graph's ids."""
    outcomes: dict[str, Outcome] = {}
    orders: list[ImportOrder] = []
    under_way = await services.autopilot.imports_of([each.serial for each in devices])
    for device in devices:
        match await _needed(device, under_way.get(device.serial), services):
            case ImportOrder() as order:
                orders.append(order)
            case GroundcrewError() as error:
                outcomes[device.serial] = error
            case None:
                outcomes[device.serial] = watched(device, Wait.REGISTRATION, services)
    by_serial = {device.serial: device for device in devices}
    posted = await _post(orders, by_serial, services)
    return outcomes | {
        serial: each or watched(by_serial[serial], Wait.REGISTRATION, services)
        for serial, each in posted.items()
    }


async def _needed(
    device: Device, record: ImportRecord | GroundcrewError | None, services: Services
) -> ImportOrder | GroundcrewError | None:
    """Make the order to import a device, or ``None`` when its import is under way."""
    if isinstance(record, GroundcrewError):
        return record
    if record is not None and (
        record.import_id == device.import_id != "" or record.status in _OPEN
    ):
        await under_way(record, services)
        return None
    return await order_for(device, services)


async def _post(
    orders: Sequence[ImportOrder], seen: Mapping[str, Device], services: Services
) -> Mapping[str, Outcome | None]:
    """Post the orders that nobody else has posted since; ``None`` for what is under way."""
    ours = [order for order in orders if await _intends(order, seen[order.serial], services)]
    told = await services.autopilot.import_devices(ours) if ours else {}
    outcomes: dict[str, Outcome | None] = {}
    for order in orders:
        match told.get(order.serial):
            case ImportRecord() as record:
                await under_way(record, services)
                outcomes[order.serial] = None
            case GroundcrewError() as error:
                await _heard(order, error, services)
                outcomes[order.serial] = error
            case _:
                outcomes[order.serial] = Next(step=RegisterDevices, after=IN_FLIGHT)
    return outcomes


async def _intends(order: ImportOrder, seen: Device, services: Services) -> bool:
    """Write our import id down; false when somebody posts it, or has since we looked.

    *seen* is the device as it was read before the tenant was looked at.
    """
    now = services.clock.now()
    free = True

    def intended(device: Device) -> Device:
        nonlocal free
        free = _may_be_posted(order, device, seen, now)
        if not free:
            return device
        until = now + IN_FLIGHT
        posting = replace(device, import_id=order.import_id, import_in_flight_until=until)
        return posting.plans(_NAME, until)

    await services.devices.update(order.serial, intended)
    return free


def _may_be_posted(order: ImportOrder, device: Device, seen: Device, now: datetime) -> bool:
    another = device.import_id != order.import_id
    # Somebody else may have submitted it since we looked, or seen it, its record deleted.
    known = device.passed(Milestone.REGISTERED) or bool(device.import_record and not another)
    # Or parked it, its record deleted likewise.
    away = device.rests or not is_taken_by(device, _NAME)
    if known or away:
        return False
    # When the step is to come next says nothing of a post: a notice plans it anew meanwhile.
    until = device.import_in_flight_until
    over = until is None or until <= now
    # Every post leaves another time here, so this tells of one that came after our look.
    return another or (over and until == seen.import_in_flight_until)


async def _heard(order: ImportOrder, error: GroundcrewError, services: Services) -> None:
    """Note that a post is on its way no more."""
    now = services.clock.now()

    def heard(device: Device) -> Device:
        if isinstance(error, Throttled | Refused):
            # Graph did nothing, so the next worker need not wait for us.
            return replace(device, import_in_flight_until=None).plans(_NAME, now)
        # It may have been taken: whoever tries again looks first.
        return replace(device, import_in_flight_until=now)

    await services.devices.update(order.serial, heard)

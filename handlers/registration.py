"""Bring devices into Autopilot, and see them there.

Look: is the device registered, is an import of it under way?  Act: write our
import id down, submit the hash, write Graph's id down.  Look again: the device
is registered when its identity is *seen*; an import that calls itself complete
is not enough.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from handlers.awaiting import awaited, watched
from handlers.dispatching import by_route
from handlers.finishing import delete_imports
from handlers.identification import identify
from handlers.ordering import order_for
from handlers.steps import IN_FLIGHT, Look, take
from handlers.under_way import recalled, under_way
from shared.domain.autopilot import Identity, ImportOrder, ImportRecord, ImportStatus
from shared.domain.commands import AddToGroup, ConfirmRegistration, FollowUp, RegisterDevices
from shared.domain.device import Device
from shared.domain.errors import GroundcrewError, Refused, Throttled
from shared.domain.outcomes import Next, Outcome, Told
from shared.domain.stages import Milestone, Route
from shared.domain.waiting import Wait
from shared.runtime.services import Services

_NAME = RegisterDevices.__name__
_OPEN = {ImportStatus.UNKNOWN, ImportStatus.PENDING, ImportStatus.PARTIAL}


async def register_devices(command: RegisterDevices, services: Services) -> list[FollowUp]:
    """Bring devices to where their routes register them: hashes, or corporate identifiers."""
    finished: list[Device] = []
    looks: dict[Route, Look] = {
        Route.AUTOPILOT: partial(_register, finished),
        Route.DEVICE_PREPARATION: identify,
    }
    follow_ups = await take(command, by_route(looks), services)
    # That these devices were seen is written down by now.
    await delete_imports(finished, services)
    return follow_ups


async def _register(
    finished: list[Device], devices: Sequence[Device], services: Services
) -> Mapping[str, Outcome]:
    seen = await seen_as(devices, services)
    finished += await recalled([each for each in devices if each.serial in seen], services)
    outcomes = {serial: await registered(serial, each, services) for serial, each in seen.items()}
    left = [device for device in devices if device.serial not in seen]
    outcomes |= {
        device.serial: _awaited(device, services) for device in left if not _hashed(device)
    }
    return {**outcomes, **await _submit([device for device in left if _hashed(device)], services)}


async def seen_as(devices: Sequence[Device], services: Services) -> Told[Identity | str]:
    """Find the identities of devices; what was seen before was seen, and is told by its id."""
    known = {each.serial: each.identity_id for each in devices if each.passed(Milestone.REGISTERED)}
    asked = [each.serial for each in devices if each.serial not in known]
    found = await services.autopilot.identities(asked) if asked else {}
    return {**known, **found}


async def registered(
    serial: str, seen: Identity | str | GroundcrewError, services: Services
) -> Outcome:
    """Note that the identity was seen, and forget the hash: it has done its work."""
    if isinstance(seen, GroundcrewError):
        return seen
    now = services.clock.now()
    identity_id = seen if isinstance(seen, str) else seen.id

    def note(device: Device) -> Device:
        device = replace(device, identity_id=identity_id).answered(_NAME)
        device = device.answered(ConfirmRegistration.__name__)
        return device.reached(Milestone.REGISTERED, now, "Seen in Autopilot.")

    await services.hashes.forget(serial)
    if isinstance(seen, Identity) and seen.device_id is None:
        # Its groups take the Entra device, which comes about a little later.
        first = services.flight_plan.patience.first
        return Next(step=AddToGroup, after=first, wait=Wait.DIRECTORY_DEVICE, noting=note)
    return Next(step=AddToGroup, wait=Wait.MEMBERSHIP, noting=note)


def _hashed(device: Device) -> bool:
    return bool(device.line.fingerprint)


def _awaited(device: Device, services: Services) -> Next:
    now = services.clock.now()
    what = "No hardware hash: the manufacturer registers the device."
    outcome = awaited(device, services)

    def note(device: Device) -> Device:
        return outcome.noting(device.reached(Milestone.SUBMITTED, now, what))

    return replace(outcome, noting=note)


async def _submit(devices: Sequence[Device], services: Services) -> Mapping[str, Outcome]:
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
    posted = await _post(orders, services)
    by_serial = {device.serial: device for device in devices}
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


async def _post(orders: Sequence[ImportOrder], services: Services) -> Mapping[str, Outcome | None]:
    """Post the orders that nobody else is posting now; ``None`` for what is under way."""
    now = services.clock.now()
    ours = [order for order in orders if await _intends(order, now, services)]
    told = await services.autopilot.import_devices(ours) if ours else {}
    outcomes: dict[str, Outcome | None] = {}
    for order in orders:
        match told.get(order.serial):
            case ImportRecord() as record:
                await under_way(record, services)
                outcomes[order.serial] = None
            case Throttled() | Refused() as error:
                # Graph did nothing, so the next worker need not wait for us.
                await services.devices.update(order.serial, lambda each: each.plans(_NAME, now))
                outcomes[order.serial] = error
            case GroundcrewError() as error:
                outcomes[order.serial] = error
            case _:
                outcomes[order.serial] = Next(step=RegisterDevices, after=IN_FLIGHT)
    return outcomes


async def _intends(order: ImportOrder, now: datetime, services: Services) -> bool:
    """Write our import id down; false when somebody has just done so and may be posting it.

    Graph makes a second record of a second post, whatever its import id.
    """
    free = True

    def intended(device: Device) -> Device:
        nonlocal free
        due = device.planned.get(_NAME, now)
        another = device.import_id != order.import_id
        # Somebody else may have submitted it since we looked, or seen it, its record deleted.
        known = device.passed(Milestone.REGISTERED) or bool(device.import_record and not another)
        free = not known and (another or due <= now)
        if not free:
            return device
        return replace(device, import_id=order.import_id).plans(_NAME, now + IN_FLIGHT)

    await services.devices.update(order.serial, intended)
    return free

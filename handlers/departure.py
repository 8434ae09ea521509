"""Take devices out of Intune and Autopilot, in the order that Microsoft documents.

"Deregister a device" (Windows Autopilot registration overview): delete it from
Intune, take its person off, deregister it from Autopilot.  Each is seen to be
gone before the next is touched.  The Entra object is left alone: Microsoft warns
of deleting it by hand.  A device that goes back to stock keeps its registration.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from handlers.departing import Leaver
from handlers.deregistering import deregistered
from handlers.finishing import delete_imports, is_left
from handlers.pairing import next_step, pair_device
from handlers.parking import serials_of
from handlers.steps import take
from shared.domain.commands import FollowUp, RetireDevices, Step
from shared.domain.departures import Departure
from shared.domain.device import Device
from shared.domain.errors import GroundcrewError
from shared.domain.identifiers import identifier_of
from shared.domain.monitoring import ManagedDevice
from shared.domain.outcomes import Outcome
from shared.domain.stages import Route
from shared.domain.waiting import Wait
from shared.runtime.services import Services

type _Stage = Callable[[Sequence[Leaver], Services], Awaitable[Mapping[str, Outcome]]]


async def retire_devices(command: RetireDevices, services: Services) -> list[FollowUp]:
    """Let devices leave; those that come back are paired anew and begin anew."""
    follow_ups = await take(command, _leave, services)
    back: dict[type[Step], dict[str, None]] = {}
    for serial in await serials_of(command, services):
        device = await services.devices.get(serial)
        if device is None or device.held:
            continue
        for touched in (serial, *await pair_device(serial, services)):
            step = await next_step(await services.devices.get(touched), services)
            if step is not None:
                back.setdefault(step, {})[touched] = None
    return follow_ups + [FollowUp(command=step(serials=tuple(some))) for step, some in back.items()]


async def _leave(devices: Sequence[Device], services: Services) -> Mapping[str, Outcome]:
    """Go through what may still hold each device, until one of them does."""
    # Whoever begins anew forgets which import record is left of this life.
    await delete_imports([each for each in devices if is_left(each)], services)
    outcomes: dict[str, Outcome] = {}
    left = [Leaver.of(device) for device in devices]
    stages: tuple[_Stage, ...] = (_unmanaged, deregistered, _unidentified)
    for stage in stages:
        outcomes |= await stage(left, services) if left else {}
        left = [each for each in left if each.serial not in outcomes]
    return outcomes | {each.serial: each.leaves(services) for each in left}


async def _unmanaged(leavers: Sequence[Leaver], services: Services) -> Mapping[str, Outcome]:
    """Delete who is enrolled, and wait until Intune lists them no more.

    A serial number may have several records, of former lives: one after the other.
    """
    asked = {each.serial: each for each in leavers if not each.leaving.unmanaged}
    told = await services.monitoring.managed_devices(list(asked)) if asked else {}
    outcomes: dict[str, Outcome] = {}
    managed: dict[str, Leaver] = {}
    for serial, leaver in asked.items():
        match told.get(serial):
            case ManagedDevice() as device:
                managed[device.id] = leaver
            case GroundcrewError() as error:
                outcomes[serial] = error
            case None:
                leaver.is_unmanaged()
    asked_for = [each for each, leaver in managed.items() if leaver.asks(Wait.MANAGED_DEVICE)]
    failed = await services.monitoring.delete_managed_devices(asked_for) if asked_for else {}
    return outcomes | {
        leaver.serial: failed.get(managed_id) or leaver.waits(Wait.MANAGED_DEVICE, services)
        for managed_id, leaver in managed.items()
    }


async def _unidentified(leavers: Sequence[Leaver], services: Services) -> Mapping[str, Outcome]:
    """Delete the corporate identifiers of those that retire, and wait until none is listed."""
    wanted = {
        each.serial: identifier_of(each.device)
        for each in leavers
        if each.leaving.departure is Departure.RETIRE
        and each.device.route is Route.DEVICE_PREPARATION
        and not identifier_of(each.device).lacking
    }
    told = await services.preparation.identifiers(wanted.values()) if wanted else {}
    outcomes: dict[str, Outcome] = {
        serial: each for serial, each in told.items() if isinstance(each, GroundcrewError)
    }
    by_serial = {each.serial: each for each in leavers}
    listed = [wanted[serial] for serial, each in told.items() if each is True]
    asked = [each for each in listed if by_serial[each.serial].asks(Wait.IDENTIFIER_REMOVAL)]
    failed = await services.preparation.delete_identifiers(asked) if asked else {}
    return outcomes | {
        each.serial: failed.get(each.serial)
        or by_serial[each.serial].waits(Wait.IDENTIFIER_REMOVAL, services)
        for each in listed
    }

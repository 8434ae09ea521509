"""See whether devices have appeared in Autopilot, and read what became of their imports."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.dispatching import by_route
from handlers.identification import identify
from handlers.registration import import_id_of, registered, seen_as, watched
from handlers.steps import take
from shared.domain.autopilot import ImportRecord
from shared.domain.commands import ConfirmRegistration, FollowUp, RegisterDevices
from shared.domain.device import Device
from shared.domain.errors import GroundcrewError, Reason, Refused
from shared.domain.import_failures import Sequel, reason_of, sequel_of
from shared.domain.outcomes import Next, Outcome
from shared.domain.stages import Milestone, Route
from shared.domain.waiting import Wait
from shared.runtime.services import Services

# With the longest patience this is half a day of an import that says it is complete.
LOOKS_FOR_IDENTITY = 48


async def confirm_registration(command: ConfirmRegistration, services: Services) -> list[FollowUp]:
    """Look for each device; look again later for those that are not there yet."""
    looks = {Route.AUTOPILOT: _confirm, Route.DEVICE_PREPARATION: identify}
    return await take(command, by_route(looks), services)


async def _confirm(devices: Sequence[Device], services: Services) -> Mapping[str, Outcome]:
    outcomes: dict[str, Outcome] = {}
    sought: list[Device] = []
    sequels = await _sequels(devices, services)
    for device in devices:
        match sequels[device.serial]:
            case GroundcrewError() as error:
                outcomes[device.serial] = error
            case Sequel.IMPORT:
                outcomes[device.serial] = _import_again(services)
            case Sequel.WAIT:
                outcomes[device.serial] = watched(device, Wait.REGISTRATION, services)
            case _:
                sought.append(device)
    return {**outcomes, **await _look_for(sought, services)}


async def _sequels(
    devices: Sequence[Device], services: Services
) -> Mapping[str, Sequel | GroundcrewError]:
    """Read the imports, where there are any; a failure that cannot be mended is an error.

    A failure of an import that the line no longer asks for says nothing of the line.
    """
    asked = {each.serial: each.import_record for each in devices if _is_importing(each)}
    told = await services.autopilot.import_records(set(asked.values())) if asked else {}
    return {
        device.serial: _sequel(device, told.get(asked.get(device.serial, ""))) for device in devices
    }


def _is_importing(device: Device) -> bool:
    return bool(device.import_record) and not device.passed(Milestone.REGISTERED)


def _sequel(
    device: Device, record: ImportRecord | GroundcrewError | None
) -> Sequel | GroundcrewError:
    match record:
        case None:
            return Sequel.LOOK
        case GroundcrewError():
            return record
    sequel = sequel_of(record)
    if sequel is not Sequel.PARK:
        return sequel
    return Refused(reason_of(record)) if device.import_id == import_id_of(device) else Sequel.IMPORT


async def _look_for(devices: Sequence[Device], services: Services) -> Mapping[str, Outcome]:
    seen = await seen_as(devices, services)
    return {
        device.serial: await registered(device.serial, seen[device.serial], services)
        if device.serial in seen
        else _unseen(device, services)
        for device in devices
    }


def _unseen(device: Device, services: Services) -> Outcome:
    if not device.import_record:
        return watched(device, Wait.OEM_REGISTRATION, services)
    if device.looks.get(ConfirmRegistration.__name__, 0) >= LOOKS_FOR_IDENTITY:
        return Refused(_never_seen(device.serial))
    return watched(device, Wait.IDENTITY, services)


def _import_again(services: Services) -> Next:
    now = services.clock.now()

    def again(device: Device) -> Device:
        device = replace(device.imports_again(), waiting_for=None)
        return device.settled(now, "The import came to nothing; it will be made again.")

    return Next(step=RegisterDevices, after=services.flight_plan.patience.longest, noting=again)


def _never_seen(serial: str) -> Reason:
    return Reason(
        code="identity-never-seen",
        sentence=f"Autopilot took in the hash of {serial}, but the device never appeared.",
        remedy="Sync in the Intune admin center and look for the device there; then redrive.",
    )

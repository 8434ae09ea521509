"""See whether devices have appeared in Autopilot, and read what became of their imports."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from handlers.awaiting import awaited, watched
from handlers.dispatching import by_route
from handlers.finishing import delete_imports, is_ours
from handlers.identification import identify
from handlers.registration import registered, seen_as
from handlers.steps import Look, take
from handlers.syncing import sync
from shared.domain.anew import imports_again
from shared.domain.autopilot import ImportRecord
from shared.domain.commands import ConfirmRegistration, FollowUp, RegisterDevices
from shared.domain.device import Device
from shared.domain.errors import GroundcrewError, Refused
from shared.domain.import_failures import MOST_IMPORTS, RECORD, Sequel, reason_of, sequel_of
from shared.domain.outcomes import Next, Outcome, Told
from shared.domain.stages import Milestone, Route
from shared.domain.waiting import Wait
from shared.runtime.services import Services

# With the longest patience this is half a day of an import that says it is complete.
LOOKS_FOR_IDENTITY = 48
# An import that is not taken in after so many looks, about three hours, is mentioned.
LOOKS_UNTIL_SLOW = 16

_NAME = ConfirmRegistration.__name__


async def confirm_registration(command: ConfirmRegistration, services: Services) -> list[FollowUp]:
    """Look for each device; look again later for those that are not there yet."""
    finished: list[Device] = []
    looks: dict[Route, Look] = {
        Route.AUTOPILOT: partial(_confirm, finished),
        Route.DEVICE_PREPARATION: identify,
    }
    follow_ups = await take(command, by_route(looks), services)
    # What became of these imports is written down by now.
    await delete_imports(finished, services)
    return follow_ups


async def _confirm(
    finished: list[Device], devices: Sequence[Device], services: Services
) -> Mapping[str, Outcome]:
    outcomes: dict[str, Outcome] = {}
    sought: list[Device] = []
    records = await _records_of(devices, services)
    for device in devices:
        match _sequel(device, records.get(device.serial), services):
            case GroundcrewError() as error:
                outcomes[device.serial] = error
            case Sequel.IMPORT:
                outcomes[device.serial] = _import_again(device, services)
            case Sequel.WAIT:
                outcomes[device.serial] = _taking_in(device, services)
            case _:
                sought.append(device)
    outcomes |= await _look_for(sought, records, services)
    finished += [each for each in devices if _is_finished(each, outcomes[each.serial])]
    return outcomes


async def _records_of(devices: Sequence[Device], services: Services) -> Told[ImportRecord]:
    """Read the imports, where there are any, by serial number."""
    asked = {
        each.serial: each.import_record
        for each in devices
        if each.import_record and not each.passed(Milestone.REGISTERED)
    }
    told = await services.autopilot.import_records(set(asked.values())) if asked else {}
    return {serial: told[record] for serial, record in asked.items() if record in told}


def _sequel(
    device: Device, record: ImportRecord | GroundcrewError | None, services: Services
) -> Sequel | GroundcrewError:
    """Say what to do about an import; a failure that cannot be mended is an error.

    A failure of an import that the line no longer asks for says nothing of the line.
    """
    match record:
        case None:
            return Sequel.LOOK
        case GroundcrewError():
            return record
    sequel = sequel_of(record)
    last = device.failed_imports + 1 >= MOST_IMPORTS
    if sequel is not Sequel.PARK and not (sequel is Sequel.IMPORT and last):
        return sequel
    if not is_ours(device):
        return Sequel.IMPORT
    return Refused(reason_of(record, device, services.clock.now()))


async def _look_for(
    devices: Sequence[Device], records: Told[ImportRecord], services: Services
) -> Mapping[str, Outcome]:
    seen = await seen_as(devices, services)
    if any(device.serial not in seen for device in devices):
        await sync(services)
    return {
        device.serial: await registered(device.serial, seen[device.serial], services)
        if device.serial in seen
        else _unseen(device, records.get(device.serial), services)
        for device in devices
    }


def _unseen(
    device: Device, record: ImportRecord | GroundcrewError | None, services: Services
) -> Outcome:
    if not device.import_record:
        return awaited(device, services)
    if device.waiting_for is None or device.waiting_for.code is not Wait.IDENTITY:
        # However long the import took, the identity has only been looked for from now on.
        anew = watched(device.answered(_NAME), Wait.IDENTITY, services)
        return replace(anew, noting=lambda device: device.answered(_NAME))
    if device.looks.get(_NAME, 0) >= LOOKS_FOR_IDENTITY:
        known = record if isinstance(record, ImportRecord) else None
        return Refused(reason_of(known, device, services.clock.now()))
    return watched(device, Wait.IDENTITY, services)


def _taking_in(device: Device, services: Services) -> Next:
    """Wait for an import for as long as it takes: that it is slow is no fact about the device."""
    outcome = watched(device, Wait.REGISTRATION, services)
    if device.looks.get(_NAME, 0) != LOOKS_UNTIL_SLOW:
        return outcome
    now = services.clock.now()
    what = "Autopilot has not finished the import for hours; it is looked at further."
    return replace(outcome, noting=lambda device: device.noted(now, what))


def _import_again(looked: Device, services: Services) -> Next:
    now = services.clock.now()

    def again(device: Device) -> Device:
        if device.import_record != looked.import_record:
            # Somebody else has seen it fail as well, and counted it.
            return device
        failed = device.failed_imports + 1
        device = replace(imports_again(device), waiting_for=None, failed_imports=failed)
        return device.settled(now, "The import came to nothing; it will be made again.")

    return Next(step=RegisterDevices, after=services.flight_plan.patience.longest, noting=again)


def _is_finished(device: Device, outcome: Outcome) -> bool:
    """Say whether an import of ours is of no more use: it is acted upon, or told in the park."""
    if not device.import_record or not is_ours(device):
        return False
    match outcome:
        case Next(step=step):
            return step is not ConfirmRegistration
        case Refused() as error:
            return RECORD in error.reason.evidence
        case _:
            return False

"""See whether devices have appeared in Autopilot, and read what became of their imports."""

from dataclasses import dataclass, field

from handlers.parking import each_alone, park_device
from handlers.registration import import_id_of, on_its_way, registered, seen_as, watch
from shared.domain.commands import ConfirmRegistration, FollowUp, RegisterDevices
from shared.domain.device import Device
from shared.domain.errors import Reason, Rejected
from shared.domain.import_failures import Sequel, reason_of, sequel_of
from shared.domain.stages import Milestone
from shared.domain.waiting import Wait
from shared.runtime.services import Services

# With the longest patience this is half a day of an import that says it is complete.
LOOKS_FOR_IDENTITY = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sorted:
    """What has become of the devices of one command."""

    follow_ups: list[FollowUp] = field(default_factory=list[FollowUp])
    watched: list[str] = field(default_factory=list[str])
    again: list[str] = field(default_factory=list[str])


async def confirm_registration(command: ConfirmRegistration, services: Services) -> list[FollowUp]:
    """Look for each device; look again later for those that are not there yet."""
    try:
        return await _confirm(command, services)
    except Rejected:
        if len(command.serials) == 1:
            raise
        return each_alone(command)


async def _confirm(command: ConfirmRegistration, services: Services) -> list[FollowUp]:
    sorted_out = _Sorted()
    for serial in command.serials:
        device = await on_its_way(serial, services)
        if device is not None:
            await _sort_out(device, command.look, sorted_out, services)
    follow_ups = sorted_out.follow_ups
    if sorted_out.again:
        follow_ups.append(await _import_again(sorted_out.again, services))
    if sorted_out.watched:
        follow_ups.append(await watch(sorted_out.watched, command.look + 1, services))
    return follow_ups


async def _sort_out(device: Device, look: int, into: _Sorted, services: Services) -> None:
    serial = device.serial
    match await _sequel(device, services):
        case Reason() as reason:
            await park_device(RegisterDevices(serials=(serial,)), serial, reason, services)
        case Sequel.IMPORT:
            into.again.append(serial)
        case Sequel.WAIT:
            await _waits(serial, Wait.REGISTRATION, services)
            into.watched.append(serial)
        case _:
            await _look_for(device, look, into, services)


async def _sequel(device: Device, services: Services) -> Sequel | Reason:
    """Read the import, if there is one; a failure that cannot be mended gives its reason.

    A failure of an import that the line no longer asks for says nothing of the line.
    """
    if not device.import_record or device.passed(Milestone.REGISTERED):
        return Sequel.LOOK
    record = await services.autopilot.import_record(device.import_record)
    if record is None:
        return Sequel.LOOK
    sequel = sequel_of(record)
    if sequel is not Sequel.PARK:
        return sequel
    return reason_of(record) if device.import_id == import_id_of(device) else Sequel.IMPORT


async def _look_for(device: Device, look: int, into: _Sorted, services: Services) -> None:
    serial = device.serial
    identity_id = await seen_as(device, services)
    if identity_id:
        into.follow_ups.append(await registered(serial, identity_id, services))
    elif device.import_record and look >= LOOKS_FOR_IDENTITY:
        reason = _never_seen(serial)
        await park_device(RegisterDevices(serials=(serial,)), serial, reason, services)
    else:
        wait = Wait.IDENTITY if device.import_record else Wait.OEM_REGISTRATION
        await _waits(serial, wait, services)
        into.watched.append(serial)


async def _waits(serial: str, wait: Wait, services: Services) -> None:
    await services.devices.update(serial, lambda device: device.waits(wait))


async def _import_again(serials: list[str], services: Services) -> FollowUp:
    wait = services.flight_plan.patience.longest
    now = services.clock.now()

    def again(device: Device) -> Device:
        device = device.imports_again().answered(ConfirmRegistration.__name__)
        device = device.plans(RegisterDevices.__name__, now + wait)
        return device.settled(now, "The import came to nothing; it will be made again.")

    for serial in serials:
        await services.devices.update(serial, again)
    return FollowUp(command=RegisterDevices(serials=tuple(serials)), after=wait)


def _never_seen(serial: str) -> Reason:
    return Reason(
        code="identity-never-seen",
        sentence=f"Autopilot took in the hash of {serial}, but the device never appeared.",
        remedy="Sync in the Intune admin center and look for the device there; then redrive.",
    )

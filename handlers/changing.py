"""Take in what an operator says of a device: to leave, to be somebody else's, or to be looked at.

An older word than the latest counts no more, and the same word comes to the same.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

from handlers.claims import shared_by
from handlers.forgotten import heeds_change
from handlers.pairing import next_step, pair_device, reassigned
from handlers.parking import unpark
from shared.domain.changes import ChangeDevice, DeviceEvent
from shared.domain.commands import (
    STEPS,
    CheckDeployment,
    FollowUp,
    RegisterDevices,
    RetireDevices,
    Step,
)
from shared.domain.departures import Departure, Given, Leaving
from shared.domain.device import Device
from shared.domain.leaving import sent_away, was_at_work
from shared.domain.pairing import Clue, lead, leads_of
from shared.domain.park import is_listed
from shared.domain.parties import Party, Side
from shared.domain.settled import is_settled
from shared.domain.stages import Stage
from shared.runtime.services import Services

_STEPS = {step.__name__: step for step in STEPS}
_TOO_LATE = "An operator gave it to somebody; it is in use, leaves, or will not come."


async def change_device(command: ChangeDevice, services: Services) -> list[FollowUp]:
    """Do what an operator says of a device, or begin it; nobody who was erased is given one."""
    if not await heeds_change(command, services):
        return []
    return await _CHANGES[command.event](command, services)


async def _sends_away(command: ChangeDevice, services: Services) -> list[FollowUp]:
    """Let a device leave: whoever had it at work gets no other one by itself."""
    before = await services.devices.known(command.serial)
    leaving = Leaving(
        departure=Departure(command.event.value),
        at=command.said_at,
        fingerprint=command.fingerprint,
    )
    now = services.clock.now()

    def away(device: Device) -> Device:
        return sent_away(device, leaving, now) if device.stage is not Stage.RETIRED else device

    device = await _heard(command, away, services)
    if device.leaving is None:
        return []
    await unpark(device.serial, services)
    if device.leaving.departure is not Departure.REPLACE:
        for each in leads_of(before):
            await services.leads.withdraw(each, Party(side=Side.DEVICE, key=device.serial))
        if was_at_work(device) or device.leaving.departure is Departure.RELEASE:
            await _serve(device, services)
    touched = await pair_device(device.serial, services)
    follow_ups = [each for serial in touched for each in await reassigned(serial, services)]
    return [*follow_ups, FollowUp(command=RetireDevices(serials=(device.serial,)))]


async def _serve(device: Device, services: Services) -> None:
    """Let whoever has a device have had it: another one takes another word of HR's or ours."""
    if device.leaving is None:
        return
    at = device.leaving.at
    shared = await shared_by(device, services)
    named = device.pairing.employee_id if device.pairing else ""
    for key in dict.fromkeys(filter(None, (named, shared.employee_id if shared else ""))):
        await services.hires.amend(
            key,
            lambda hire: hire if hire.device != device.serial else replace(hire, served_at=at),
        )


async def _gives(command: ChangeDevice, services: Services) -> list[FollowUp]:
    """Give a device to somebody, whoever has it by a rule; not once it is in use."""
    given = Given(at=command.said_at, person=command.person, employee_id=command.employee_id)
    now = services.clock.now()

    def gave(device: Device) -> Device:
        if is_settled(device):
            return device.noted(now, _TOO_LATE)
        return replace(device, given=given).noted(now, "An operator gave it to somebody else.")

    device = await _heard(command, gave, services)
    if device.given != given:
        return []
    for key in await _hires_of(given, services):
        # Who has had a device may have this one.
        await services.hires.amend(key, lambda hire: replace(hire, served_at=None))
    touched = await pair_device(device.serial, services)
    serials = dict.fromkeys((*touched, device.serial))
    return [each for serial in serials for each in await reassigned(serial, services)]


async def _hires_of(given: Given, services: Services) -> tuple[str, ...]:
    if given.employee_id:
        return (given.employee_id,)
    leads = lead(Clue.PERSON, given.person)
    found = [await services.leads.follow(each, Side.HIRE) for each in leads]
    return tuple(key for keys in found for key in keys)


async def _unblocks(command: ChangeDevice, services: Services) -> list[FollowUp]:
    """Let Intune take the next enrolment of a device; whether it did, its next look shows."""
    device = await services.devices.known(command.serial)
    identity_id = device.identity_id
    now = services.clock.now()
    if not identity_id:
        told = "Not unblocked: it is not registered with Autopilot."
        await _heard(command, lambda each: each.noted(now, told), services)
        return []
    failed = await services.autopilot.allow_next_enrollments([identity_id])
    for error in failed.values():
        raise error
    told = "Unblocked: Intune was asked to take its next enrolment."
    await _heard(command, lambda each: each.noted(now, told), services)
    return await _looks_again(command, services)


async def _looks_again(command: ChangeDevice, services: Services) -> list[FollowUp]:
    """Look now at whatever is to be looked at later; at the next step when nothing is."""
    now = services.clock.now()
    device = await services.devices.known(command.serial)
    if device.rests:
        return []
    planned = [_STEPS[name] for name in device.planned if name in _STEPS]
    steps = planned or [await _present_step(device, services)]
    for step in steps:
        plan = partial(Device.plans, command=step.__name__, due=now)
        await services.devices.update(device.serial, plan)
    return [FollowUp(command=step(serials=(device.serial,))) for step in steps]


async def _present_step(device: Device, services: Services) -> type[Step]:
    if device.leaving is not None:
        return RetireDevices
    if not is_listed(device):
        return RegisterDevices
    return await next_step(device, services) or CheckDeployment


async def _heard(
    command: ChangeDevice, change: Callable[[Device], Device], services: Services
) -> Device:
    """Write an operator's word down, unless this or a later one was heard before."""

    def hear(device: Device) -> Device:
        last = device.acted_at
        if last is not None and command.said_at <= last:
            return device
        return change(replace(device, acted_at=command.said_at))

    return await services.devices.update(command.serial, hear)


_CHANGES: dict[DeviceEvent, Callable[[ChangeDevice, Services], Awaitable[list[FollowUp]]]] = {
    DeviceEvent.RETIRE: _sends_away,
    DeviceEvent.RELEASE: _sends_away,
    DeviceEvent.REPLACE: _sends_away,
    DeviceEvent.REASSIGN: _gives,
    DeviceEvent.UNBLOCK: _unblocks,
    DeviceEvent.RETRY: _looks_again,
}

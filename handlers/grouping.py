"""Put a device into the groups of its persona."""

from dataclasses import replace

from handlers.looking import answered, identity_of, look_later, turn_of
from shared.domain.commands import AddToGroup, AssignUser, FollowUp
from shared.domain.device import Device
from shared.domain.flightplan import DeviceGroup, Membership
from shared.domain.stages import Milestone
from shared.domain.waiting import Wait
from shared.runtime.services import Services


async def add_to_group(command: AddToGroup, services: Services) -> list[FollowUp]:
    """See the device in each of its groups, adding it where adding is ours to do."""
    turn = await turn_of(command, services)
    if turn.device is None:
        return list(turn.instead)
    patience = services.flight_plan.patience.before(command.look)
    object_id = await _object_id(turn.device, services)
    if object_id is None:
        return [await look_later(command, Wait.DIRECTORY_DEVICE, patience, services)]

    persona = services.flight_plan.persona_of(turn.device)
    for group in persona.groups:
        if not await _joined(group, object_id, services):
            return [await look_later(command, Wait.MEMBERSHIP, patience, services)]

    now = services.clock.now()
    settle = answered(command, AssignUser, now)

    def grouped(device: Device) -> Device:
        if services.flight_plan.persona_of(device) != persona:
            # The pairing changed meanwhile; its own command follows.
            return device
        device = settle(device)
        if device.passed(Milestone.GROUPED):
            return device
        wait = Wait.ASSIGNMENT if device.pairing else Wait.PROFILE
        return device.reached(Milestone.GROUPED, now, "In its groups.").waits(wait)

    await services.devices.update(command.serial, grouped)
    return [FollowUp(command=AssignUser(serial=command.serial))]


async def _object_id(device: Device, services: Services) -> str | None:
    """Find the Entra object of a device: groups hold object ids, Autopilot shows a device id."""
    if device.object_id:
        return device.object_id
    identity = await identity_of(device, services)
    if identity.device_id is None:
        return None
    object_id = await services.directory.device(identity.device_id)
    if object_id is not None:
        await services.devices.update(
            device.serial, lambda device: replace(device, object_id=object_id)
        )
    return object_id


async def _joined(group: DeviceGroup, object_id: str, services: Services) -> bool:
    group_id = await services.directory.group(group.name)
    if await services.directory.is_member(group_id, object_id):
        return True
    if group.membership is Membership.DYNAMIC:
        return False
    await services.directory.add_member(group_id, object_id)
    return await services.directory.is_member(group_id, object_id)

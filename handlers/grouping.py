"""Put devices, or their people, into the groups of their personas."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from handlers.dispatching import by_route, once_listed
from handlers.looking import identities_of
from handlers.membership import seen_in, unless_new
from handlers.steps import again, take
from handlers.tagging import is_tag_seen, retag
from handlers.user_grouping import group_people
from shared.domain.autopilot import Identity
from shared.domain.commands import AddToGroup, AssignUser, FollowUp
from shared.domain.device import Device
from shared.domain.errors import GroundcrewError
from shared.domain.flightplan import DeviceGroup
from shared.domain.outcomes import Next, Outcome, Told
from shared.domain.stages import Milestone, Route
from shared.domain.waiting import Wait
from shared.runtime.services import Services


async def add_to_group(command: AddToGroup, services: Services) -> list[FollowUp]:
    """See devices, or their people, in their groups, adding them where adding is ours to do."""
    looks = {Route.AUTOPILOT: _group, Route.DEVICE_PREPARATION: group_people}
    return await take(command, once_listed(by_route(looks)), services)


async def _group(devices: Sequence[Device], services: Services) -> Mapping[str, Outcome]:
    unread = [each for each in devices if not each.object_id or not is_tag_seen(each, services)]
    identities = await identities_of(unread, services)
    retagged = await retag(unread, identities, services)
    left = [_tagged(each, identities) for each in devices if each.serial not in retagged]
    objects = await _objects_of(left, identities, services)
    joined = await _joined(left, objects, services)
    return {
        **retagged,
        **{
            each.serial: _outcome(
                each, objects.get(each.serial), joined.get(each.serial, True), services
            )
            for each in left
        },
    }


def _tagged(device: Device, identities: Told[Identity]) -> Device:
    """Note the group tag that was read, if it was."""
    identity = identities.get(device.serial)
    if not isinstance(identity, Identity):
        return device
    return replace(device, group_tag=identity.group_tag, tag_repairs=0)


def _outcome(
    device: Device,
    object_id: str | GroundcrewError | None,
    joined: bool | GroundcrewError,  # noqa: FBT001  an observation, no switch
    services: Services,
) -> Outcome:
    match object_id:
        case None:
            return again(AddToGroup, device, Wait.DIRECTORY_DEVICE, services)
        case GroundcrewError():
            return object_id
    read = replace(device, object_id=object_id)
    match joined:
        case GroundcrewError():
            return unless_new(device, joined, services)
        case True:
            return _grouped(read, services)
    return replace(
        again(AddToGroup, device, Wait.MEMBERSHIP, services), noting=partial(_noted, read)
    )


def _noted(read: Device, device: Device) -> Device:
    """Write down on the freshest copy what was read."""
    return replace(
        device, object_id=read.object_id, group_tag=read.group_tag, tag_repairs=read.tag_repairs
    )


def _grouped(read: Device, services: Services) -> Next:
    plan = services.flight_plan
    meant = (plan.persona_of(read), plan.group_tag_of(read))
    now = services.clock.now()

    def grouped(device: Device) -> Device:
        device = _noted(read, device)
        if device.passed(Milestone.GROUPED):
            return device
        wait = Wait.ASSIGNMENT if device.pairing else Wait.PROFILE
        return device.reached(Milestone.GROUPED, now, "In its groups.").waits(wait, now)

    return Next(
        step=AssignUser,
        noting=grouped,
        # The pairing or the line may have changed meanwhile, and with it the groups.
        still=lambda device: (plan.persona_of(device), plan.group_tag_of(device)) == meant,
    )


async def _objects_of(
    devices: Sequence[Device], identities: Told[Identity], services: Services
) -> Told[str]:
    """Find the Entra objects: groups hold object ids, Autopilot shows device ids."""
    known = {each.serial: each.object_id for each in devices if each.object_id}
    read = {each.serial: identities[each.serial] for each in devices if each.serial in identities}
    errors = {serial: each for serial, each in read.items() if isinstance(each, GroundcrewError)}
    device_ids = {
        serial: each.device_id
        for serial, each in read.items()
        if isinstance(each, Identity) and each.device_id and serial not in known
    }
    found = await services.directory.devices(device_ids.values()) if device_ids else {}
    seen = {
        serial: found[device_id] for serial, device_id in device_ids.items() if device_id in found
    }
    return {**known, **errors, **seen}


async def _joined(devices: Sequence[Device], objects: Told[str], services: Services) -> Told[bool]:
    """Go through the groups; a device is in when it was seen in all of its groups."""
    joined: dict[str, bool | GroundcrewError] = {}
    for group, members in _by_group(devices, objects, services).items():
        for serial, told in (await seen_in(group, members, services)).items():
            if joined.get(serial, True) is True:
                joined[serial] = told
    return joined


def _by_group(
    devices: Sequence[Device], objects: Told[str], services: Services
) -> Mapping[DeviceGroup, Mapping[str, str]]:
    """List, by group, the object ids of the devices that belong into it, by serial number."""
    wanted: dict[DeviceGroup, dict[str, str]] = {}
    for device in devices:
        object_id = objects.get(device.serial)
        if isinstance(object_id, str) and not device.passed(Milestone.GROUPED):
            for group in services.flight_plan.persona_of(device).groups:
                wanted.setdefault(group, {})[device.serial] = object_id
    return wanted

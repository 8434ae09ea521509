"""Seeing objects in a group: look, act, and look again later: it takes a moment to be seen."""

from collections.abc import Mapping

from handlers.steps import again
from shared.domain.commands import AddToGroup
from shared.domain.device import Device
from shared.domain.errors import GroundcrewError, Rejected
from shared.domain.flightplan import DeviceGroup, Membership, UserGroup
from shared.domain.outcomes import Outcome, Told
from shared.domain.waiting import Wait
from shared.runtime.services import Services
from shared.runtime.work import present

# A group that was made a moment ago is missing from some of Entra's replicas; one that is not
# there after so many looks, some minutes, was never made.
LOOKS = 4
_UNSEEN = {"group-missing", "not-found"}


async def seen_in(
    group: DeviceGroup | UserGroup, objects: Mapping[str, str], services: Services
) -> Told[bool]:
    """See which of these object ids a group holds, and add the others if that is ours to do.

    *objects* and the answer go by whatever key the caller has for each.
    """
    try:
        group_id = await services.directory.group(group.name)
    except GroundcrewError as error:
        return dict.fromkeys(objects, error)
    seen = dict(await services.directory.members(group_id, objects.values()))
    missing = [each for each, is_in in seen.items() if is_in is False]
    if missing and group.membership is Membership.ASSIGNED:
        seen |= await services.directory.add_members(group_id, missing)
    at_hand = present()
    for key, object_id in objects.items():
        at_hand.tells((key,), at_hand.told_of(object_id))
    return {serial: seen.get(object_id, False) for serial, object_id in objects.items()}


def unless_new(device: Device, error: GroundcrewError, services: Services) -> Outcome:
    """Say what an error about a group comes to: one that may be new is looked for again."""
    unseen = isinstance(error, Rejected) and error.reason.code in _UNSEEN
    if unseen and device.looks.get(AddToGroup.__name__, 0) < LOOKS:
        return again(AddToGroup, device, Wait.GROUP, services)
    return error

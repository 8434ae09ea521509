"""Seeing objects in a group: look, act, and look again later: it takes a moment to be seen."""

from collections.abc import Mapping

from shared.domain.errors import GroundcrewError
from shared.domain.flightplan import DeviceGroup, Membership, UserGroup
from shared.domain.outcomes import Told
from shared.runtime.services import Services


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
    return {serial: seen.get(object_id, False) for serial, object_id in objects.items()}

"""Compare what was observed of devices with what their tenant shows now; nothing is written.

What it costs::

    identities by id             a request for each device, in batches
    profiles (beta)              a request for each that is not in use, or a list if that is less
    Entra devices                a request for each
    groups                       a request for each device and group
    corporate identifiers        a request for each identifier (route device-preparation)
    people                       a request for each, and one for their group
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from handlers.profiles import LOST
from shared.domain.autopilot import Identity
from shared.domain.device import Device
from shared.domain.drift import DriftType
from shared.domain.errors import GroundcrewError, Rejected
from shared.domain.flightplan import DeviceGroup, UserGroup
from shared.domain.identifiers import identifier_of
from shared.domain.pairing import SETTLED
from shared.domain.stages import Milestone, Route
from shared.runtime.services import Services


class Seen:
    """What a look has found, by serial number, and of whom Graph told nothing."""

    def __init__(self) -> None:
        self.drifted: defaultdict[str, set[DriftType]] = defaultdict(set)
        self.unseen: set[str] = set()

    def find(self, serial: str, kind: DriftType, *, drifted: bool) -> None:
        """Note a finding, if it is one."""
        if drifted:
            self.drifted[serial].add(kind)

    def holds[T](self, serial: str, told: T | GroundcrewError | None) -> T | None:
        """Give what was told; what keeps everybody waiting is raised, a refusal is noted."""
        match told:
            case Rejected():
                self.unseen.add(serial)
                return None
            case GroundcrewError():
                raise told
            case _:
                return told


async def look(devices: Sequence[Device], services: Services) -> Seen:
    """Look at some devices; raises ``Retryable`` when Graph is busy or does not answer."""
    seen = Seen()
    registered = [each for each in devices if _is_on(each, Route.AUTOPILOT, Milestone.REGISTERED)]
    identities = await _identities(registered, services, seen)
    there = [each for each in registered if each.serial in identities]
    for device in there:
        _compare(device, identities[device.serial], services, seen)
    linked = await _linked(there, identities, services, seen)
    await _grouped(linked, services, seen)
    await _profiled([each for each in there if each.stage not in SETTLED], services, seen)
    prepared = [
        each
        for each in devices
        if _is_on(each, Route.DEVICE_PREPARATION, Milestone.IDENTIFIED)
        and each.stage not in SETTLED
    ]
    await _identified(prepared, services, seen)
    await _people_grouped(prepared, services, seen)
    return seen


def _is_on(device: Device, route: Route, milestone: Milestone) -> bool:
    return device.route is route and device.passed(milestone)


async def _identities(
    devices: Sequence[Device], services: Services, seen: Seen
) -> Mapping[str, Identity]:
    ids = [each.identity_id for each in devices]
    told = await services.autopilot.identities_by_id(ids) if ids else {}
    found: dict[str, Identity] = {}
    for device in devices:
        identity = seen.holds(device.serial, told.get(device.identity_id))
        if identity is not None:
            found[device.serial] = identity
        gone = device.identity_id not in told
        seen.find(device.serial, DriftType.REGISTRATION, drifted=gone)
    return found


def _compare(device: Device, identity: Identity, services: Services, seen: Seen) -> None:
    """Compare what stands on the identity itself."""
    tag = services.flight_plan.group_tag_of(device)
    if device.stage in SETTLED:
        # Whoever changes the flight plan does not mean what is in use.
        tag = device.group_tag
    grouped = device.passed(Milestone.GROUPED)
    wrong = grouped and tag not in {"", identity.group_tag}
    seen.find(device.serial, DriftType.GROUP_TAG, drifted=wrong)
    assigned = device.passed(Milestone.ASSIGNED) and device.assigned_to != ""
    same = identity.user_principal_name.casefold() == device.assigned_to.casefold()
    seen.find(device.serial, DriftType.USER, drifted=assigned and not same)


async def _linked(
    devices: Sequence[Device], identities: Mapping[str, Identity], services: Services, seen: Seen
) -> Sequence[Device]:
    """See whether each identity leads to the Entra object that we know; those that do."""
    known = [each for each in devices if each.object_id]
    device_ids = [identities[each.serial].device_id for each in known]
    asked = [each for each in device_ids if each is not None]
    told = await services.directory.devices(asked) if asked else {}
    linked: list[Device] = []
    for device, device_id in zip(known, device_ids, strict=True):
        answer = told.get(device_id) if device_id is not None else None
        if isinstance(answer, Rejected):
            seen.unseen.add(device.serial)
        elif seen.holds(device.serial, answer) == device.object_id:
            linked.append(device)
        else:
            seen.find(device.serial, DriftType.DIRECTORY_DEVICE, drifted=True)
    return linked


async def _grouped(devices: Sequence[Device], services: Services, seen: Seen) -> None:
    wanted: defaultdict[DeviceGroup | UserGroup, dict[str, str]] = defaultdict(dict)
    for device in devices:
        if device.passed(Milestone.GROUPED):
            for group in services.flight_plan.persona_of(device).groups:
                wanted[group][device.serial] = device.object_id
    for each, objects in wanted.items():
        await _in_group(each, objects, DriftType.MEMBERSHIP, services, seen)


async def _in_group(
    group: DeviceGroup | UserGroup,
    objects: Mapping[str, str],
    kind: DriftType,
    services: Services,
    seen: Seen,
) -> None:
    try:
        group_id = await services.directory.group(group.name)
    except Rejected:
        seen.unseen |= objects.keys()
        return
    told = await services.directory.members(group_id, objects.values())
    for serial, object_id in objects.items():
        is_in = seen.holds(serial, told.get(object_id))
        seen.find(serial, kind, drifted=is_in is False)


async def _profiled(devices: Sequence[Device], services: Services, seen: Seen) -> None:
    profiled = [each for each in devices if each.passed(Milestone.PROFILED)]
    ids = [each.identity_id for each in profiled]
    told = await services.autopilot.profile_statuses(ids) if ids else {}
    for device in profiled:
        status = seen.holds(device.serial, told.get(device.identity_id))
        seen.find(device.serial, DriftType.PROFILE, drifted=status in LOST)


async def _identified(devices: Sequence[Device], services: Services, seen: Seen) -> None:
    wanted = [identifier_of(each) for each in devices]
    told = await services.preparation.identifiers(wanted) if wanted else {}
    for device in devices:
        listed = seen.holds(device.serial, told.get(device.serial, False))
        seen.find(device.serial, DriftType.IDENTIFIER, drifted=listed is False)


async def _people_grouped(devices: Sequence[Device], services: Services, seen: Seen) -> None:
    grouped = [each for each in devices if each.passed(Milestone.GROUPED) and each.assigned_to]
    names: Collection[str] = {each.assigned_to for each in grouped}
    people = await services.directory.users(names) if names else {}
    wanted: defaultdict[UserGroup, dict[str, str]] = defaultdict(dict)
    for device in grouped:
        group = services.flight_plan.persona_of(device).user_group
        person = seen.holds(device.serial, people.get(device.assigned_to))
        if group is not None and person is not None:
            wanted[group][device.serial] = person.id
    for group, objects in wanted.items():
        await _in_group(group, objects, DriftType.USER_GROUP, services, seen)

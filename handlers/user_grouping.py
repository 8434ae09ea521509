"""Put the people of devices that are prepared into the user groups of their personas.

The device-preparation policy is assigned to that group.  Nobody is ever taken
out of it: somebody may have other devices.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.membership import seen_in, unless_new
from handlers.people import people_of
from handlers.steps import again
from shared.domain.commands import AddToGroup, CheckDeployment
from shared.domain.device import Device
from shared.domain.directory import User
from shared.domain.errors import GroundcrewError
from shared.domain.flightplan import UserGroup
from shared.domain.outcomes import Next, Outcome, Told
from shared.domain.pairing import SETTLED
from shared.domain.stages import Milestone
from shared.domain.waiting import Wait
from shared.runtime.services import Services


async def group_people(devices: Sequence[Device], services: Services) -> Mapping[str, Outcome]:
    """See each device's person in the user group; without a person there is nothing to see."""
    due = [device for device in devices if _lacks_its_person(device)]
    outcomes: dict[str, Outcome] = {
        device.serial: Next(step=CheckDeployment) for device in devices if device not in due
    }
    users: dict[str, User] = {}
    people = await people_of(due, services)
    for device in due:
        match people[device.serial]:
            case User() as user:
                users[device.serial] = user
            case Wait() as wait:
                outcomes[device.serial] = again(AddToGroup, device, wait, services)
            case GroundcrewError() as error:
                outcomes[device.serial] = error
    able = [device for device in due if device.serial in users]
    joined = await _joined(able, users, services)
    return outcomes | {
        device.serial: _outcome(device, joined.get(device.serial, False), services)
        for device in able
    }


def _lacks_its_person(device: Device) -> bool:
    """Whether there is somebody to group; whoever switched the device on is in already."""
    grouped = device.passed(Milestone.GROUPED) or device.stage in SETTLED
    return device.pairing is not None and not grouped


async def _joined(
    devices: Sequence[Device], users: Mapping[str, User], services: Services
) -> Told[bool]:
    wanted: dict[UserGroup, dict[str, str]] = {}
    for device in devices:
        group = services.flight_plan.persona_of(device).user_group
        if group is not None:
            wanted.setdefault(group, {})[device.serial] = users[device.serial].id
    joined: dict[str, bool | GroundcrewError] = {}
    for group, members in wanted.items():
        joined |= await seen_in(group, members, services)
    return joined


def _outcome(
    device: Device,
    joined: bool | GroundcrewError,  # noqa: FBT001  an observation, no switch
    services: Services,
) -> Outcome:
    match joined:
        case GroundcrewError():
            return unless_new(device, joined, services)
        case True:
            return _grouped(device, services)
    return again(AddToGroup, device, Wait.USER_GROUP, services)


def _grouped(before: Device, services: Services) -> Next:
    persona = services.flight_plan.persona_of(before)
    now = services.clock.now()
    name = _person(before)

    def grouped(device: Device) -> Device:
        device = replace(device, assigned_to=name)
        return device.reached(Milestone.GROUPED, now, f"{name} is in the user group.").waits(None)

    return Next(
        step=CheckDeployment,
        noting=grouped,
        # The pairing may have changed meanwhile, and with it the person or their group.
        still=lambda device: (
            _person(device).casefold() == name.casefold()
            and services.flight_plan.persona_of(device) == persona
        ),
    )


def _person(device: Device) -> str:
    return device.pairing.user_principal_name if device.pairing else ""

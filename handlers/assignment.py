"""Make each device's assigned user what its pairing says."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.dispatching import by_route
from handlers.looking import identities_of
from handlers.people import people_of
from handlers.steps import IN_FLIGHT, again, take
from shared.domain.autopilot import Identity
from shared.domain.commands import AssignUser, CheckDeployment, FollowUp
from shared.domain.device import Device
from shared.domain.directory import User
from shared.domain.errors import GroundcrewError
from shared.domain.outcomes import Next, Outcome, Told
from shared.domain.pairing import SETTLED
from shared.domain.park import is_listed
from shared.domain.stages import Milestone, Route
from shared.domain.waiting import Wait
from shared.runtime.services import Services

# Nobody is to be assigned: the device is stock.
NOBODY = User(id="", user_principal_name="", display_name="", enabled=False, member=False)


async def assign_user(command: AssignUser, services: Services) -> list[FollowUp]:
    """Assign the paired people, or nobody, and read it back."""
    looks = {Route.AUTOPILOT: _assign, Route.DEVICE_PREPARATION: _leave}
    return await take(command, by_route(looks), services)


async def _assign(devices: Sequence[Device], services: Services) -> Mapping[str, Outcome]:
    outcomes: dict[str, Outcome] = {}
    for device in devices:
        if not device.passed(Milestone.REGISTERED):
            # Its registration leads here again.
            outcomes[device.serial] = Next(step=None)
        elif device.stage in SETTLED:
            # Whoever switched it on keeps it.
            outcomes[device.serial] = Next(step=CheckDeployment)
    left = [device for device in devices if device.serial not in outcomes]
    wanted: dict[str, User] = {}
    people = await people_of(left, services)
    for device in left:
        match people.get(device.serial, NOBODY):
            case User() as user:
                wanted[device.serial] = user
            case Wait() as wait:
                outcomes[device.serial] = again(AssignUser, device, wait, services)
            case GroundcrewError() as error:
                outcomes[device.serial] = error
    meant = [device for device in left if device.serial in wanted]
    held = await _made_to_hold(meant, wanted, services)
    return outcomes | {
        device.serial: _outcome(device, wanted[device.serial], held[device.serial], services)
        for device in meant
    }


def _outcome(
    device: Device,
    user: User,
    held: bool | GroundcrewError,  # noqa: FBT001  an observation, no switch
    services: Services,
) -> Outcome:
    match held:
        case GroundcrewError() as error:
            return error
        case True:
            return _observed(user, services)
    patience = services.flight_plan.patience.first
    return again(AssignUser, device, Wait.ASSIGNMENT, services, patience)


async def _made_to_hold(
    devices: Sequence[Device], wanted: Mapping[str, User], services: Services
) -> Told[bool]:
    """Look, act, look again."""
    held = dict(await _holding(devices, wanted, services))
    due = [each for each in devices if held[each.serial] is False]
    ours = [each for each in due if await _asks(each.serial, wanted[each.serial], services)]
    named = {each.identity_id: wanted[each.serial] for each in ours}
    failed = {
        **await _unassign([each for each, user in named.items() if user is NOBODY], services),
        **await _assign_to(
            {each: user for each, user in named.items() if user is not NOBODY}, services
        ),
    }
    held |= {each.serial: failed[each.identity_id] for each in ours if each.identity_id in failed}
    acted = [each for each in ours if each.identity_id not in failed]
    return held | dict(await _holding(acted, wanted, services))


async def _unassign(
    identity_ids: Sequence[str], services: Services
) -> Mapping[str, GroundcrewError]:
    return await services.autopilot.unassign_users(identity_ids) if identity_ids else {}


async def _assign_to(
    users: Mapping[str, User], services: Services
) -> Mapping[str, GroundcrewError]:
    return await services.autopilot.assign_users(users) if users else {}


async def _asks(serial: str, user: User, services: Services) -> bool:
    """Write down whom we ask for; false when the same was asked a moment ago.

    It can be read back only after a while, and two workers may be at it at once.
    """
    now = services.clock.now()
    name = user.user_principal_name
    ours = True

    def asked(device: Device) -> Device:
        nonlocal ours
        ours = device.asked_for != name or not device.asked_at or device.asked_at + IN_FLIGHT <= now
        return replace(device, asked_for=name, asked_at=now) if ours else device

    await services.devices.update(serial, asked)
    return ours


async def _holding(
    devices: Sequence[Device], wanted: Mapping[str, User], services: Services
) -> Told[bool]:
    """See who is assigned to each device."""
    found = await identities_of(devices, services)
    return {
        serial: each.user_principal_name.casefold() == wanted[serial].user_principal_name.casefold()
        if isinstance(each, Identity)
        else each
        for serial, each in found.items()
    }


def _observed(user: User, services: Services) -> Next:
    now = services.clock.now()
    name = user.user_principal_name

    def seen(device: Device) -> Device:
        device = replace(device, assigned_to=name)
        return device.reached(Milestone.ASSIGNED, now, f"Assigned to {name}.") if name else device

    return Next(
        step=CheckDeployment,
        wait=Wait.PROFILE,
        noting=seen,
        still=lambda device: _meant(device).casefold() == name.casefold(),
        # The command of the new pairing may have come and gone while this one undid its work.
        otherwise=lambda device: device.unassigned(
            now, "The pairing changed while the assignment was made."
        ),
    )


def _meant(device: Device) -> str:
    return device.pairing.user_principal_name if device.pairing else ""


async def _leave(devices: Sequence[Device], _services: Services) -> Mapping[str, Outcome]:
    """Assign nobody where devices are prepared: the person who signs in is the person."""
    return {
        device.serial: Next(step=CheckDeployment if is_listed(device) else None)
        for device in devices
    }

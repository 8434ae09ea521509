"""Make each device's assigned user what its pairing says."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.dispatching import by_route
from handlers.looking import identities_of
from handlers.people import people_of
from handlers.steps import IN_FLIGHT, again, take
from shared.domain.anew import unassigned
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
    """Read back what was asked for; ask for the rest, if their people may be assigned."""
    outcomes: dict[str, Outcome] = {
        each.serial: elsewhere for each in devices if (elsewhere := _elsewhere(each))
    }
    left = [each for each in devices if each.serial not in outcomes]
    on = dict(await _names_on([each for each in left if _has_asked(each)], services))
    for device in left:
        if device.serial in on and (read := _read_back(device, on[device.serial], services)):
            outcomes[device.serial] = read
    left = [each for each in left if each.serial not in outcomes]
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
    on |= await _names_on([each for each in meant if each.serial not in on], services)
    return {**outcomes, **await _made_to_hold(meant, wanted, on, services)}


def _elsewhere(device: Device) -> Next | None:
    if not device.passed(Milestone.REGISTERED):
        # Its registration leads here again.
        return Next(step=None)
    # Whoever switched it on keeps it.
    return Next(step=CheckDeployment) if device.stage in SETTLED else None


def _has_asked(device: Device) -> bool:
    """Whether we have asked for the very person, or nobody, that the pairing means.

    Somebody whose name is not known yet is not nobody.
    """
    if device.pairing is not None and not device.pairing.user_principal_name:
        return False
    return device.asked_for is not None and _same(device.asked_for, _meant(device))


def _read_back(device: Device, on: str | GroundcrewError, services: Services) -> Outcome | None:
    """Say what became of the assignment that was asked for; ``None`` to ask for it anew."""
    if isinstance(on, GroundcrewError):
        return on
    if _same(on, device.asked_for or ""):
        return _observed(device.asked_for or "", services)
    if device.asked_at and device.asked_at + IN_FLIGHT > services.clock.now():
        return _awaited(device, services, services.flight_plan.patience.first)
    return None


def _awaited(device: Device, services: Services, after: timedelta | None) -> Next:
    """Look again: it takes a moment before an assignment can be read back."""
    return again(AssignUser, device, Wait.ASSIGNMENT, services, after)


async def _made_to_hold(
    devices: Sequence[Device], wanted: Mapping[str, User], on: Told[str], services: Services
) -> Mapping[str, Outcome]:
    """Assign where somebody else is assigned; that is read back later."""
    outcomes: dict[str, Outcome] = {}
    named: dict[str, User] = {}
    for device in devices:
        user = wanted[device.serial]
        name = user.user_principal_name
        match on[device.serial]:
            case GroundcrewError() as error:
                outcomes[device.serial] = error
            case seen if _same(seen, name):
                outcomes[device.serial] = _observed(name, services)
            case _:
                # What was asked for before in vain is asked for less and less often.
                after = None if _has_asked(device) else services.flight_plan.patience.first
                outcomes[device.serial] = _awaited(device, services, after)
                if await _asks(device.serial, user, services):
                    named[device.identity_id] = user
    failed = await _ask(named, services)
    refused = {
        each.serial: failed[each.identity_id] for each in devices if each.identity_id in failed
    }
    for serial in refused:
        # Asking again changes nothing, so nobody has to wait for this one to be over.
        await services.devices.update(serial, lambda device: replace(device, asked_at=None))
    return outcomes | refused


async def _ask(named: Mapping[str, User], services: Services) -> Mapping[str, GroundcrewError]:
    """Assign or unassign by identity id; what failed."""
    nobodys = [each for each, user in named.items() if user is NOBODY]
    users = {each: user for each, user in named.items() if user is not NOBODY}
    return {
        **(await services.autopilot.unassign_users(nobodys) if nobodys else {}),
        **(await services.autopilot.assign_users(users) if users else {}),
    }


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


async def _names_on(devices: Sequence[Device], services: Services) -> Told[str]:
    """Read who is assigned to each device, by id: lists leave the user blank."""
    found = await identities_of(devices, services)
    return {
        serial: each.user_principal_name if isinstance(each, Identity) else each
        for serial, each in found.items()
    }


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _observed(name: str, services: Services) -> Next:
    now = services.clock.now()

    def seen(device: Device) -> Device:
        device = replace(device, assigned_to=name)
        return device.reached(Milestone.ASSIGNED, now, f"Assigned to {name}.") if name else device

    return Next(
        step=CheckDeployment,
        wait=Wait.PROFILE,
        noting=seen,
        still=lambda device: _same(_meant(device), name),
        # The command of the new pairing may have come and gone while this one undid its work.
        otherwise=lambda device: unassigned(
            device, now, "The pairing changed while the assignment was made."
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

"""Make the device's assigned user what its pairing says."""

from dataclasses import dataclass, replace

from handlers.looking import IN_FLIGHT, answered, identity_of, look_later, turn_of
from shared.domain.commands import AssignUser, CheckDeployment, FollowUp
from shared.domain.device import Device
from shared.domain.directory import User
from shared.domain.errors import Reason, Refused
from shared.domain.pairing import SETTLED
from shared.domain.stages import Milestone
from shared.domain.waiting import Wait
from shared.runtime.services import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class _NotYet:
    """The person cannot be assigned yet."""

    wait: Wait


async def assign_user(command: AssignUser, services: Services) -> list[FollowUp]:
    """Assign the paired person, or nobody, and read it back."""
    turn = await turn_of(command, services)
    if turn.device is None:
        return list(turn.instead)
    device = turn.device
    if not device.passed(Milestone.REGISTERED):
        # Its registration leads here again.
        return []
    if device.stage in SETTLED:
        # Whoever switched it on keeps it.
        settle = answered(command, CheckDeployment, services.clock.now())
        await services.devices.update(command.serial, settle)
        return [FollowUp(command=CheckDeployment(serial=command.serial))]
    user = await _user(device, services)
    if isinstance(user, _NotYet):
        patience = services.flight_plan.patience.before(command.look)
        return [await look_later(command, user.wait, patience, services)]
    if not await _assigned(device, user, services):
        patience = services.flight_plan.patience.first
        return [await look_later(command, Wait.ASSIGNMENT, patience, services)]
    return await _observed(command, user, services)


async def _user(device: Device, services: Services) -> User | _NotYet | None:
    """Find the person, if they may be assigned; ``None`` when there is to be nobody."""
    if device.pairing is None:
        return None
    name = device.pairing.user_principal_name
    if not name:
        return _NotYet(wait=Wait.USER_NAME)
    user = await services.directory.user(name)
    if user is None:
        return _NotYet(wait=Wait.USER)
    if not user.member:
        raise Refused(
            Reason(
                code="guest",
                sentence=f"The person of {device.serial} is a guest in this tenant.",
                remedy="Give the person a member account, or pair the device with somebody else.",
            )
        )
    if not user.enabled:
        return _NotYet(wait=Wait.USER_ENABLED)
    if not await services.directory.is_licensed(user.id, services.flight_plan.service_plans):
        return _NotYet(wait=Wait.LICENCE)
    return user


async def _assigned(device: Device, user: User | None, services: Services) -> bool:
    """Look, act, look again."""
    if await _holds(device, user, services):
        return True
    if not await _asks(device.serial, user.user_principal_name if user else "", services):
        return False
    if user is None:
        await services.autopilot.unassign_user(device.identity_id)
    else:
        await services.autopilot.assign_user(device.identity_id, user)
    return await _holds(device, user, services)


async def _asks(serial: str, name: str, services: Services) -> bool:
    """Write down whom we ask for; false when the same was asked a moment ago.

    It can be read back only after a while, and two workers may be at it at once.
    """
    now = services.clock.now()
    ours = True

    def asked(device: Device) -> Device:
        nonlocal ours
        ours = device.asked_for != name or not device.asked_at or device.asked_at + IN_FLIGHT <= now
        return replace(device, asked_for=name, asked_at=now) if ours else device

    await services.devices.update(serial, asked)
    return ours


async def _holds(device: Device, user: User | None, services: Services) -> bool:
    identity = await identity_of(device, services)
    wanted = "" if user is None else user.user_principal_name
    return identity.user_principal_name.casefold() == wanted.casefold()


async def _observed(command: AssignUser, user: User | None, services: Services) -> list[FollowUp]:
    now = services.clock.now()
    settle = answered(command, CheckDeployment, now)

    def seen(device: Device) -> Device:
        if not _is_for(device, user):
            # Its own command may have come and gone while this one undid its work.
            what = "The pairing changed while the assignment was made."
            return device.unassigned(now, what).plans(AssignUser.__name__, now)
        device = settle(device).waits(Wait.PROFILE)
        if user is None:
            return replace(device, assigned_to="")
        name = user.user_principal_name
        device = replace(device, assigned_to=name)
        return device.reached(Milestone.ASSIGNED, now, f"Assigned to {name}.")

    device = await services.devices.update(command.serial, seen)
    if not _is_for(device, user):
        return [FollowUp(command=AssignUser(serial=command.serial))]
    return [FollowUp(command=CheckDeployment(serial=command.serial))]


def _is_for(device: Device, user: User | None) -> bool:
    meant = device.pairing.user_principal_name if device.pairing else ""
    name = user.user_principal_name if user else ""
    return meant.casefold() == name.casefold()

"""Looking again: what every step that waits for something has in common.

A planned look is noted on the device before its message is sent.  The message
is named after the moment it is due, so two workers that plan the same look
plan it once, and a step that comes while a later look is planned gives way.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shared.domain.autopilot import Identity
from shared.domain.commands import AddToGroup, AssignUser, CheckDeployment, FollowUp
from shared.domain.device import Device
from shared.domain.errors import DEREGISTERED, Reason, Refused
from shared.domain.waiting import Wait
from shared.runtime.services import Services

type Look = AddToGroup | AssignUser | CheckDeployment

_STEPS = tuple(look.__name__ for look in (AddToGroup, AssignUser, CheckDeployment))

# Two instances' clocks may differ by this much.
SLACK = timedelta(seconds=10)
# How long a request may be on its way to Graph: as long as a function may run.
IN_FLIGHT = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A look that is due, or the later one that is planned instead."""

    device: Device | None
    instead: tuple[FollowUp, ...] = ()


async def turn_of(command: Look, services: Services) -> Turn:
    """Read the device of a command, unless it has left its route or a later look is planned."""
    device = await services.devices.known(command.serial)
    if device.held:
        return Turn(device=None)
    due = device.planned.get(type(command).__name__)
    now = services.clock.now()
    if command.look > 1 and due and due > now + SLACK:
        return Turn(device=None, instead=(_at(command, due, now),))
    return Turn(device=device)


async def look_later(command: Look, wait: Wait, after: timedelta, services: Services) -> FollowUp:
    """Say what the device waits for, and plan the next look."""
    now = services.clock.now()
    name = type(command).__name__

    def planned(device: Device) -> Device:
        # What an earlier step lacks is the next thing that must happen.
        outranked = any(before in device.planned for before in _STEPS[: _STEPS.index(name)])
        return (device if outranked else device.waits(wait)).plans(name, now + after)

    await services.devices.update(command.serial, planned)
    return _at(command, now + after, now)


async def identity_of(device: Device, services: Services) -> Identity:
    """Read the identity of a registered device; ``Refused`` when it is gone."""
    identity = await services.autopilot.identity_by_id(device.identity_id)
    if identity is None:
        raise Refused(
            Reason(
                code=DEREGISTERED,
                sentence=f"{device.serial} is no longer registered with Autopilot.",
                remedy="Find out who deregistered it; send the manifest line again.",
            )
        )
    return identity


def answered(
    command: Look, follow_up: type[Look] | None, now: datetime
) -> Callable[[Device], Device]:
    """Make the change that ends a step's looks and plans the first look of the next."""

    def change(device: Device) -> Device:
        device = device.answered(type(command).__name__)
        return device if follow_up is None else device.plans(follow_up.__name__, now)

    return change


def _at(command: Look, due: datetime, now: datetime) -> FollowUp:
    return FollowUp(
        command=replace(command, look=command.look + 1),
        after=max(due - now, timedelta(0)),
        key=f"{command.serial}/{due.isoformat()}",
    )

"""Bring devices into Autopilot, and see them there.

Look: is the device registered, is an import of it under way?  Act: write our
import id down, submit the hash, write Graph's id down.  Look again: the device
is registered when its identity is *seen*; an import that calls itself complete
is not enough.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from handlers.awaiting import awaited
from handlers.dispatching import by_route
from handlers.finishing import delete_imports
from handlers.identification import identify
from handlers.steps import Look, take
from handlers.submission import submit
from handlers.under_way import recalled
from shared.domain.autopilot import Identity
from shared.domain.commands import AddToGroup, ConfirmRegistration, FollowUp, RegisterDevices
from shared.domain.device import Device
from shared.domain.errors import GroundcrewError
from shared.domain.outcomes import Next, Outcome, Told
from shared.domain.stages import Milestone, Route
from shared.domain.waiting import Wait
from shared.runtime.services import Services

_NAME = RegisterDevices.__name__


async def register_devices(command: RegisterDevices, services: Services) -> list[FollowUp]:
    """Bring devices to where their routes register them: hashes, or corporate identifiers."""
    finished: list[Device] = []
    looks: dict[Route, Look] = {
        Route.AUTOPILOT: partial(_register, finished),
        Route.DEVICE_PREPARATION: identify,
    }
    follow_ups = await take(command, by_route(looks), services)
    # That these devices were seen is written down by now.
    await delete_imports(finished, services)
    return follow_ups


async def _register(
    finished: list[Device], devices: Sequence[Device], services: Services
) -> Mapping[str, Outcome]:
    seen = await seen_as(devices, services)
    there = {serial for serial, each in seen.items() if not isinstance(each, GroundcrewError)}
    finished += await recalled([each for each in devices if each.serial in there], services)
    outcomes = {serial: await registered(serial, each, services) for serial, each in seen.items()}
    left = [device for device in devices if device.serial not in seen]
    outcomes |= {
        device.serial: _awaited(device, services) for device in left if not _hashed(device)
    }
    return {**outcomes, **await submit([device for device in left if _hashed(device)], services)}


async def seen_as(devices: Sequence[Device], services: Services) -> Told[Identity | str]:
    """Find the identities of devices; what was seen before was seen, and is told by its id."""
    known = {each.serial: each.identity_id for each in devices if each.passed(Milestone.REGISTERED)}
    asked = [each.serial for each in devices if each.serial not in known]
    found = await services.autopilot.identities(asked) if asked else {}
    return {**known, **found}


async def registered(
    serial: str, seen: Identity | str | GroundcrewError, services: Services
) -> Outcome:
    """Note that the identity was seen, and forget the hash: it has done its work."""
    if isinstance(seen, GroundcrewError):
        return seen
    now = services.clock.now()
    identity_id = seen if isinstance(seen, str) else seen.id

    def note(device: Device) -> Device:
        device = replace(device, identity_id=identity_id).answered(_NAME)
        device = device.answered(ConfirmRegistration.__name__)
        return device.reached(Milestone.REGISTERED, now, "Seen in Autopilot.")

    await services.hashes.forget(serial)
    if isinstance(seen, Identity) and seen.device_id is None:
        # Its groups take the Entra device, which comes about a little later.
        first = services.flight_plan.patience.first
        return Next(step=AddToGroup, after=first, wait=Wait.DIRECTORY_DEVICE, noting=note)
    return Next(step=AddToGroup, wait=Wait.MEMBERSHIP, noting=note)


def _hashed(device: Device) -> bool:
    return bool(device.line.fingerprint)


def _awaited(device: Device, services: Services) -> Next:
    now = services.clock.now()
    what = "No hardware hash: the manufacturer registers the device."
    outcome = awaited(device, services)

    def note(device: Device) -> Device:
        return outcome.noting(device.reached(Milestone.SUBMITTED, now, what))

    return replace(outcome, noting=note)

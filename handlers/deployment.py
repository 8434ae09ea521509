"""See how far a device is on the way from its profile to its desk."""

from datetime import timedelta

from handlers.looking import answered, identity_of, look_later, turn_of
from shared.domain.autopilot import DeploymentState, EnrollmentState, ProfileStatus
from shared.domain.commands import CheckDeployment, FollowUp
from shared.domain.device import Device
from shared.domain.stages import Milestone, Stage
from shared.domain.waiting import Wait
from shared.runtime.services import Services

_SUCCEEDED = {
    DeploymentState.SUCCESS,
    DeploymentState.SUCCESS_ON_RETRY,
    DeploymentState.SUCCESS_WITH_TIMEOUT,
}


async def check_deployment(command: CheckDeployment, services: Services) -> list[FollowUp]:
    """Note what can be observed, and look again later unless nothing more will happen."""
    turn = await turn_of(command, services)
    if turn.device is None:
        return list(turn.instead)
    device = turn.device
    if not device.passed(Milestone.REGISTERED):
        return []
    if device.stage is Stage.DEPLOYED:
        return await _next(command, device, services)
    device = await _enrolment(device, services)
    if device.passed(Milestone.ENROLLED):
        device = await _deployment(device, services)
    else:
        device = await _profile(device, services)
    return await _next(command, device, services)


async def _enrolment(device: Device, services: Services) -> Device:
    if device.passed(Milestone.ENROLLED) or not device.passed(Milestone.PROFILED):
        return device
    identity = await identity_of(device, services)
    if identity.enrollment_state is not EnrollmentState.ENROLLED:
        return device
    return await _reached(device, Milestone.ENROLLED, "Switched on and enrolled.", services)


async def _deployment(device: Device, services: Services) -> Device:
    state = await services.autopilot.deployment_state(device.serial)
    if state in _SUCCEEDED:
        return await _reached(device, Milestone.DEPLOYED, "The deployment succeeded.", services)
    if state is DeploymentState.FAILURE:
        what = "Autopilot reports a failed attempt; it may yet succeed."
        now = services.clock.now()
        return await services.devices.update(device.serial, lambda device: device.noted(now, what))
    return device


async def _profile(device: Device, services: Services) -> Device:
    if device.passed(Milestone.PROFILED):
        return device
    if await services.autopilot.profile_status(device.identity_id) is not ProfileStatus.IN_SYNC:
        return device
    what = "The deployment profile is assigned and in sync."
    return await _reached(device, Milestone.PROFILED, what, services)


async def _reached(device: Device, milestone: Milestone, what: str, services: Services) -> Device:
    now = services.clock.now()
    return await services.devices.update(
        device.serial, lambda device: device.reached(milestone, now, what)
    )


async def _next(command: CheckDeployment, device: Device, services: Services) -> list[FollowUp]:
    """Plan the next look by where the device stands now."""
    patience = services.flight_plan.patience
    paces: dict[Wait, timedelta] = {
        Wait.SWITCH_ON: patience.handed_over,
        Wait.DEPLOYMENT: patience.longest,
        Wait.PROFILE: patience.before(command.look),
    }
    wait = _wait_of(device)
    if wait in paces:
        return [await look_later(command, wait, paces[wait], services)]
    settle = answered(command, None, services.clock.now())

    def rests(device: Device) -> Device:
        # A device that still lacks its groups or its person waits for what those steps say.
        at_rest = device.stage in {Stage.READY, Stage.DEPLOYED}
        return settle(device).waits(wait) if at_rest else settle(device)

    await services.devices.update(device.serial, rests)
    return []


def _wait_of(device: Device) -> Wait | None:
    """Find what this step has to wait for; ``None`` when there is nothing to look at."""
    match device.stage:
        case Stage.DEPLOYING:
            return Wait.DEPLOYMENT
        case Stage.READY:
            return Wait.SWITCH_ON if device.pairing else Wait.PERSON
        case _ if not device.passed(Milestone.PROFILED):
            return Wait.PROFILE
        case _:
            return None

"""See how far devices are on the way from their profiles to their desks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.looking import identities_of
from handlers.steps import again, take
from shared.domain.autopilot import EnrollmentState, Identity, ProfileStatus
from shared.domain.commands import CheckDeployment, FollowUp
from shared.domain.device import Device
from shared.domain.errors import GroundcrewError
from shared.domain.monitoring import DeploymentState
from shared.domain.outcomes import Next, Outcome
from shared.domain.stages import Milestone, Stage
from shared.domain.waiting import Wait
from shared.runtime.services import Services

_SUCCEEDED = {
    DeploymentState.SUCCESS,
    DeploymentState.SUCCESS_ON_RETRY,
    DeploymentState.SUCCESS_WITH_TIMEOUT,
}
EVENT_PAGES = 20


async def check_deployment(command: CheckDeployment, services: Services) -> list[FollowUp]:
    """Note what can be observed, and look again later unless nothing more will happen."""
    return await take(command, _check, services)


async def _check(devices: Sequence[Device], services: Services) -> Mapping[str, Outcome]:
    now = services.clock.now()
    changed = {device.serial: device for device in devices}
    errors: dict[str, Outcome] = {}
    for observe in (_enrolments, _deployments, _profiles):
        due = [each for serial, each in changed.items() if serial not in errors]
        for serial, seen in (await observe(due, services)).items():
            if isinstance(seen, GroundcrewError):
                errors[serial] = seen
            else:
                milestone, what = seen
                changed[serial] = changed[serial].reached(milestone, now, what)
    return {
        device.serial: errors.get(device.serial)
        or _outcome(device, changed[device.serial], services)
        for device in devices
    }


type Seen = Mapping[str, tuple[Milestone, str] | GroundcrewError]


async def _enrolments(devices: Sequence[Device], services: Services) -> Seen:
    due = [
        each
        for each in devices
        if each.passed(Milestone.PROFILED) and not each.passed(Milestone.ENROLLED)
    ]
    seen: dict[str, tuple[Milestone, str] | GroundcrewError] = {}
    for serial, each in (await identities_of(due, services)).items():
        if not isinstance(each, Identity):
            seen[serial] = each
        elif each.enrollment_state is EnrollmentState.ENROLLED:
            seen[serial] = (Milestone.ENROLLED, "Switched on and enrolled.")
    return seen


async def _deployments(devices: Sequence[Device], services: Services) -> Seen:
    due = [
        each.serial
        for each in devices
        if each.passed(Milestone.ENROLLED) and not each.passed(Milestone.DEPLOYED)
    ]
    if not due:
        return {}
    events = await services.monitoring.events(due, EVENT_PAGES)
    return {
        serial: (Milestone.DEPLOYED, "The deployment succeeded.")
        for serial, told in events.of.items()
        if max(told, key=lambda event: event.started_at).state in _SUCCEEDED
    }


async def _profiles(devices: Sequence[Device], services: Services) -> Seen:
    due = {
        each.identity_id: each.serial
        for each in devices
        if each.passed(Milestone.REGISTERED) and not each.passed(Milestone.PROFILED)
    }
    seen: dict[str, tuple[Milestone, str] | GroundcrewError] = {}
    for identity_id, told in (
        await services.autopilot.profile_statuses(due) if due else {}
    ).items():
        if isinstance(told, GroundcrewError):
            seen[due[identity_id]] = told
        elif told is ProfileStatus.IN_SYNC:
            what = "The deployment profile is assigned and in sync."
            seen[due[identity_id]] = (Milestone.PROFILED, what)
    return seen


def _outcome(before: Device, after: Device, services: Services) -> Outcome:
    """Plan the next look by where the device stands now."""
    if not after.passed(Milestone.REGISTERED):
        return Next(step=None)
    news = [one for one in after.milestones if not before.passed(one)]
    lines = {one: after.timeline[len(before.timeline) + place] for place, one in enumerate(news)}

    def note(device: Device) -> Device:
        for one in news:
            device = device.reached(one, after.milestones[one], lines[one].what)
        return device

    wait = _wait_of(after)
    patience = services.flight_plan.patience
    paces: dict[Wait, timedelta | None] = {
        Wait.SWITCH_ON: patience.handed_over,
        Wait.DEPLOYMENT: patience.longest,
        Wait.PROFILE: None,
    }
    if wait in paces:
        looked = again(CheckDeployment, after, wait, services, paces[wait])
        return replace(looked, noting=note)

    def rests(device: Device) -> Device:
        # A device that still lacks its groups or its person waits for what those steps say.
        device = note(device)
        return device.waits(wait) if device.stage in {Stage.READY, Stage.DEPLOYED} else device

    return Next(step=None, noting=rests)


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

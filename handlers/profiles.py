"""The gate before a device may be handed over: its deployment profile is assigned and in sync."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from handlers.findings import planned
from handlers.looking import identities_of
from shared.domain.autopilot import ProfileStatus
from shared.domain.device import Device
from shared.domain.errors import GroundcrewError, Reason, Rejected, Unavailable
from shared.domain.outcomes import Change, Outcome
from shared.domain.stages import Milestone
from shared.runtime.services import Services

# How long Intune may go on failing to assign a profile before somebody has to look.
FAILED_FOR = timedelta(hours=6)

_IN_SYNC = "The deployment profile is assigned and in sync."
_FAILED = "Intune failed to assign the deployment profile; it may yet succeed."

# What takes a device back that was ready.  An unknown state says nothing of the profile.
LOST = frozenset(
    {
        ProfileStatus.NOT_ASSIGNED,
        ProfileStatus.PENDING,
        ProfileStatus.OUT_OF_SYNC,
        ProfileStatus.FAILED,
    }
)


async def gate(devices: Sequence[Device], services: Services) -> Mapping[str, Outcome]:
    """See whether each device has its profile, or has it still."""
    if not devices:
        return {}
    told = await services.autopilot.profile_statuses([each.identity_id for each in devices])
    missing = [each for each in devices if each.identity_id not in told]
    gone = await identities_of(missing, services)
    outcomes: dict[str, Outcome] = {}
    for device in devices:
        each = told.get(device.identity_id) or gone[device.serial]
        match each:
            case GroundcrewError():
                outcomes[device.serial] = each
            case ProfileStatus():
                outcomes[device.serial] = _outcome(device, each, services)
            case _:
                outcomes[device.serial] = Unavailable("Autopilot shows no profile status.")
    return outcomes


def _outcome(device: Device, status: ProfileStatus, services: Services) -> Outcome:
    now = services.clock.now()
    since = device.failing_since
    if status is ProfileStatus.FAILED and since is not None and now - since >= FAILED_FOR:
        return _failed(device, since)
    return planned(device, _noting(status, now), services)


def _noting(status: ProfileStatus, now: datetime) -> Change:
    lost = f"The deployment profile is no longer in sync ({status}): not ready any more."

    def note(device: Device) -> Device:
        if status is ProfileStatus.IN_SYNC:
            device = device.reached(Milestone.PROFILED, now, _IN_SYNC)
        elif status in LOST and device.passed(Milestone.PROFILED):
            device = device.lost(Milestone.PROFILED, now, lost)
        if status is not ProfileStatus.FAILED:
            return replace(device, failing_since=None)
        return replace(device, failing_since=device.failing_since or now).noted(now, _FAILED)

    return note


def _failed(device: Device, since: datetime) -> Rejected:
    return Rejected(
        Reason(
            code="profile-failed",
            sentence=f"Intune fails to assign a deployment profile to {device.serial}.",
            remedy=(
                "Look at the device under Windows Autopilot devices in the Intune admin center:"
                " its profile must suit the kind of device and be assigned to its group."
                " Then redrive it."
            ),
            evidence={
                "serial": device.serial,
                "identity": device.identity_id,
                "first-seen": since.isoformat(),
            },
        )
    )

"""What becomes of a device by what was found of its deployment, whichever route it takes."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from handlers.steps import again
from shared.domain.commands import CheckDeployment
from shared.domain.deployment import is_open, judge
from shared.domain.device import Device
from shared.domain.errors import GroundcrewError, Rejected
from shared.domain.findings import Evidence, Finding, Standing, Times
from shared.domain.monitoring import ManagedDevice
from shared.domain.outcomes import Change, Next, Outcome, unchanged
from shared.domain.park import LISTED, is_listed
from shared.domain.stages import Milestone, Route, Stage
from shared.domain.waiting import Wait
from shared.domain.wording import line_of
from shared.runtime.services import Services


@dataclass(slots=True, kw_only=True)
class Case:
    """A device, and the evidence of its deployment as it comes together."""

    device: Device
    times: Times
    evidence: Evidence = field(default_factory=Evidence)

    @classmethod
    def of(cls, device: Device, services: Services) -> "Case":
        """Begin with what is known of a device that was seen where it is registered."""
        times = Times(
            registered=_registered(device),
            now=services.clock.now(),
            grace=services.flight_plan.patience.recovery,
            enrolled=device.milestones.get(Milestone.ENROLLED),
            failing=device.failing_since,
        )
        enrolled = device.passed(Milestone.ENROLLED)
        return cls(device=device, times=times, evidence=Evidence(enrolled=enrolled))

    def learns(self, **told: Any) -> None:  # noqa: ANN401  the fields of the evidence
        """Add what a source said."""
        self.evidence = replace(self.evidence, **told)

    @property
    def finding(self) -> Finding:
        """What the evidence says so far."""
        return judge(self.evidence, self.times, self.device.finding)

    @property
    def is_open(self) -> bool:
        """Whether the evidence leaves a question."""
        return is_open(self.finding, self.evidence, self.times)

    @property
    def is_switched_on(self) -> bool:
        """Whether the device was seen enrolled in this life, now or before."""
        seen = self.device.passed(Milestone.ENROLLED)
        return seen or self.finding.standing is not Standing.NOT_SWITCHED_ON


def cases_of(
    devices: Sequence[Device], services: Services
) -> tuple[dict[str, Outcome], dict[str, Case]]:
    """Sort out the devices whose deployment is still open, from those with an outcome already.

    One that is not seen where its route registers it is led here by its registration.
    """
    outcomes: dict[str, Outcome] = {}
    cases: dict[str, Case] = {}
    for device in devices:
        if not is_listed(device):
            outcomes[device.serial] = Next(step=None)
        elif device.passed(Milestone.DEPLOYED):
            outcomes[device.serial] = planned(device, unchanged, services)
        else:
            cases[device.serial] = Case.of(device, services)
    return outcomes, cases


def _registered(device: Device) -> datetime:
    """Find when this registration began: at its import, if there was one."""
    begun = (device.milestones.get(one) for one in (Milestone.SUBMITTED, LISTED[device.route]))
    return min(at for at in begun if at is not None)


async def ask_machines(cases: Sequence[Case], services: Services) -> dict[str, GroundcrewError]:
    """Ask for the managed devices; the refusals.  Who does not answer now is asked another time."""
    by_serial = {case.device.serial: case for case in cases}
    told = await services.monitoring.managed_devices(list(by_serial)) if cases else {}
    errors: dict[str, GroundcrewError] = {}
    for serial, each in told.items():
        match each:
            case ManagedDevice():
                by_serial[serial].learns(managed=each)
            case Rejected():
                errors[serial] = each
            case _:
                pass
    return errors


def noting(finding: Finding, now: datetime) -> Change:
    """Make the change that writes a finding on its device: milestones, and a line for what is new.

    A device that is not switched on is left as it is.
    """
    if finding.standing is Standing.NOT_SWITCHED_ON:
        return unchanged

    def note(device: Device) -> Device:
        line, since = line_of(finding, device.finding), device.failing_since or now
        device = device.reached(Milestone.ENROLLED, now, "Switched on and enrolled.")
        if finding.standing is Standing.DEPLOYED:
            device = device.reached(Milestone.DEPLOYED, now, line)
        elif line:
            device = device.noted(now, line)
        return replace(device, finding=finding, failing_since=since if finding.failing else None)

    return note


def planned(device: Device, change: Change, services: Services) -> Next:
    """Note the change, and plan the next look by where the device stands then."""
    after = change(device)
    wait = _wait_of(after)
    patience, now = services.flight_plan.patience, services.clock.now()
    paces: dict[Wait, timedelta | None] = {
        Wait.SWITCH_ON: patience.handed_over,
        Wait.DEPLOYMENT: patience.longest,
        Wait.RECOVERY: patience.longest,
        Wait.PROFILE: None,
    }

    def still(fresh: Device) -> bool:
        # Another route, or another registration, is another life.
        return (fresh.route, fresh.identity_id) == (device.route, device.identity_id)

    if wait in paces:
        looked = again(CheckDeployment, after, wait, services, paces[wait])
        return replace(looked, noting=change, still=still)

    def rests(fresh: Device) -> Device:
        # A device that still lacks its groups or its person waits for what those steps say.
        fresh = change(fresh)
        return fresh.waits(wait, now) if fresh.stage in {Stage.READY, Stage.DEPLOYED} else fresh

    return Next(step=None, noting=rests, still=still)


def _wait_of(device: Device) -> Wait | None:
    """Find what this step has to wait for; ``None`` when there is nothing to look at."""
    match device.stage:
        case Stage.DEPLOYING:
            failing = device.finding is not None and device.finding.failing
            return Wait.RECOVERY if failing else Wait.DEPLOYMENT
        case Stage.READY:
            return Wait.SWITCH_ON if device.pairing else Wait.PERSON
        case Stage.DEPLOYED:
            return None
        case _:
            lacks = device.route is Route.AUTOPILOT and not device.passed(Milestone.PROFILED)
            return Wait.PROFILE if lacks else None

"""What is concluded from a finding, whichever route: look again, or park the device and say why."""

from handlers.findings import Case, noting, planned
from shared.domain.attempts import Source
from shared.domain.commands import CheckDeployment
from shared.domain.errors import Reason, Rejected
from shared.domain.findings import Finding, Standing
from shared.domain.outcomes import Outcome
from shared.domain.stages import Route, Stage
from shared.domain.wording import evidence_of
from shared.runtime.services import Services

_REMEDY = (
    "Read in the evidence what failed, and mend it in Intune. Have the device reset and switched"
    " on again, then redrive it; what comes of the new attempt is then looked at."
)
_LOOK = (
    "Look at the device in the Intune admin center, and have it reset if it hangs. Then redrive"
    " it: what comes of its deployment is looked at for as long again."
)
_RUNNING = {Standing.ENROLLED, Standing.DEVICE_SETUP, Standing.ACCOUNT_SETUP}


def concluded(case: Case, finding: Finding, services: Services) -> Outcome:
    """Park what failed for good or was never settled; note anything else, and look again."""
    if finding.standing is Standing.FAILED:
        return _failed(case, finding)
    if _is_unsettled(case, finding, services):
        return _unsettled(case, finding)
    return planned(case.device, noting(finding, case.times.now), services)


def _is_unsettled(case: Case, finding: Finding, services: Services) -> bool:
    """Say whether the device has been deploying for too long, and nobody says how it ended.

    The look that was planned counts: after a standstill of ours, whoever takes a
    while to answer is heard once more.
    """
    device, now = case.device, case.times.now
    if device.stage is not Stage.DEPLOYING or finding.standing not in _RUNNING:
        return False
    due = min(device.planned.get(CheckDeployment.__name__, now), now)
    return due - device.since >= services.flight_plan.patience.unsettled


def _failed(case: Case, finding: Finding) -> Rejected:
    serial, since = case.device.serial, case.times.failing
    seen = {"first-seen": since.isoformat()} if since else {}
    return Rejected(
        Reason(
            code="deployment-failed",
            sentence=f"The deployment of {serial} failed, and no retry has succeeded since.",
            remedy=_REMEDY,
            evidence={"serial": serial, **evidence_of(finding), **seen},
        )
    )


def _unsettled(case: Case, finding: Finding) -> Rejected:
    device = case.device
    spoken = case.evidence.spoken(case.times.registered)
    # Where devices are prepared, no identity was asked.
    prepared = device.route is Route.DEVICE_PREPARATION
    asked = [each for each in spoken if each is not Source.IDENTITY or not prepared]
    told = {
        "serial": device.serial,
        "phase": finding.standing,
        "sources": ", ".join(asked),
        "deploying-since": device.since.isoformat(),
    }
    return Rejected(
        Reason(
            code="deployment-unsettled",
            sentence=f"Nobody says how the deployment of {device.serial} ended.",
            remedy=_LOOK,
            evidence={**evidence_of(finding), **told},
        )
    )

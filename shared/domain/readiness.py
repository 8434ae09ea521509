"""Whether somebody's device will be ready when they start: a verdict, and what it rests on.

Only what is due counts: a device that is parked long before the start is on
track until the first lead time begins.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shared.domain.device import Device
from shared.domain.flightplan import FlightPlan
from shared.domain.hire import Hire, Readiness, Verdict
from shared.domain.movers import MOVERS
from shared.domain.stages import ROUTES, Milestone, Route, Stage
from shared.domain.waiting import SENTENCES, Wait

READY_NOW = "Their device is ready."
TIME_LEFT = "Nothing is due yet that is missing."


class Shortfall(StrEnum):
    """In what way a device is missing."""

    NO_DEVICE = "no-device"
    PARKED = "parked"
    NOT_READY = "not-ready"


_WELL = frozenset({Stage.READY, Stage.DEPLOYING, Stage.DEPLOYED})
_GONE = frozenset({Stage.CANCELLED, Stage.RETIRED})
# One check for both routes: each has its own word for a device that is listed.
_LISTED = {Route.AUTOPILOT: Stage.REGISTERED, Route.DEVICE_PREPARATION: Stage.IDENTIFIED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What somebody's device should have come to by now: *stages* in their order.

    *days* are left until they start at their place, less than none once they have; *late*
    is whether the day has come.
    """

    stages: tuple[Stage, ...]
    days: int
    late: bool


def due_of(hire: Hire, plan: FlightPlan, now: datetime) -> Due | None:
    """Find what is due; ``None`` for whom nobody judges.

    That is who has no start date, needs no device or will not come, and who
    started longer ago than a device has to be ready before, unless that is open.
    """
    start = hire.start_date
    if not hire.expects_device or start is None:
        return None
    level = plan.service_level
    leads = plan.lead_times_of(hire.persona)
    days = (start - now.astimezone(level.zone_of(hire.location)).date()).days
    late = now >= level.begins(start, hire.location)
    if late:
        is_open = hire.readiness is not None and hire.readiness.verdict is not Verdict.ON_TRACK
        if -days > max(leads.ready.days, 1) and not is_open:
            return None
        return Due(stages=tuple(stage for stage, _ in leads.in_order()), days=days, late=True)
    stages = tuple(
        stage for stage, lead in leads.in_order() if level.due(start, lead, hire.location) <= now
    )
    return Due(stages=stages, days=days, late=False)


def verdict_of(due: Due, device: Device | None, now: datetime) -> Readiness:
    """Judge by the device of somebody for whom this is due (``None``: there is no device)."""
    lacking = [stage for stage in due.stages if not _reached(device, stage)]
    if not lacking:
        is_ready = device is not None and device.stage in _WELL
        return Readiness(
            verdict=Verdict.ON_TRACK, since=now, sentence=READY_NOW if is_ready else TIME_LEFT
        )
    shortfall, wait, sentence = _missing(device)
    mover = None if wait is None else MOVERS[wait]
    return Readiness(
        verdict=Verdict.LATE if due.late else Verdict.AT_RISK,
        since=now,
        code=shortfall,
        missing=wait or "",
        sentence=sentence,
        who=mover.who if mover else "",
        remedy=mover.remedy if mover else "",
        expected=lacking[-1],
    )


def _missing(device: Device | None) -> tuple[Shortfall, Wait | None, str]:
    """Say what is missing: as a code, as what is waited for, and as a sentence."""
    if device is None or device.stage in _GONE:
        return Shortfall.NO_DEVICE, Wait.DEVICE, SENTENCES[Wait.DEVICE]
    if device.stage is Stage.PARKED:
        what = device.timeline[-1].what if device.timeline else device.parked_for
        return Shortfall.PARKED, Wait.OPERATOR, what
    waiting = device.waiting_for
    if waiting is None:
        return Shortfall.NOT_READY, None, f"The device is {device.stage}, and not ready."
    return Shortfall.NOT_READY, waiting.code, waiting.sentence


def _reached(device: Device | None, stage: Stage) -> bool:
    """Whether a device has come to a stage, by what was observed; those of other routes count."""
    if device is None or device.stage in _GONE:
        return False
    if device.stage in _WELL or stage is Stage.EXPECTED:
        return True
    meant = _LISTED[device.route] if stage in _LISTED.values() else stage
    needed = dict(ROUTES[device.route]).get(meant, frozenset[Milestone]())
    return meant is not Stage.READY and needed <= device.milestones.keys()

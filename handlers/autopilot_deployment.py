"""Route ``autopilot``: the gate of the deployment profile, then enrolment and set-up.

Who is asked about a wave of devices, and at what cost::

    identities            those that are ready      a list or a request each, whichever is less
    profiles (beta)       those that are not enrolled                a request each, in batches
    events (beta)         those that are enrolled           at most four pages, for all of them
    report                while events leave a question    one job in a window, for all workers
    managed devices       while the report leaves it too                         a request each
    what it failed on     once for each attempt that failed                           a request
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

import structlog

from handlers.findings import Case, ask_machines, cases_of
from handlers.looking import identities_of
from handlers.profiles import gate
from handlers.verdicts import concluded
from shared.domain.attempts import told_by_events, told_by_report
from shared.domain.autopilot import EnrollmentState, Identity
from shared.domain.deployment import is_over
from shared.domain.device import Device
from shared.domain.errors import GroundcrewError, Rejected
from shared.domain.monitoring import Report
from shared.domain.outcomes import Outcome
from shared.domain.stages import Milestone
from shared.runtime.services import Services

log = structlog.get_logger()

# Fifty to a page: two hundred deployments.  Where there are more, the report tells of the others.
EVENT_PAGES = 4


async def look(devices: Sequence[Device], services: Services) -> Mapping[str, Outcome]:
    """See each device's profile, or how far its deployment is."""
    outcomes, cases = cases_of(devices, services)
    errors = await _enrolments(cases, services)
    enrolled = {serial: case for serial, case in cases.items() if case.evidence.enrolled}
    errors |= await _deployments(enrolled, services)
    left = [case for serial, case in cases.items() if serial not in errors]
    for case in left:
        if case.is_switched_on:
            outcomes[case.device.serial] = await _outcome(case, services)
    others = [case.device for case in left if not case.is_switched_on]
    return {**outcomes, **errors, **await gate(others, services)}


async def _enrolments(cases: Mapping[str, Case], services: Services) -> dict[str, GroundcrewError]:
    """See which devices that are ready have enrolled; the errors by serial number."""
    due = [
        case.device
        for case in cases.values()
        if case.device.passed(Milestone.PROFILED) and not case.evidence.enrolled
    ]
    listed = await services.autopilot.identities([each.serial for each in due]) if due else {}
    # Whoever says that a device is gone looks twice: it is parked for it.
    missing = [each for each in due if each.serial not in listed]
    errors: dict[str, GroundcrewError] = {}
    for serial, each in {**listed, **await identities_of(missing, services)}.items():
        if isinstance(each, Identity):
            enrolled = each.enrollment_state is EnrollmentState.ENROLLED
            cases[serial].learns(enrolled=enrolled)
        else:
            errors[serial] = each
    return errors


async def _deployments(cases: Mapping[str, Case], services: Services) -> dict[str, GroundcrewError]:
    """Gather the evidence, each source only as long as those before leave a question."""
    if not cases:
        return {}
    try:
        events = await services.monitoring.events(list(cases), EVENT_PAGES)
        for serial, case in cases.items():
            told = told_by_events(events.of.get(serial, ()))
            case.learns(events=told, complete=events.complete)
    except GroundcrewError as error:
        return dict.fromkeys(cases, error)
    errors = await _report(cases, services)
    doubtful = [
        case for serial, case in cases.items() if serial not in errors and _is_doubtful(case)
    ]
    return {**errors, **await ask_machines(doubtful, services)}


async def _report(cases: Mapping[str, Case], services: Services) -> dict[str, GroundcrewError]:
    """Ask the report about those of whom the events leave a question."""
    left = {serial: case for serial, case in cases.items() if case.is_open}
    try:
        lines = await services.exports.lines(Report.AUTOPILOT) if left else None
    except Rejected as error:
        # Exports take a permission that not everybody grants; the others are asked all the same.
        log.warning("report.refused", code=error.reason.code)
        lines = None
    except GroundcrewError as error:
        return dict.fromkeys(left, error)
    told = told_by_report(Report.AUTOPILOT, lines or ())
    for serial, case in left.items():
        case.learns(lines=told.get(serial, ()))
    return {}


def _is_doubtful(case: Case) -> bool:
    """Whether only the machine itself can tell: it may be of a former life, or long be done."""
    finding = case.finding
    unproven = finding.attempt is None and not case.device.passed(Milestone.ENROLLED)
    return unproven or (case.is_open and is_over(finding, case.times))


async def _outcome(case: Case, services: Services) -> Outcome:
    finding = case.finding
    attempt = finding.attempt
    if finding.failing and finding.failed_on is None and attempt and attempt.event_id:
        # It is asked again if it is not told now.
        with suppress(GroundcrewError):
            items = await services.monitoring.failed_items(attempt.event_id)
            finding = replace(finding, failed_on=items)
    return concluded(case, finding, services)

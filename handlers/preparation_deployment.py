"""Route ``device-preparation``: nothing in the way, then enrolment and preparation.

Who is asked about a wave of devices::

    identities       those not enrolled: a registration would take them another way
    managed devices  those that are ready, and those that the report leaves in doubt
    report           while a device is being prepared: one job in a window, for all workers
    report of apps   once somebody's preparation has failed
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.findings import Case, ask_machines, cases_of, planned
from handlers.verdicts import concluded
from shared.domain.attempts import told_by_report
from shared.domain.autopilot import Identity
from shared.domain.commands import RegisterDevices
from shared.domain.deployment import is_over
from shared.domain.device import Device
from shared.domain.errors import GroundcrewError
from shared.domain.findings import Finding, Standing
from shared.domain.monitoring import FailedItem, Report, ReportLine
from shared.domain.outcomes import Next, Outcome, unchanged
from shared.domain.stages import Milestone
from shared.runtime.services import Services

# PolicyInstallStatus of an app that was installed (observed by others); no other is documented.
_INSTALLED = "2"

_CLEARED = "No Autopilot registration stands in the way."
_REGISTERED = "Registered with Autopilot, which would take the device another way."


async def look(devices: Sequence[Device], services: Services) -> Mapping[str, Outcome]:
    """See whether something stands in each device's way, or how far its preparation is."""
    outcomes, cases = cases_of(devices, services)
    ready = [case for case in cases.values() if _may_switch_on(case.device)]
    errors = await ask_machines(ready, services)
    left = [case for serial, case in cases.items() if serial not in errors]
    waiting = [case.device for case in left if not case.is_switched_on]
    outcomes |= await _clearance(waiting, services)
    outcomes |= await _deployments([case for case in left if case.is_switched_on], services)
    return {**outcomes, **errors}


def _may_switch_on(device: Device) -> bool:
    return device.passed(Milestone.CLEARED) and not device.passed(Milestone.ENROLLED)


async def _clearance(devices: Sequence[Device], services: Services) -> Mapping[str, Outcome]:
    """See that no Autopilot registration takes the device another way, as long as one might."""
    outcomes: dict[str, Outcome] = {
        each.serial: planned(each, unchanged, services) for each in devices
    }
    asked = [each for each in devices if each.passed(Milestone.GROUPED) or each.pairing is None]
    told = await services.autopilot.identities([each.serial for each in asked]) if asked else {}
    now = services.clock.now()
    for device in asked:
        match told.get(device.serial):
            case Identity():
                outcomes[device.serial] = Next(
                    step=RegisterDevices,
                    noting=lambda each: each.lost(Milestone.CLEARED, now, _REGISTERED),
                )
            case GroundcrewError() as error:
                outcomes[device.serial] = error
            case None:
                outcomes[device.serial] = planned(
                    device, lambda each: each.reached(Milestone.CLEARED, now, _CLEARED), services
                )
    return outcomes


async def _deployments(cases: Sequence[Case], services: Services) -> Mapping[str, Outcome]:
    if not cases:
        return {}
    try:
        lines = await services.exports.lines(Report.DEVICE_PREPARATION)
        told = told_by_report(Report.DEVICE_PREPARATION, lines or ())
        for case in cases:
            case.learns(lines=told.get(case.device.serial, ()))
        errors = await ask_machines([case for case in cases if _is_doubtful(case)], services)
        apps = await _apps(cases, services)
    except GroundcrewError as error:
        return {case.device.serial: error for case in cases}
    outcomes = {case.device.serial: _outcome(case, apps, services) for case in cases}
    return {**outcomes, **errors}


def _is_doubtful(case: Case) -> bool:
    finding = case.finding
    return finding.standing is not Standing.DEPLOYED and is_over(finding, case.times)


async def _apps(cases: Sequence[Case], services: Services) -> Sequence[ReportLine] | None:
    """Read what became of apps, once somebody's preparation has failed on an unknown one."""
    findings = [case.finding for case in cases]
    if not any(each.failing and each.failed_on is None for each in findings):
        return None
    return await services.exports.lines(Report.PREPARATION_APPS)


def _outcome(case: Case, apps: Sequence[ReportLine] | None, services: Services) -> Outcome:
    finding = case.finding
    if finding.failing and finding.failed_on is None and apps is not None:
        finding = replace(finding, failed_on=_not_installed(finding, apps))
    return concluded(case, finding, services)


def _not_installed(finding: Finding, apps: Sequence[ReportLine]) -> tuple[FailedItem, ...]:
    """Name the apps that did not arrive, each with its raw status."""
    device_id = finding.attempt.device_id if finding.attempt else ""
    return tuple(
        FailedItem(name=f"{line.get('ApplicationName', '')} (status {status})")
        for line in apps
        if line.get("DeviceId") == device_id
        and (status := line.get("PolicyInstallStatus", "")) != _INSTALLED
    )

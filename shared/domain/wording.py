"""A finding in words: a line for the timeline, and evidence for whoever has to mend it."""

from collections.abc import Callable

from shared.domain.attempts import Attempt, Source
from shared.domain.findings import Finding, Standing
from shared.domain.monitoring import DeploymentState, FailedItem

_SUCCESSES = {
    DeploymentState.SUCCESS_ON_RETRY: "The deployment succeeded on a retry",
    DeploymentState.SUCCESS_WITH_TIMEOUT: "The deployment succeeded after its time had run out",
}


def line_of(finding: Finding, before: Finding | None) -> str:
    """Write the line that a finding adds to the timeline; blank when it adds none."""
    if not _is_news(finding, before):
        return ""
    said = _SAID[finding.standing](finding)
    again = before is not None and before.failing and not finding.failing
    if again and finding.standing is not Standing.DEPLOYED:
        said = f"Tried again. {said}" if said else "Tried again"
    codes = _codes(finding)
    if codes and not said:
        said = "The device is being prepared"
    return f"{said} ({codes})." if codes else f"{said}." if said else ""


def evidence_of(finding: Finding) -> dict[str, str]:
    """List what support would ask for of an attempt that failed."""
    attempt, items = finding.attempt, finding.failed_on or ()
    if attempt is None:
        return {}
    evidence = {
        "phase": _phase(attempt),
        "failed-on": ", ".join(item.name for item in items) or attempt.failure,
        "error-code": ", ".join(_code(item) for item in items if item.error_code),
        "report": attempt.codes,
        "attempt-began": attempt.started_at.isoformat(),
        "attempt-ended": attempt.ended_at.isoformat() if attempt.ended_at else "",
    }
    return {name: value for name, value in evidence.items() if value}


def _is_news(finding: Finding, before: Finding | None) -> bool:
    if before is None:
        return True
    return (finding.standing, finding.failed_on, _codes(finding)) != (
        before.standing,
        before.failed_on,
        _codes(before),
    )


def _codes(finding: Finding) -> str:
    return finding.attempt.codes if finding.attempt else ""


def _deployed(finding: Finding) -> str:
    if finding.source is Source.MANAGED_DEVICE:
        return "The device complies, and its deployment can no longer be running: it succeeded"
    state = finding.attempt.state if finding.attempt else DeploymentState.SUCCESS
    return _SUCCESSES.get(state, "The deployment succeeded")


def _failed(finding: Finding) -> str:
    attempt = finding.attempt
    phase = f" in {_phase(attempt)}" if attempt and _phase(attempt) else ""
    items = ", ".join(_named(item) for item in finding.failed_on or ())
    what = items or (attempt.failure if attempt else "")
    on = f": {what}" if what else ""
    return f"An attempt to deploy failed{phase}{on}"


def _named(item: FailedItem) -> str:
    return f"{item.name} {_code(item)}" if item.error_code else item.name


def _code(item: FailedItem) -> str:
    """Write an error code as Windows does."""
    return f"0x{item.error_code & 0xFFFFFFFF:08X}"


def _phase(attempt: Attempt) -> str:
    if attempt.account_setup is DeploymentState.FAILURE:
        return "account setup"
    return "device setup" if attempt.device_setup is DeploymentState.FAILURE else ""


_SAID: dict[Standing, Callable[[Finding], str]] = {
    Standing.NOT_SWITCHED_ON: lambda _: "",
    Standing.ENROLLED: lambda _: "",
    Standing.DEVICE_SETUP: lambda _: "Device setup runs",
    Standing.ACCOUNT_SETUP: lambda _: "Device setup is done; account setup runs",
    Standing.RECOVERING: _failed,
    Standing.FAILED: _failed,
    Standing.DEPLOYED: _deployed,
}

"""Attempts to deploy a device, as Intune's events and reports tell of them, in one form.

Column names follow "Intune reports and properties available using Graph API".
What the numbers in the reports mean is documented nowhere: those of Autopilot
are taken for the members of Graph's enumeration, those of device preparation
were observed by others, on one device that succeeded and one that failed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from shared.domain.monitoring import DeploymentEvent, DeploymentState, Report, ReportLine
from shared.domain.serials import normalised


class Source(StrEnum):
    """Who says something of a deployment."""

    IDENTITY = "identity"
    EVENT = "event"
    REPORT = "report"
    MANAGED_DEVICE = "managed-device"


_S = DeploymentState
SUCCEEDED = frozenset({_S.SUCCESS, _S.SUCCESS_ON_RETRY, _S.SUCCESS_WITH_TIMEOUT})

# By name, by Graph's number, and as people read it; anything else is unknown.
_STATES: dict[str, DeploymentState] = {
    **{str(number): state for number, state in enumerate(DeploymentState)},
    **{state.casefold(): state for state in DeploymentState},
    "in progress": _S.IN_PROGRESS,
    "failed": _S.FAILURE,
    "success with timeout": _S.SUCCESS_WITH_TIMEOUT,
    "not attempted": _S.NOT_ATTEMPTED,
    "success on retry": _S.SUCCESS_ON_RETRY,
}

# DeploymentStatus and ResultCode of device preparation; whatever else is told is in progress.
_PREPARED = ("2", "0")
_UNPREPARED = "3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt to deploy a device, as *source* tells it.

    *event_id* is blank unless an event tells it; *device_id* is the managed
    device's.  *failure* is in the source's own words, *codes* are the report's
    raw numbers.  *ended_at* is ``None`` while it runs.
    """

    source: Source
    started_at: datetime
    state: DeploymentState
    event_id: str = ""
    device_id: str = ""
    device_setup: DeploymentState = DeploymentState.UNKNOWN
    account_setup: DeploymentState = DeploymentState.UNKNOWN
    ended_at: datetime | None = None
    failure: str = ""
    codes: str = ""

    @property
    def succeeded(self) -> bool:
        """Whether its source says that it went well."""
        return self.state in SUCCEEDED

    @property
    def failed(self) -> bool:
        """Whether its source says that it failed."""
        return self.state is DeploymentState.FAILURE


def told_by_events(events: Iterable[DeploymentEvent]) -> tuple[Attempt, ...]:
    """Read what Autopilot events tell of one device."""
    return tuple(
        Attempt(
            source=Source.EVENT,
            started_at=event.started_at,
            state=event.state,
            event_id=event.id,
            device_setup=event.device_setup,
            account_setup=event.account_setup,
            ended_at=event.ended_at,
            failure=event.failure,
        )
        for event in events
    )


def told_by_report(report: Report, lines: Iterable[ReportLine]) -> dict[str, tuple[Attempt, ...]]:
    """Read the lines of a deployment report: attempts by normalised serial number.

    A line without a start says nothing that could be told from a former life.
    """
    read, column = _READERS[report]
    told: dict[str, tuple[Attempt, ...]] = {}
    for line in lines:
        attempt = read(line)
        if attempt is not None:
            serial = normalised(line.get(column, ""))
            told[serial] = (*told.get(serial, ()), attempt)
    return told


def _autopilot(line: ReportLine) -> Attempt | None:
    started_at = time_of(line.get("DeploymentStartDateTime", ""))
    if started_at is None:
        return None
    details = ("EspDeviceSetupFailureDetails", "EspUserSetupFailureDetails", "FailureDetails")
    return Attempt(
        source=Source.REPORT,
        started_at=started_at,
        state=_state(line, "DeploymentState"),
        device_id=line.get("DeviceId", ""),
        device_setup=_state(line, "DeviceSetupStatus"),
        account_setup=_state(line, "UserSetupStatus"),
        ended_at=time_of(line.get("DeploymentEndDateTime", "")),
        failure=next((line[name] for name in details if line.get(name)), ""),
    )


def _preparation(line: ReportLine) -> Attempt | None:
    started_at = time_of(line.get("EnrollmentTimeInUtc", ""))
    if started_at is None:
        return None
    status, result = line.get("DeploymentStatus", ""), line.get("ResultCode", "")
    state = DeploymentState.FAILURE if status == _UNPREPARED else DeploymentState.IN_PROGRESS
    return Attempt(
        source=Source.REPORT,
        started_at=started_at,
        state=DeploymentState.SUCCESS if (status, result) == _PREPARED else state,
        device_id=line.get("DeviceId", ""),
        codes=f"status {status}, phase {line.get('CurrentProvisioningPhase', '')}, result {result}",
    )


def time_of(text: str) -> datetime | None:
    """Read a report's time, which is UTC and says so nowhere; none, and the year 1, are none."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return read.replace(tzinfo=read.tzinfo or UTC) if read.year > 1 else None


def _state(line: ReportLine, column: str) -> DeploymentState:
    return _STATES.get(line.get(column, "").casefold(), DeploymentState.UNKNOWN)


# How to read a line, and which column says the serial number.
_READERS: dict[Report, tuple[Callable[[ReportLine], Attempt | None], str]] = {
    Report.AUTOPILOT: (_autopilot, "DeviceSerialNumber"),
    Report.DEVICE_PREPARATION: (_preparation, "SerialNumber"),
}
